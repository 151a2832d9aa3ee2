/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-card.h"
#include "ahadi-directory-content.h"
#include "ahadi-roots.h"

G_BEGIN_DECLS

/* A card taken apart and verified by itself (FORMAT.md section 7). Immutable. */
typedef struct
{
  GBytes *bytes; /* the whole file */
  AhadiDirectory *directory;
  AhadiRoots *roots;
  GPtrArray *texts; /* GBytes, in the order of the directory's codes */
} AhadiCard;

/* FOREIGN, DAMAGED, MALFORMED, BAD_SIGNATURE, NEWER. */
AhadiCard *ahadi_card_parse (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_card_free (AhadiCard *self);

/**
 * ahadi_card_print:
 * @content: a checked draft
 * @texts: (element-type GBytes): in the order of @content's codes
 * @keys: enough root keys
 *
 * Returns: (transfer full): the card.
 */
GBytes *ahadi_card_print (const AhadiDirectoryContent *content,
                          const AhadiRoots *roots,
                          GPtrArray *texts,
                          AhadiSigningKey *const *keys,
                          gsize n_keys);

/* The vault's card; NULL without an error while there is none. */
AhadiCard *ahadi_card_load (AhadiVault *vault, GError **error);

/* Stores it and tells the vault who its author is, if it has an identity. Opens its own
 * transaction if none is. */
gboolean ahadi_card_store (AhadiVault *vault,
                           GBytes *card,
                           AhadiDirectory *directory,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_card_is_newer:
 * @known: what the vault has
 * @newer: (out): whether @self should take its place; FALSE for the very same directory
 *
 * Returns: %FALSE with %AHADI_SYNC_ERROR_OTHER_ORG, %AHADI_SYNC_ERROR_OLDER, or
 * %AHADI_SYNC_ERROR_FORK for another directory of the same version.
 */
gboolean ahadi_card_is_newer (const AhadiCard *self,
                              const AhadiCard *known,
                              gboolean *newer,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiCard, ahadi_card_free)

G_END_DECLS
