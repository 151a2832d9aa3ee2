/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether anything of a vault lies in @folder: a whole one, or what a wipe that was cut
 * short has left. */
gboolean ahadi_vault_wipe_is_needed (const char *folder);

/**
 * ahadi_vault_wipe:
 * @folder: of a vault that is closed
 *
 * Destroys the keys, then the rest. First every key-slot file is overwritten and removed,
 * the vault's own and those of its backups: from then on nothing in @folder opens with
 * any secret. Then databases, backups, attachments, bundles set aside; then the folder,
 * if it is empty. Files that are not the vault's stay.
 *
 * On SSDs and sticks what was overwritten may still be there, for who takes the chips
 * out; copies elsewhere are not reached.
 *
 * Killed at any moment, the vault opens as it was or not at all; calling it again
 * finishes, and until then ahadi_vault_open() tells it by %AHADI_STORE_ERROR_WIPED. No
 * secret is needed: who may write the folder could delete it anyway.
 *
 * Links in place of the vault's files and folders are removed; what they lead to stays.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_BUSY (another program has it open; nothing was
 *   touched), %AHADI_STORE_ERROR_NOT_FOUND, %AHADI_STORE_ERROR_WIPED where a key may be
 *   gone and something could not be removed, or the system's codes before that: then all
 *   is as it was.
 */
gboolean ahadi_vault_wipe (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
