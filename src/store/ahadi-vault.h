/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/ahadi-crypto.h"

G_BEGIN_DECLS

/*
 * A vault: the folder of FORMATS 7 (`slots`, `vault-<generation>.db`, `blobs/`,
 * `set-aside/`, `backups/`, `lock`), open and unlocked. The `lock` file is held by
 * flock() for as long, so that two processes never write one vault.
 */
typedef struct _AhadiVault AhadiVault;

/* Free disk below which no work that writes is started: 64 MiB, or twice the database if
 * that is more for a backup. */
#define AHADI_VAULT_SPACE_FLOOR (64 * 1024 * 1024)

/* Whether @folder holds a vault: whatever lies there as `slots`, for opening says what is
 * wrong with it. Needs no secret. */
gboolean ahadi_vault_exists (const char *folder);

/**
 * ahadi_vault_create:
 * @folder: made, mode 0700, with missing parents; must not hold a vault
 * @passphrase: for the passphrase slot
 * @recovery_code: (nullable): 39 digits of ahadi_recovery_code_parse() for the recovery
 * slot
 *
 * Returns: (transfer full): the open vault, with the newest schema and no author yet.
 * Errors: EXISTS, NO_SPACE, LIBRARY, FAILED, and those of crypto/. What was made is
 * removed again on failure.
 */
AhadiVault *ahadi_vault_create (const char *folder,
                                AhadiSecret *passphrase,
                                AhadiSecret *recovery_code,
                                AhadiSlotCost cost,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_vault_open:
 * @type: which slot @secret is for
 *
 * Argon2id, the three checks of FORMATS 8, migrations (forward only, one transaction
 * each, after a verified copy of the old file).
 *
 * Returns: (transfer full): Errors: NOT_FOUND, BUSY, NEWER, OLD_COPY, CORRUPT, LIBRARY,
 * NO_SPACE; WIPED where a wipe was begun and the keys are gone;
 * %AHADI_CRYPTO_ERROR_WRONG_SECRET; %AHADI_BASE_ERROR_LINK, or STRANGE, if a link, or
 * something else, stands in place of a file or folder of the vault: nothing was opened
 * then. A folder that others may look into is closed to them: ahadi_vault_get_access().
 */
AhadiVault *ahadi_vault_open (const char *folder,
                              AhadiSlotType type,
                              AhadiSecret *secret,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Checkpoints the WAL, wipes the keys, releases the lock. Does not back up: see
 * ahadi_vault_backup(). */
void ahadi_vault_close (AhadiVault *self);

/* How its folder was found when the vault was opened. */
AhadiFolderAccess ahadi_vault_get_access (AhadiVault *self);

/* Absolute, however it was named. */
const char *ahadi_vault_get_folder (AhadiVault *self);

/*
 * Who opens the vault. Each change is O(1): a new slot file; the database is not touched.
 * A secret that was replaced or removed no longer opens this vault, but still opens
 * copies of the folder made before; see ahadi_vault_rekey(). NO_SPACE, and the errors of
 * ahadi_slots_put(); the slots are as they were when one fails.
 */

/* Returns: (transfer full): those of a vault that is closed, closed too. The system's
 * codes, and those of ahadi_slots_parse(). */
AhadiSlots *ahadi_vault_read_slots (const char *folder,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Borrowed, until the next change: to be read only. */
AhadiSlots *ahadi_vault_get_slots (AhadiVault *self);

/* As ahadi_slots_set(). */
gboolean ahadi_vault_set_secret (AhadiVault *self,
                                 AhadiSlotType type,
                                 AhadiSecret *secret,
                                 AhadiSlotCost cost,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As ahadi_slots_put(). */
gboolean ahadi_vault_put_secret (AhadiVault *self,
                                 AhadiSlotType type,
                                 const AhadiId *id,
                                 AhadiSecret *secret,
                                 AhadiSlotCost cost,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* NOT_FOUND if there is no such slot; the caller keeps a way in. */
gboolean ahadi_vault_remove_secret (AhadiVault *self,
                                    const AhadiId *id,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The folder for bundles kept aside whole; made when missing. Borrowed. */
const char *ahadi_vault_get_set_aside_folder (AhadiVault *self);

/*
 * One transaction per use case. Nested begins count; an inner rollback dooms the outer.
 * Every function of store/ that writes opens its own if none is.
 */
gboolean ahadi_vault_begin (AhadiVault *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/*
 * Several use cases in one transaction, to be committed together: each of them that
 * begins within is rolled back by itself if it fails, and dooms nothing. Ends with
 * ahadi_vault_commit() or ahadi_vault_rollback(); none may be under way.
 */
gboolean ahadi_vault_begin_group (AhadiVault *self,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_vault_commit (AhadiVault *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_vault_rollback (AhadiVault *self);

/**
 * ahadi_vault_sweep:
 *
 * Folds the write-ahead log into the database and empties it, so that what was deleted,
 * and is overwritten there, does not stand in it either. Not inside a transaction.
 */
gboolean ahadi_vault_sweep (AhadiVault *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* After ahadi_vault_rollback() or for the window: rises with every commit that changed
 * records. */
guint64 ahadi_vault_get_change_count (AhadiVault *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiVault, ahadi_vault_close)

G_END_DECLS
