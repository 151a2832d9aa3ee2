/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A vault's folder that is put together beside the place where it is to stand, in
 * `.<name>.building/vault`, and then takes that place in one step. Killed at any moment,
 * what stands there is the old or the new, whole; what is left beside is removed by the
 * next build for the same place.
 */
typedef struct _AhadiVaultBuild AhadiVaultBuild;

/**
 * ahadi_vault_build_open:
 * @target: where the vault is to stand; missing parents are made
 *
 * Returns: (transfer full): with an empty folder, mode 0700; %NULL with
 * %AHADI_STORE_ERROR_BUSY if another program builds for this place, or the system's
 * codes.
 */
AhadiVaultBuild *ahadi_vault_build_open (const char *target,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes all that was not installed. */
void ahadi_vault_build_close (AhadiVaultBuild *self);

/* Where the vault is put together. */
const char *ahadi_vault_build_get_folder (AhadiVaultBuild *self);

/**
 * ahadi_vault_build_install:
 * @replace: whether what stands at the target may be moved aside
 * @aside: (out) (nullable): (transfer full): where it was moved, beside the target under
 * a name with the time; %NULL if there was nothing
 *
 * The built vault takes its place; it must be closed and synced. What stood there, a
 * vault or the rest of one, is moved aside whole, never removed. An empty folder is
 * nothing.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_EXISTS if something stands there and may not be
 * replaced, BUSY if it is open, FAILED; all is then as it was.
 */
gboolean ahadi_vault_build_install (AhadiVaultBuild *self,
                                    gboolean replace,
                                    char **aside,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiVaultBuild, ahadi_vault_build_close)

G_END_DECLS
