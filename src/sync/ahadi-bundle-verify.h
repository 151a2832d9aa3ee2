/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-bundle-reader.h"
#include "ahadi-card-codec.h"

G_BEGIN_DECLS

/* Whether the outer layers of a bundle can be trusted: card, signature, directory,
 * manifest. Filled as far as the check came. */
typedef struct
{
  AhadiCard *newer_card;             /* (nullable): what should take the place of ours
                                        (ahadi_card_meet()) */
  gboolean older_card;               /* it has one, and ours is newer */
  AhadiDirectory *directory;         /* the newest we then have */
  const AhadiDirectoryEntry *author; /* (nullable): whose signature holds */
  gboolean late; /* who signed it is a field device that is not trusted any more, and this
                    is an office: cutoffs say how far it counts */
  AhadiManifest *manifest; /* (nullable) */
} AhadiBundleVerdict;

void ahadi_bundle_verdict_clear (AhadiBundleVerdict *self);

/**
 * ahadi_bundle_verify:
 * @known: this vault's card
 * @identity: (nullable): this vault's, as in ahadi_card_meet()
 * @verdict: (out): to be cleared also on failure
 *
 * In this order: the card by itself, the signature by the directory, and only then the
 * manifest (FORMAT.md sections 2 and 3).
 *
 * Returns: %FALSE with %AHADI_SYNC_ERROR_UNKNOWN_DEVICE (nothing of the manifest was
 * read), REVOKED (unless @verdict->late), BAD_SIGNATURE, OTHER_ORG, NEWER, MALFORMED, or
 * DAMAGED (the parts are not those that were signed).
 */
gboolean ahadi_bundle_verify (const AhadiBundle *bundle,
                              const AhadiCard *known,
                              AhadiIdentity *identity,
                              AhadiBundleVerdict *verdict,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiBundleVerdict, ahadi_bundle_verdict_clear)

G_END_DECLS
