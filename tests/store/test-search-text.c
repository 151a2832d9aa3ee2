/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-search-text.h"

#include <string.h>

#include "place.h"

static void
test_a_members_text_has_each_way_to_write_a_number (void)
{
  char *values[AHADI_KIND_MAX_FIELDS] = { NULL };
  g_autofree char *text = NULL;

  values[AHADI_MEMBER_NAME] = (char *) "Wanjikũ  wa Ng’ang’a";
  values[AHADI_MEMBER_PHONE] = (char *) "+254712345678";
  values[AHADI_MEMBER_NUMBER] = (char *) "AK/2023";
  values[AHADI_MEMBER_NOTE] = (char *) "not searched";
  text = ahadi_search_text_make (AHADI_KIND_MEMBER, values);
  g_assert_cmpstr (text, ==,
                   "  wanjiku  wa  nganga  254712345678  0712345678  ak/2023  2023");
}

static void
test_a_foreign_number_has_no_national_form (void)
{
  char *values[AHADI_KIND_MAX_FIELDS] = { NULL };
  g_autofree char *text = NULL;

  values[AHADI_MEMBER_PHONE] = (char *) "+447700900123";
  text = ahadi_search_text_make (AHADI_KIND_MEMBER, values);
  g_assert_cmpstr (text, ==, "  447700900123");
}

static void
test_kinds_that_are_not_searched_have_no_text (void)
{
  char *values[AHADI_KIND_MAX_FIELDS] = { NULL };

  g_assert_null (ahadi_search_text_make (AHADI_KIND_PLEDGE, values));
  g_assert_null (ahadi_search_text_make_sort (AHADI_KIND_REPORT, values));
  g_assert_cmphex (ahadi_search_text_get_fields (AHADI_KIND_ADDENDUM), ==, 0);
}

typedef struct
{
  const char *search;
  const char *tokens;
  const char *first_word;
} Case;

static const Case cases[] = {
  { "Wanj", "[wan][anj]", "wanj" },
  { "wa", "[ wa]", " wa" },
  { "w", "[  w]", "  w" },
  { "wa ka", "[ wa][ ka]", " wa" },
  { "ñandú", "[nan][and][ndu]", "nandu" },
  { "a\"bc", "[a\"b][\"bc]", "a\"bc" },
  { "0712 345", "[0712][7123][1234][2345]", "0712345" },
  { "712", "[712]", "712" },
  { "a-0712", "[a-0][-07][071][712]", "a-0712" },
  { "", "", NULL },
  { " \t ", "", NULL },
  { "'", "", NULL },
};

/* These are their own bytes. */
static char *
print_tokens (const AhadiSearchTerms *terms)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < terms->n_tokens; i++)
    {
      g_string_append_c (text, '[');
      for (int shift = 56; shift >= 0; shift -= 8)
        if (terms->tokens[i] >> shift != 0)
          g_string_append_c (text, (char) (terms->tokens[i] >> shift & 0xff));
      g_string_append_c (text, ']');
    }

  return g_string_free (text, FALSE);
}

static void
test_terms_are_tokens_of_every_word (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (AhadiSearchTerms) terms = { 0 };
      gboolean any = ahadi_search_terms_make (cases[i].search, &terms);
      g_autofree char *tokens = print_tokens (&terms);

      g_assert_cmpint (any, ==, *cases[i].tokens != '\0');
      g_assert_cmpstr (tokens, ==, cases[i].tokens);
      g_assert_cmpstr (terms.words[0], ==, cases[i].first_word);
    }
}

static void
test_a_very_long_search_is_bounded (void)
{
  g_autofree char *search = g_strnfill (100000, 'x');
  g_auto (AhadiSearchTerms) terms = { 0 };

  g_assert_true (ahadi_search_terms_make (search, &terms));
  g_assert_cmpuint (terms.n_tokens, ==, AHADI_SEARCH_MAX_TOKENS);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/search-text/a-member's-text-has-each-way-to-write-a-number",
                   test_a_members_text_has_each_way_to_write_a_number);
  g_test_add_func ("/store/search-text/a-foreign-number-has-no-national-form",
                   test_a_foreign_number_has_no_national_form);
  g_test_add_func ("/store/search-text/kinds-that-are-not-searched-have-no-text",
                   test_kinds_that_are_not_searched_have_no_text);
  g_test_add_func ("/store/search-text/terms-are-tokens-of-every-word",
                   test_terms_are_tokens_of_every_word);
  g_test_add_func ("/store/search-text/a-very-long-search-is-bounded",
                   test_a_very_long_search_is_bounded);
  return g_test_run ();
}
