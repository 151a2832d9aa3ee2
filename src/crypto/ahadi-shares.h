/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-share.h"

G_BEGIN_DECLS

/**
 * ahadi_shares_split:
 * @key: 32 bytes: the secret of a vault's custodian slot, never an identity
 * @info: threshold, count, set and vault of the shares; its index is not read
 *
 * Returns: (transfer full) (element-type AhadiShare): @info->count shares, in order.
 */
GPtrArray *ahadi_shares_split (AhadiSecret *key, const AhadiShareInfo *info);

/**
 * ahadi_shares_combine:
 * @shares: (element-type AhadiShare)
 * @wrong: (out): place in @shares of one that does not belong, from 1; 0 if none is known
 *
 * Any threshold of them gives the key. If there are more, one wrong share among them is
 * named and left out, and the key is found all the same.
 *
 * Returns: (transfer full): the 32 bytes; %NULL with %AHADI_CRYPTO_ERROR_NO_MATCH (a
 *   share of another set, or the same share again: @wrong), MALFORMED (fewer than the
 *   threshold), or CORRUPT (one of them is wrong, and there are too few to tell which).
 */
AhadiSecret *ahadi_shares_combine (GPtrArray *shares,
                                   guint *wrong,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
