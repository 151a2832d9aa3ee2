/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-card-parts.h"
#include "ahadi-card.h"

G_BEGIN_DECLS

/* A card taken apart and verified by itself (FORMAT.md section 7). Immutable. */
typedef struct
{
  GBytes *bytes; /* the whole file */
  AhadiCardParts *parts;
  AhadiDirectory *directory;
  AhadiRoots *roots;
  GPtrArray *texts;    /* GBytes, in the order of the directory's codes: the parts' */
  AhadiId list_signer; /* the membership holder who signed the list */
} AhadiCard;

/* FOREIGN, DAMAGED, MALFORMED, BAD_SIGNATURE, NEWER. */
AhadiCard *ahadi_card_parse (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_card_free (AhadiCard *self);

/* Puts @parts together and verifies the whole, as whoever takes it will. */
AhadiCard *ahadi_card_assemble (const AhadiCardParts *parts,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_card_print:
 * @content: a checked draft
 * @texts: (element-type GBytes): in the order of @content's codes
 * @keys: enough root keys
 * @office: the signing key of a membership holder
 *
 * Returns: (transfer full): the card.
 */
GBytes *ahadi_card_print (const AhadiDirectoryContent *content,
                          const AhadiRoots *roots,
                          GPtrArray *texts,
                          AhadiSigningKey *const *keys,
                          gsize n_keys,
                          AhadiSigningKey *office);

/* Whether @device is a holder of the membership office whose signature under a list
 * counts by @content's directory.json alone. */
gboolean ahadi_card_names_office (const AhadiDirectoryContent *content,
                                  const AhadiId *device);

/* The vault's card; NULL without an error while there is none. */
AhadiCard *ahadi_card_load (AhadiVault *vault, GError **error);

/* Stores it and tells the vault who its author is, if it has an identity. Opens its own
 * transaction if none is. */
gboolean ahadi_card_store (AhadiVault *vault,
                           GBytes *card,
                           AhadiDirectory *directory,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Signs the list of @content, which must be @card's with changes, as @identity, in the
 * next version, and stores the card with it. NOT_READY if @identity is no holder of the
 * membership office that counts, MALFORMED if the list breaks a rule. @content gets the
 * version and time. */
gboolean ahadi_card_publish_list (AhadiVault *vault,
                                  const AhadiCard *card,
                                  AhadiDirectoryContent *content,
                                  AhadiIdentity *identity,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiCard, ahadi_card_free)

G_END_DECLS
