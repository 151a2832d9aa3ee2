/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * Custodians: k of n people who together open a vault whose passphrase is lost, and each
 * of whom learns nothing alone. What is shared is the secret of a key slot of its own,
 * never an identity.
 */

/**
 * ahadi_custody_create:
 * @passphrases: (element-type AhadiSecret): of the custodians; as many shares are made
 * @folder: made when missing
 *
 * Writes "<label> share 1 of 3.ahadi-share" and so on, each sealed under its passphrase,
 * then sets the slot: shares made before are void from then on. When it fails, what was
 * written is removed, and shares made before still open the vault.
 *
 * Returns: (transfer full) (element-type filename): their paths. NUMBERS or WEAK of
 *   %AHADI_KEYS_ERROR, %AHADI_BASE_ERROR_EXISTS if a file is there already, the system's
 *   codes, or those of ahadi_vault_put_secret().
 */
GPtrArray *ahadi_custody_create (AhadiSession *session,
                                 guint threshold,
                                 GPtrArray *passphrases,
                                 const char *folder,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the open vault has custodians, and how many are needed of how many. */
gboolean ahadi_custody_get (AhadiSession *session,
                            gboolean *exists,
                            guint *threshold,
                            guint *count,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What stands on the outside of a share. @sealed: it needs its passphrase; FALSE for a
 * file with the digits of the paper. */
gboolean ahadi_custody_look (const char *path,
                             AhadiShareInfo *info,
                             gboolean *sealed,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @passphrase: (nullable): for a sealed one. Returns: (transfer full):
 * %AHADI_KEYS_ERROR_SHARE_PASSPHRASE, the system's codes, and those of ahadi_share_open()
 * and ahadi_share_parse_digits(). */
AhadiShare *
ahadi_custody_read (const char *path, AhadiSecret *passphrase, GError **error);

/**
 * ahadi_custody_unlock:
 * @shares: (element-type AhadiShare)
 * @wrong: (out): the place of the one that is to blame, from 1; 0 if none is known
 *
 * Opens the vault as ahadi_session_unlock() does. NO_SHARES, FOREIGN_SHARE, SAME_SHARE,
 * FEW_SHARES or WRONG_SHARE of %AHADI_KEYS_ERROR.
 */
gboolean ahadi_custody_unlock (AhadiSession *session,
                               GPtrArray *shares,
                               guint *wrong,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): "0a1b2c3d", by which people tell one set from another. */
char *ahadi_custody_name_set (const AhadiShareInfo *info);

G_END_DECLS
