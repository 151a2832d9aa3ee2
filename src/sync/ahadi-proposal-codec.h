/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-card-codec.h"
#include "ahadi-proposal.h"

G_BEGIN_DECLS

/**
 * ahadi_proposal_new:
 * @base: the card it begins from
 * @content: the next directory; its lists are not looked at
 * @texts: (element-type GBytes): in the order of @content's codes
 *
 * Gives @content the next version and a time. Where its root set is another, the line of
 * roots gets that set. AHADI_SYNC_ERROR_MALFORMED if a rule would be broken.
 */
AhadiProposal *ahadi_proposal_new (const AhadiCard *base,
                                   AhadiDirectoryContent *content,
                                   GPtrArray *texts,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Borrowed. The parts have no list of devices. */
const AhadiCard *ahadi_proposal_get_base (AhadiProposal *self);
const AhadiDirectoryContent *ahadi_proposal_get_content (AhadiProposal *self);
const AhadiRoots *ahadi_proposal_get_roots (AhadiProposal *self);
const AhadiCardParts *ahadi_proposal_get_parts (AhadiProposal *self);

/* The next directory as far as it is drafted in @vault: that of the waiting draft if it
 * still follows @card, else @card's own. @texts: (out): its texts. */
AhadiDirectoryContent *ahadi_proposal_begin (AhadiVault *vault,
                                             const AhadiCard *card,
                                             GPtrArray **texts,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes @content the next directory: signed with this vault's root key if it has one,
 * then published if that is enough, else kept as the draft that waits. */
gboolean ahadi_proposal_put_forward (AhadiVault *vault,
                                     const AhadiCard *card,
                                     AhadiDirectoryContent *content,
                                     GPtrArray *texts,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
