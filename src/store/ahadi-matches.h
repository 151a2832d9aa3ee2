/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-database.h"
#include "ahadi-search-text.h"

G_BEGIN_DECLS

/* Private to store/: the rows of one kind that one search finds. Immutable. */
typedef struct _AhadiMatches AhadiMatches;

/* Up to this many are checked word by word and held in their order. */
#define AHADI_MATCHES_FEW 2500

/* Asks the index of words of @kind. */
AhadiMatches *ahadi_matches_find (AhadiDatabase *database,
                                  AhadiKind kind,
                                  const char *search,
                                  const AhadiSearchTerms *terms,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_matches_free (AhadiMatches *self);

/* Whether this is what @search finds in @kind. */
gboolean
ahadi_matches_is_for (const AhadiMatches *self, AhadiKind kind, const char *search);
guint64 ahadi_matches_get_count (const AhadiMatches *self);
gboolean ahadi_matches_has (const AhadiMatches *self, guint32 doc);

/* (element-type guint32): sorted by name; NULL for a set that is too large for it.
 * Borrowed. */
GArray *ahadi_matches_get_sorted (const AhadiMatches *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiMatches, ahadi_matches_free)

G_END_DECLS
