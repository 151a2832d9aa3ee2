/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"

G_BEGIN_DECLS

#define AHADI_BACKUP_KEEP 3

/**
 * ahadi_vault_backup:
 *
 * Copies the database (VACUUM INTO, same key) and `slots` into `backups/<UTC time>/`,
 * opens the copy with the key, runs its integrity check and compares counts; only then
 * drops all but the newest %AHADI_BACKUP_KEEP. Skipped (TRUE, *made FALSE) if nothing was
 * committed since the last one and it opens with the same secrets. Who goes on from the
 * copy begins a new epoch.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NO_SPACE (said before work starts) or CORRUPT;
 * older backups stay.
 */
gboolean ahadi_vault_backup (AhadiVault *vault,
                             gboolean *made,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Milliseconds since the epoch of the newest verified backup; 0 if none. */
gint64 ahadi_vault_get_backup_time (AhadiVault *vault);

/* The same of one folder in `backups/`, out of its name; 0 if it has another. */
gint64 ahadi_backup_get_folder_time (const char *folder);

/* Returns: (transfer full) (nullable): the folder of the newest backup. */
char *ahadi_vault_find_backup (AhadiVault *vault);

G_END_DECLS
