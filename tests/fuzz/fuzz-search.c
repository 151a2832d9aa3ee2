/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person types into the search becomes a match expression of FTS5. */
#include "fuzz.h"

#include <string.h>

#include "store/ahadi-search-text.h"

/* Nothing but quoted tokens with blanks between them: no operator can slip in. */
static void
check_match (const char *match)
{
  gboolean quoted = FALSE;

  for (const char *c = match; *c != '\0'; c++)
    {
      if (*c == '"')
        quoted = !quoted;
      else if (!quoted)
        g_assert_cmpint (*c, ==, ' ');
    }
  g_assert_false (quoted);
  g_assert_true (g_utf8_validate (match, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_to_text (data, size);
  g_auto (AhadiSearchTerms) terms = { 0 };

  fuzz_start ();
  fuzz_accepted = ahadi_search_terms_make (text, &terms);
  check_match (terms.match);
  g_assert_true (fuzz_accepted == (*terms.match != '\0'));
  g_assert_true (fuzz_accepted == (terms.words[0] != NULL));
  return 0;
}
