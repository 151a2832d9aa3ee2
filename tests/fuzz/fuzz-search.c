/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person types into the search becomes tokens that a row must have. */
#include "fuzz.h"

#include <string.h>

#include "store/ahadi-search-text.h"
#include "store/ahadi-tokenizer.h"

static void
take_token (guint64 token, gpointer data)
{
  g_hash_table_add (data, g_memdup2 (&token, sizeof token));
}

/* A member of that very name is found. Signs between digits do not count in a search. */
static void
check_found (const char *text, const AhadiSearchTerms *terms)
{
  g_autoptr (GHashTable) tokens =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  char *values[AHADI_MEMBER_N_FIELDS] = { NULL };
  g_autofree char *folded = NULL;

  if (text[strspn (text, "0123456789 +-./()")] == '\0')
    return;

  values[AHADI_MEMBER_NAME] = (char *) text;
  folded = ahadi_search_text_make (AHADI_KIND_MEMBER, values);
  ahadi_tokenizer_cut (folded, take_token, tokens);
  for (guint i = 0; i < terms->n_tokens; i++)
    g_assert_true (g_hash_table_contains (tokens, &terms->tokens[i]));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_to_text (data, size);
  g_auto (AhadiSearchTerms) terms = { 0 };

  fuzz_start ();
  fuzz_accepted = ahadi_search_terms_make (text, &terms);
  g_assert_true (fuzz_accepted == (terms.n_tokens > 0));
  g_assert_true (fuzz_accepted == (terms.words[0] != NULL));
  g_assert_cmpuint (terms.n_tokens, <=, AHADI_SEARCH_MAX_TOKENS);
  check_found (text, &terms);
  return 0;
}
