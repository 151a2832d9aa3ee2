/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-matches.h"

#include "place.h"
#include "store/ahadi-vault-private.h"

static AhadiMatches *
find (Place *place, AhadiKind kind, const char *search)
{
  g_auto (AhadiSearchTerms) terms = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiMatches *matches;

  g_assert_true (ahadi_search_terms_make (search, &terms));
  matches = ahadi_matches_find (place->vault->database, kind, search, &terms, &error);
  g_assert_no_error (error);
  g_assert_nonnull (matches);
  return matches;
}

/* Rows are numbered from 1 as they come. */
static void
assert_sorted (const AhadiMatches *matches, const guint32 *docs, guint n)
{
  GArray *sorted = ahadi_matches_get_sorted (matches);

  g_assert_nonnull (sorted);
  g_assert_cmpuint (ahadi_matches_get_count (matches), ==, n);
  g_assert_cmpmem (sorted->data, sorted->len * sizeof *docs, docs, n * sizeof *docs);
}

static void
test_few_are_sorted_by_name (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiMatches) matches = NULL;
  static const guint32 docs[] = { 4, 1, 5, 3 };

  place_open (&place);
  place_add_member (&place, "Otieno Brian", NULL);
  place_add_member (&place, "Wanjiku", NULL);
  place_add_member (&place, "Zawadi Otieno", NULL);
  place_add_member (&place, "Achieng Otieno", NULL);
  place_add_member (&place, "Ótieno Brian", NULL);
  matches = find (&place, AHADI_KIND_MEMBER, "otieno");
  assert_sorted (matches, docs, G_N_ELEMENTS (docs));
}

static void
test_nothing_is_found (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiMatches) matches = NULL;

  place_open (&place);
  place_add_member (&place, "Wanjiku", NULL);
  matches = find (&place, AHADI_KIND_MEMBER, "otieno");
  assert_sorted (matches, NULL, 0);
  g_assert_false (ahadi_matches_has (matches, 1));
}

/* The tokens of one word may come from two others. */
static void
test_few_are_checked_word_by_word (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiMatches) matches = NULL;
  static const guint32 docs[] = { 2 };

  place_open (&place);
  place_add_member (&place, "Wanjiku Njiru", NULL);
  place_add_member (&place, "Wanjiru", NULL);
  matches = find (&place, AHADI_KIND_MEMBER, "wanjiru");
  assert_sorted (matches, docs, G_N_ELEMENTS (docs));
}

static void
test_is_for_its_search_and_kind (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiMatches) matches = NULL;

  place_open (&place);
  matches = find (&place, AHADI_KIND_CIRCLE, "kisumu");
  g_assert_true (ahadi_matches_is_for (matches, AHADI_KIND_CIRCLE, "kisumu"));
  g_assert_false (ahadi_matches_is_for (matches, AHADI_KIND_MEMBER, "kisumu"));
  g_assert_false (ahadi_matches_is_for (matches, AHADI_KIND_CIRCLE, "kisum"));
}

/* One more than is held in order, and two that are none, in one transaction. */
static void
add_many (Place *place)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_begin (place->vault, &error));
  place_add_member (place, "Wanjiku", NULL);
  for (guint i = 0; i <= AHADI_MATCHES_FEW; i++)
    {
      g_autofree char *number = g_strdup_printf ("+2547123%05u", i);

      place_add_member (place, "Otieno", number);
    }
  place_add_member (place, "Wanjiru", NULL);
  assert_ok (ahadi_vault_commit (place->vault, &error));
}

static void
test_many_are_a_set (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiMatches) matches = NULL;

  place_open (&place);
  add_many (&place);
  matches = find (&place, AHADI_KIND_MEMBER, "otieno");
  g_assert_null (ahadi_matches_get_sorted (matches));
  g_assert_cmpuint (ahadi_matches_get_count (matches), ==, AHADI_MATCHES_FEW + 1);
  g_assert_false (ahadi_matches_has (matches, 0));
  g_assert_false (ahadi_matches_has (matches, 1));
  for (guint32 doc = 2; doc <= AHADI_MATCHES_FEW + 2; doc++)
    g_assert_true (ahadi_matches_has (matches, doc));
  g_assert_false (ahadi_matches_has (matches, AHADI_MATCHES_FEW + 3));
  g_assert_false (ahadi_matches_has (matches, G_MAXUINT32));
}

/* Three digits and three digits stand in many numbers; four in a row do not. */
static void
test_digits_stand_in_a_row (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiMatches) matches = NULL;
  guint32 apart = AHADI_MATCHES_FEW + 4;

  place_open (&place);
  add_many (&place);
  place_add_member (&place, "Achieng", "+254712012399");
  matches = find (&place, AHADI_KIND_MEMBER, "7123");
  g_assert_null (ahadi_matches_get_sorted (matches));
  g_assert_cmpuint (ahadi_matches_get_count (matches), ==, AHADI_MATCHES_FEW + 1);
  g_assert_true (ahadi_matches_has (matches, apart - 2));
  g_assert_false (ahadi_matches_has (matches, apart));
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/matches/few-are-sorted-by-name", test_few_are_sorted_by_name);
  g_test_add_func ("/store/matches/nothing-is-found", test_nothing_is_found);
  g_test_add_func ("/store/matches/few-are-checked-word-by-word",
                   test_few_are_checked_word_by_word);
  g_test_add_func ("/store/matches/is-for-its-search-and-kind",
                   test_is_for_its_search_and_kind);
  g_test_add_func ("/store/matches/many-are-a-set", test_many_are_a_set);
  g_test_add_func ("/store/matches/digits-stand-in-a-row", test_digits_stand_in_a_row);
  return g_test_run ();
}
