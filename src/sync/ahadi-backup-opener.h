/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-progress.h"
#include "store/ahadi-store.h"

G_BEGIN_DECLS

/* A vault made out of a backup, open and proved whole. */
typedef struct
{
  AhadiVault *vault;
  AhadiVaultCheck check;
  gint64 time; /* ms since 1970, when the backup was made; 0 if nothing tells */
  guint files; /* of `blobs/` and `set-aside/`, read whole */
} AhadiOpenedBackup;

void ahadi_opened_backup_clear (AhadiOpenedBackup *self);

/**
 * ahadi_backup_open:
 * @source: a sealed backup, or a folder of the vault's `backups/`
 * @folder: empty, private; the vault is put together there, all of it ciphertext
 * @type: which slot @secret is for
 * @opened: (out): cleared by the caller
 *
 * Unpacks and opens the backup for real: the secret, every hash, every page and tree,
 * every chain, and that replaying the log gives what the tables hold. A folder of
 * `backups/` takes along the files that lie in its vault now.
 *
 * Returns: %FALSE with %AHADI_CRYPTO_ERROR_WRONG_SECRET, FOREIGN (also a vault's
 * own folder), DAMAGED, NEWER or MALFORMED of AHADI_SYNC_ERROR, CORRUPT, NEWER or
 * NO_SPACE of AHADI_STORE_ERROR, the system's codes, or cancelled; the folder is the
 * caller's to empty.
 */
gboolean ahadi_backup_open (const char *source,
                            const char *folder,
                            AhadiSlotType type,
                            AhadiSecret *secret,
                            const AhadiProgress *progress,
                            AhadiOpenedBackup *opened,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiOpenedBackup, ahadi_opened_backup_clear)

G_END_DECLS
