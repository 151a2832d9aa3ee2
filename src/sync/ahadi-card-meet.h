/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-card-codec.h"

G_BEGIN_DECLS

/**
 * ahadi_card_meet:
 * @known: this vault's card
 * @other: one that came in
 * @identity: (nullable): this vault's; as a holder of the membership office it joins two
 *   lists of which neither signer knew the other, and signs the next one
 * @next: (out) (nullable): what should take the place of @known; %NULL if nothing is new
 *
 * FORMAT.md section 7, C8 to C13. Directory and list have versions of their own, so that
 * the next card may have the directory of one and the list of the other: that of TUF's
 * roles which is newer is taken (specification 1.0, section 5).
 *
 * Returns: %FALSE with %AHADI_SYNC_ERROR_OTHER_ORG, %AHADI_SYNC_ERROR_OLDER (a roll-back,
 * with both versions and dates), %AHADI_SYNC_ERROR_FORK for another directory or list of
 * the same version, %AHADI_SYNC_ERROR_REVOKED for a higher list by a holder who no longer
 * counts, %AHADI_SYNC_ERROR_MALFORMED if the two lists together break a rule.
 */
gboolean ahadi_card_meet (const AhadiCard *known,
                          const AhadiCard *other,
                          AhadiIdentity *identity,
                          AhadiCard **next,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
