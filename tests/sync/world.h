/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/ahadi-sync.h"

G_BEGIN_DECLS

/*
 * An organisation on one disk: vaults in a folder of their own, a stick to carry files
 * between them. The first vault is the founding membership office.
 */
typedef struct
{
  char *folder;
  char *stick;
  GPtrArray *vaults; /* AhadiVault, closed with the world */
  AhadiVault *office;
  GPtrArray *mounts; /* (nullable): folders */
} World;

/* Runs a call that reports to the local variable error and must succeed. */
#define assert_ok(call)                                                                  \
  do                                                                                     \
    {                                                                                    \
      gboolean ok_ = (call);                                                             \
      g_assert_no_error (error);                                                         \
      g_assert_true (ok_);                                                               \
    }                                                                                    \
  while (0)

/* The same for a failure, with a word of AhadiSyncError. */
#define assert_refused(call, code)                                                       \
  do                                                                                     \
    {                                                                                    \
      gboolean ok_ = (call);                                                             \
      g_assert_false (ok_);                                                              \
      g_assert_error (error, AHADI_SYNC_ERROR, code);                                    \
      g_clear_error (&error);                                                            \
    }                                                                                    \
  while (0)

/* Asserts that @error is of AHADI_SYNC_ERROR, has @code, and for the reason that was
 * meant: a rule's number, or other text out of the message. */
void world_assert_reason (const GError *error, int code, const char *said);

/* Calls g_test_init() and ahadi_crypto_init(). */
void world_init_tests (int *argc, char ***argv);

/* Makes the folders and the office. */
void world_open (World *self);
/* Closes every vault and removes the folders. */
void world_close (World *self);

/* Returns: (transfer full): that of every vault. */
AhadiSecret *world_passphrase (void);

/* A vault that is there. */
AhadiVault *world_open_vault (World *self, const char *folder);
/* A vault without identity or card. */
AhadiVault *world_add_vault (World *self, const char *folder);
/* A vault with an identity and the office's present card, not enrolled. @branch: name of
 * a new branch, or NULL */
AhadiVault *world_add (World *self, AhadiRole role, const char *branch);
/* A second laptop of @other's branch. */
AhadiVault *world_add_to_branch (World *self, AhadiVault *other);
/* Request, approval, and the new card taken in. */
void world_enrol (World *self, AhadiVault *vault);
/* A laptop that is enrolled. */
AhadiVault *world_add_laptop (World *self, const char *branch);
/* The same for an office. */
AhadiVault *world_add_office (World *self, AhadiRole role);
/* Takes the office's present card. */
void world_give_card (World *self, AhadiVault *vault);

/* What somebody gets who copies a closed vault's folder: @vault is opened again, and so
 * is its copy. */
AhadiVault *world_copy (World *self, AhadiVault **vault);

/* A ring of that one key. */
GPtrArray *world_make_ring (AhadiAgeIdentity *identity);
AhadiIdentity *world_get_identity (AhadiVault *vault);
AhadiDirectory *world_get_directory (AhadiVault *vault);

AhadiId world_add_member (AhadiVault *vault, const char *name);
AhadiId world_add_member_to (AhadiVault *vault, const char *audience, const char *name);
void world_rename_member (AhadiVault *vault, const AhadiId *id, const char *name);
/* @route: executive-director, board-committee or both */
/* Attaches a file of @size bytes to nothing in particular. Returns: (transfer full): the
 * record, saved. */
AhadiRecord *world_attach (AhadiVault *vault, const char *audience, gsize size);
/* Whether @vault has the whole file of @attachment, as world_attach() made it. */
gboolean world_has_file (AhadiVault *vault, const AhadiRecord *attachment);
AhadiBlobState world_get_blob_state (AhadiVault *vault, const AhadiRecord *attachment);
AhadiId world_add_report (AhadiVault *vault, const char *route, const char *statement);

/* Exports to the stick. Returns: (transfer full): the path. */
char *world_export (World *self, AhadiVault *vault);
/* The only reply an office has to give. Returns: (transfer full): the path. */
char *world_reply (World *self, AhadiVault *office);
/* Imports and asserts that there is a result. */
AhadiImportResult *world_import (AhadiVault *vault, const char *path);
/* The same, and asserts that it was merged with no part refused. */
AhadiImportResult *world_merge (AhadiVault *vault, const char *path);
/* Asserts that the file is refused with @code (an AhadiSyncError) and that nothing but
 * the journal changed. */
void
world_assert_refused (AhadiVault *vault, const char *path, int code, const char *said);
/*
 * Asserts that the file is merged, all but the part @audience, which is refused with
 * @word and for the reason that was meant: a rule's number, or other text out of the
 * message.
 */
void world_assert_part_refused (AhadiVault *vault,
                                const char *path,
                                AhadiAudienceClass audience,
                                const char *word,
                                const char *said);

/* Everything that can be asked of a vault but its journal, as text. */
char *world_snapshot (AhadiVault *vault);
char *world_digest (AhadiVault *vault, const char *audience);
void world_assert_same_digest (AhadiVault *a, AhadiVault *b, const char *audience);
/* Asserts that the vault's own check finds nothing and that nothing was left in its
 * staging folder. */
void world_assert_sound (AhadiVault *vault);
guint world_count_files (const char *folder);
guint world_count_journal (AhadiVault *vault);
guint world_count_set_aside (AhadiVault *vault, const char *reason);
guint64 world_count_members (AhadiVault *vault);
guint64 world_count_delivered (AhadiVault *vault, AhadiDelivery delivery);

GBytes *world_read_file (const char *path);
/* A new file on the stick. Returns: (transfer full): the path. */
char *world_write_file (World *self, const char *name, GBytes *bytes);

/* A small disk of its own at a new folder; NULL where that is not allowed (not root). */
char *world_mount (World *self, const char *name, guint megabytes);
/* Fills the disk at @folder to the last byte. */
void world_fill_disk (const char *folder);
void world_free_disk (const char *folder);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_close)

G_END_DECLS
