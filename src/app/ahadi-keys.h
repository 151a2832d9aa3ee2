/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/**
 * ahadi_keys_rekey:
 * @passphrase: of the person who stays
 * @recovery_code: (out) (transfer full): the new one, printed form, shown once
 *
 * Encrypts the vault anew (ahadi_vault_rekey()), and then backs it up, so that what the
 * old key opened goes. Only @passphrase and the new recovery code open it then: other
 * people and the custodians are added again. Copies made before still open with the old
 * secrets, and this device keeps its own keys: a stolen one is revoked, not re-keyed.
 *
 * Progress is %AHADI_STEP_WRITE, in bytes. Errors: those of ahadi_vault_rekey(),
 * %G_IO_ERROR_CANCELLED; the vault is then as it was. A backup that failed is no error:
 * @backed_up says so, and what the old key opens stays until the next one.
 */
gboolean ahadi_keys_rekey (AhadiSession *session,
                           AhadiSecret *passphrase,
                           AhadiSecret **recovery_code,
                           gboolean *backed_up,
                           const AhadiProgress *progress,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_keys_hand_over:
 * @name: of the person who takes over
 * @passphrase: theirs
 *
 * Adds them, then re-keys for them alone. When that fails or is stopped they are removed
 * again, and the vault is as it was; after a power cut in between both can open it, and
 * doing it again finishes it. Who opens the vault already takes over with the passphrase
 * they have, else %AHADI_KEYS_ERROR_HEIR. Errors: those of ahadi_people_add() and
 * ahadi_keys_rekey().
 */
gboolean ahadi_keys_hand_over (AhadiSession *session,
                               const char *name,
                               AhadiSecret *passphrase,
                               AhadiSecret **recovery_code,
                               gboolean *backed_up,
                               const AhadiProgress *progress,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A new recovery code in place of the old one, which opens nothing any more but copies.
 * O(1).
 * @recovery_code: (out) (transfer full): printed form, shown once. */
gboolean ahadi_keys_new_recovery_code (AhadiSession *session,
                                       AhadiSecret **recovery_code,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Closes the session without a backup and destroys the vault of its folder:
 * ahadi_vault_wipe(). */
gboolean ahadi_keys_wipe (AhadiSession *session,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether there is anything to wipe. */
gboolean ahadi_keys_can_wipe (AhadiSession *session);

G_END_DECLS
