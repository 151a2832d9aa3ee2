/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory.h"
#include "ahadi-root-set.h"

G_BEGIN_DECLS

/*
 * How many may be active at once, so that the recipients of any part and of any bundle
 * fit into one age header: all holders of the three offices together, and the devices of
 * one branch.
 */
#define AHADI_HOLDERS_LIMIT 16
#define AHADI_BRANCH_DEVICES_LIMIT 48

/* A text of the Code on the card. */
typedef struct
{
  char *language;
  guint8 digest[AHADI_HASH_SIZE];
  gboolean official;
} AhadiDirectoryCode;

/*
 * What directory.json and devices.json say together; nothing here was verified. Changed
 * only by whoever drafts the next version of one of them. The first is the roots', the
 * second the membership office's, with versions of their own.
 */
typedef struct
{
  guint32 version; /* of directory.json */
  gint64 time;
  guint32 list_version; /* of devices.json; 0 before it was read */
  gint64 list_time;
  AhadiId org;
  char *org_name;
  AhadiRootSet *roots;
  GPtrArray *entries;  /* AhadiDirectoryEntry: offices in the order of their roles, then
                          devices; by device id */
  GPtrArray *branches; /* AhadiBranch, by id */
  GPtrArray *revoked;  /* AhadiId, rising: devices that no longer count, whatever their
                          state says: holders too */
  GPtrArray *codes;    /* AhadiDirectoryCode, by language */
  json_t *settings;
} AhadiDirectoryContent;

AhadiDirectoryContent *ahadi_directory_content_new (void);
AhadiDirectoryContent *ahadi_directory_content_copy (const AhadiDirectoryContent *self);
void ahadi_directory_content_free (AhadiDirectoryContent *self);

/* Each keeps the order and copies. */
void ahadi_directory_content_add_entry (AhadiDirectoryContent *self,
                                        const AhadiDirectoryEntry *entry);
void ahadi_directory_content_add_branch (AhadiDirectoryContent *self,
                                         const AhadiId *id,
                                         const char *name);
void ahadi_directory_content_add_code (AhadiDirectoryContent *self,
                                       const char *language,
                                       const guint8 digest[AHADI_HASH_SIZE],
                                       gboolean official);
/* Nothing if it is there already. */
void ahadi_directory_content_add_revoked (AhadiDirectoryContent *self,
                                          const AhadiId *device);

/* Borrowed; NULL if it is in neither document. */
AhadiDirectoryEntry *ahadi_directory_content_find (const AhadiDirectoryContent *self,
                                                   const AhadiId *device);
gboolean ahadi_directory_content_is_revoked (const AhadiDirectoryContent *self,
                                             const AhadiId *device);

/* Order of entries: negative if @a stands before @b. */
int ahadi_directory_entry_compare (const AhadiDirectoryEntry *a,
                                   const AhadiDirectoryEntry *b);

/* directory.json and back; the rules are in the .c file and FORMAT.md section 5.
 * AHADI_SYNC_ERROR_NEWER, AHADI_SYNC_ERROR_MALFORMED. */
char *ahadi_directory_content_print (const AhadiDirectoryContent *self);
AhadiDirectoryContent *
ahadi_directory_content_parse (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* devices.json and back, into a content that has none yet; the rules are in
 * ahadi-device-list-codec.c and FORMAT.md section 5a. The same errors; @self is then of
 * no use. */
char *ahadi_directory_content_print_list (const AhadiDirectoryContent *self);
gboolean ahadi_directory_content_parse_list (AhadiDirectoryContent *self,
                                             GBytes *bytes,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether both list the same, whatever version and time. */
gboolean ahadi_directory_content_same_list (const AhadiDirectoryContent *a,
                                            const AhadiDirectoryContent *b);

/* What differs between two directories but their lists: (transfer full) (element-type
 * AhadiChange). */
GPtrArray *ahadi_directory_content_compare (const AhadiDirectoryContent *was,
                                            const AhadiDirectoryContent *is);
/* Adds what differs between the lists. */
void ahadi_directory_content_compare_lists (const AhadiDirectoryContent *was,
                                            const AhadiDirectoryContent *is,
                                            GPtrArray *changes);

/* D7 to D12: what must hold of the whole, also of a draft before it is signed. */
gboolean ahadi_directory_content_check (const AhadiDirectoryContent *self,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes @content. */
AhadiDirectory *ahadi_directory_new (AhadiDirectoryContent *content);
const AhadiDirectoryContent *ahadi_directory_get_content (AhadiDirectory *self);

/* Entries whose signing key has @number, whatever their state: (transfer container)
 * (element-type AhadiDirectoryEntry). */
GPtrArray *ahadi_directory_find_signers (AhadiDirectory *self, const guint8 number[8]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiDirectoryContent, ahadi_directory_content_free)

G_END_DECLS
