/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ahadi-model.h"

G_BEGIN_DECLS

/*
 * Private to store/: the text that search looks in, and what is asked of it. Folded words
 * stand with two blanks before each, so that one letter ("  w") and two (" wa") are found
 * as the start of a word, and three or more anywhere (ahadi-tokenizer.h).
 */

/* Words beyond these are asked of the tokens only; no more tokens are asked for. */
#define AHADI_SEARCH_MAX_WORDS 4
#define AHADI_SEARCH_MAX_TOKENS 64

/* Bit i: field i is part of the kind's text; 0 for a kind that is not searched. */
guint32 ahadi_search_text_get_fields (AhadiKind kind);

/* Whether the kind is listed by name. */
gboolean ahadi_search_text_has_names (AhadiKind kind);

/* Returns: (transfer full) (nullable): the text; NULL for a kind that is not searched.
 * @values: by field index. */
char *ahadi_search_text_make (AhadiKind kind, char *const *values);

/* Returns: (transfer full) (nullable): the folded name by which the kind is sorted; NULL
 * for a kind that has none. */
char *ahadi_search_text_make_sort (AhadiKind kind, char *const *values);

typedef struct
{
  guint64
      tokens[AHADI_SEARCH_MAX_TOKENS]; /* that must all occur, see ahadi-tokenizer.h */
  guint n_tokens;
  char *words[AHADI_SEARCH_MAX_WORDS]; /* what must stand in the text; NULL from the first
                                          unused */
} AhadiSearchTerms;

/**
 * ahadi_search_terms_make:
 * @search: as typed
 *
 * Returns: whether there is anything to look for in @search; @terms is to be cleared in
 * either case.
 */
gboolean ahadi_search_terms_make (const char *search, AhadiSearchTerms *terms);
void ahadi_search_terms_clear (AhadiSearchTerms *terms);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiSearchTerms, ahadi_search_terms_clear)

G_END_DECLS
