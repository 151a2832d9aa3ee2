/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"

G_BEGIN_DECLS

/*
 * What a backup is made of: the slots, a key of its own, and a copy of the database.
 */

/* Returns: (transfer full): the file `slots` as it stands. */
GBytes *ahadi_vault_print_slots (AhadiVault *self);

/* 16 bytes, the same for every copy and generation of this vault. */
const guint8 *ahadi_vault_get_uuid (AhadiVault *self);
guint32 ahadi_vault_get_generation (AhadiVault *self);

/* Returns: (transfer full): HKDF-SHA256 (data key, @info), 32 bytes: another key for
 * every purpose. */
AhadiSecret *ahadi_vault_derive (AhadiVault *self, const char *info);

/* Bytes of the database with its log: a copy is no larger. */
guint64 ahadi_vault_get_database_size (AhadiVault *self);

/* Where the database of @generation stands in a vault's folder. Returns: (transfer full)
 */
char *ahadi_vault_database_path (const char *folder, guint32 generation);

/**
 * ahadi_vault_copy_database:
 * @path: must not be there; not synced
 *
 * The database as it is now, under the same key. Whoever goes on from the copy begins a
 * new epoch. No transaction may be open.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NO_SPACE, CORRUPT or FAILED; what was made is
 * the caller's to remove.
 */
gboolean ahadi_vault_copy_database (AhadiVault *self,
                                    const char *path,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opens the copy at @path with this vault's key, checks its every page and tree, and
 * compares counts: %AHADI_STORE_ERROR_CORRUPT if it does not hold what the vault does. */
gboolean ahadi_vault_verify_copy (AhadiVault *self,
                                  const char *path,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The next write begins a new epoch (FORMATS 6): what a vault that was put back does. */
gboolean ahadi_vault_forget_epoch (AhadiVault *self,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
