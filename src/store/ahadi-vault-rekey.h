/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"

G_BEGIN_DECLS

/* Called with pages copied of pages in all; FALSE, with @error set, stops the work. */
typedef gboolean (*AhadiRekeyTick) (guint64 done,
                                    guint64 total,
                                    gpointer data,
                                    GError **error);

/**
 * ahadi_vault_rekey:
 * @passphrase: must open a passphrase slot of @vault
 * @recovery_code: (nullable): 39 digits for the recovery slot
 * @tick: (nullable)
 *
 * Gives the vault a new data key, and so a next generation: all that lies in it is
 * encrypted anew. Only the slot of @passphrase stays (under its id) and @recovery_code;
 * every other slot falls away: its secret is not known here. What was copied before still
 * opens with the old secrets. The keys of the device stay.
 *
 * Once this succeeded the caller makes a backup, which removes what the old key opened;
 * see ahadi_vault_rekey_tidy(). Killed at any moment, the vault opens whole, with the old
 * key or the new one.
 *
 * Returns: %FALSE with %AHADI_CRYPTO_ERROR_WRONG_SECRET, %AHADI_STORE_ERROR_NO_SPACE (at
 *   the start: room for the copy and a backup of it is needed), the errors of the
 *   database, or what @tick set. The vault is then as it was.
 */
gboolean ahadi_vault_rekey (AhadiVault *vault,
                            AhadiSecret *passphrase,
                            AhadiSecret *recovery_code,
                            AhadiSlotCost cost,
                            AhadiRekeyTick tick,
                            gpointer data,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For the other files of store/: removes what a re-key has left, once the vault has
 * opened or was backed up. Nothing is touched where none was begun. */
void ahadi_vault_rekey_tidy (AhadiVault *vault);

G_END_DECLS
