/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-share-set.h"

G_BEGIN_DECLS

/*
 * Custodians: k of n people who together open a vault whose passphrase is lost, and each
 * of whom learns nothing alone. Their shares as sealed files, and opening with shares.
 */

/**
 * ahadi_custody_create:
 * @passphrases: (element-type AhadiSecret): of the custodians; as many shares are made
 * @names: (nullable): as in ahadi_share_set_draw()
 * @folder: made when missing
 *
 * Writes "<label> share 1 of 3.ahadi-share" and so on, each sealed under its passphrase,
 * then lets them hold: shares made before are void from then on. When it fails, what was
 * written is removed, and shares made before still open the vault.
 *
 * Returns: (transfer full) (element-type filename): their paths. NUMBERS, NAME or WEAK of
 *   %AHADI_KEYS_ERROR, %AHADI_BASE_ERROR_EXISTS if a file is there already, the system's
 *   codes, or those of ahadi_vault_put_secret().
 */
GPtrArray *ahadi_custody_create (AhadiSession *session,
                                 guint threshold,
                                 GPtrArray *passphrases,
                                 const char *const *names,
                                 const char *folder,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_custody_seal:
 * @index: of the share, from 0
 * @path: replaced
 *
 * Writes one share of those that were drawn, sealed under @passphrase, and opens it again
 * from there. WEAK of %AHADI_KEYS_ERROR, the system's codes, or those of
 * ahadi_custody_read().
 */
gboolean ahadi_custody_seal (AhadiSession *session,
                             AhadiShareSet *set,
                             guint index,
                             AhadiSecret *passphrase,
                             const char *path,
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
 * ahadi_custody_read_typed:
 * @digits: as typed from the paper
 * @bad_group: (out) (optional): 1 to 19, the first group that is mistyped; 0 otherwise
 *
 * Returns: (transfer full): the errors of ahadi_share_parse_digits().
 */
AhadiShare *
ahadi_custody_read_typed (AhadiSecret *digits, guint *bad_group, GError **error);

/* Whether the vault, open or not, has custodians. The system's codes, and those of
 * ahadi_slots_parse(). */
gboolean ahadi_custody_is_there (AhadiSession *session,
                                 gboolean *there,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_custody_check:
 * @shares: (element-type AhadiShare): perhaps fewer than are needed
 * @wrong: (out): the place of the one that is to blame, from 1; 0 if none is known
 *
 * What can be told before there are enough: NO_SHARES, FOREIGN_SHARE or SAME_SHARE of
 * %AHADI_KEYS_ERROR.
 */
gboolean ahadi_custody_check (AhadiSession *session,
                              GPtrArray *shares,
                              guint *wrong,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_custody_unlock:
 * @wrong: (out): as above; of a share that was left out, also when the vault is open
 *
 * Opens the vault as ahadi_session_unlock() does. The errors of ahadi_custody_check(), or
 * FEW_SHARES or WRONG_SHARE of %AHADI_KEYS_ERROR.
 */
gboolean ahadi_custody_unlock (AhadiSession *session,
                               GPtrArray *shares,
                               guint *wrong,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
