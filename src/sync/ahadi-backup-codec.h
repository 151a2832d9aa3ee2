/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ahadi-store.h"

G_BEGIN_DECLS

/* `backup.json`, the list of what a sealed backup holds: FORMAT.md section 14. */
#define AHADI_BACKUP_DOCUMENT "backup.json"
#define AHADI_BACKUP_DATABASE "vault.db"
#define AHADI_BACKUP_DOCUMENT_LIMIT (16 * 1024 * 1024)
#define AHADI_BACKUP_MEMBERS_LIMIT 100000

typedef struct
{
  char *name;
  guint64 size;
  guint8 digest[AHADI_HASH_SIZE]; /* BLAKE2b-256 */
} AhadiBackupMember;

typedef struct
{
  gint64 time; /* ms since 1970, when it was made */
  AhadiId vault;
  guint32 generation;
  GPtrArray *members; /* AhadiBackupMember, in the order of the archive */
} AhadiBackupContent;

AhadiBackupContent *ahadi_backup_content_new (void);
void ahadi_backup_content_free (AhadiBackupContent *self);

/* @name: copied. Returns: borrowed; its digest is zeros. */
AhadiBackupMember *
ahadi_backup_content_add (AhadiBackupContent *self, const char *name, guint64 size);

/* Whether @name may stand in a backup: the database, or a file of `blobs/` or
 * `set-aside/` as the vault names them. */
gboolean ahadi_backup_is_member_name (const char *name);

/* Returns: (transfer full): the document in its one spelling. */
GBytes *ahadi_backup_content_print (const AhadiBackupContent *self);

/* Returns: (transfer full): %NULL with %AHADI_SYNC_ERROR_NEWER or MALFORMED (the rule's
 * number). */
AhadiBackupContent *ahadi_backup_content_parse (GBytes *document,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiBackupContent, ahadi_backup_content_free)

G_END_DECLS
