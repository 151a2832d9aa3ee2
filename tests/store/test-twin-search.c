/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-twin-search.h"

#include "place.h"
#include "store/ahadi-twin-index.h"

#define PHONE "+254712345678"

static AhadiTwinSearch *
open_search (Place *place)
{
  g_autoptr (GError) error = NULL;
  AhadiTwinSearch *search;

  assert_ok (ahadi_twin_index_catch_up (place->vault, NULL, NULL, &error));
  search = ahadi_twin_search_new (place->vault, AHADI_TWIN_SAMPLE_FEW, &error);
  g_assert_no_error (error);
  return search;
}

static guint
count_found (AhadiTwinSearch *search, gint64 doc, gint64 below)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (AhadiTwinFound));
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_twin_search_find (search, "nAchieng Otieno\np" PHONE "\n", doc, below,
                                     AHADI_LINK_SURELY, found, &error));
  return found->len;
}

static void
test_only_lower_numbers_and_not_itself (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiTwinSearch) search = NULL;

  place_open (&place);
  for (guint i = 0; i < 3; i++)
    place_add_member (&place, "Achieng Otieno", PHONE);
  search = open_search (&place);
  g_assert_cmpuint (count_found (search, 0, G_MAXINT64), ==, 3);
  g_assert_cmpuint (count_found (search, 2, G_MAXINT64), ==, 2);
  g_assert_cmpuint (count_found (search, 2, 2), ==, 1);
}

/* The telephone of a whole office says next to nothing. */
static void
test_what_many_have_says_little (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiTwinSearch) rare = NULL;
  g_autoptr (AhadiTwinSearch) common = NULL;
  g_autoptr (GError) error = NULL;
  AhadiTwinFound before, after;

  place_open (&place);
  place_add_member (&place, "Achieng Otieno", PHONE);
  place_add_member (&place, "Achieng Odhiambo", PHONE);
  rare = open_search (&place);
  assert_ok (ahadi_twin_search_compare (rare, 1, 2, &before, &error));
  for (guint i = 0; i < 40; i++)
    place_add_member (&place, "Wanjiku Kamau", PHONE);
  common = open_search (&place);
  assert_ok (ahadi_twin_search_compare (common, 1, 2, &after, &error));
  g_assert_cmpfloat (after.vector.surprise, <, before.vector.surprise);
}

static void
test_order_is_all_the_same (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiTwinSearch) search = NULL;
  g_autoptr (GError) error = NULL;
  AhadiTwinFound one, other;

  place_open (&place);
  place_add_member (&place, "Achieng Otieno", PHONE);
  place_add_member (&place, "Otieno Achieng", NULL);
  search = open_search (&place);
  assert_ok (ahadi_twin_search_compare (search, 1, 2, &one, &error));
  assert_ok (ahadi_twin_search_compare (search, 2, 1, &other, &error));
  g_assert_cmpfloat (one.weight, ==, other.weight);
  g_assert_false (ahadi_twin_search_compare (search, 1, 7, &one, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

static void
test_an_empty_vault_has_nobody (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiTwinSearch) search = NULL;

  place_open (&place);
  search = open_search (&place);
  g_assert_cmpuint (count_found (search, 0, G_MAXINT64), ==, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/twin-search/only-lower-numbers-and-not-itself",
                   test_only_lower_numbers_and_not_itself);
  g_test_add_func ("/store/twin-search/what-many-have-says-little",
                   test_what_many_have_says_little);
  g_test_add_func ("/store/twin-search/order-is-all-the-same",
                   test_order_is_all_the_same);
  g_test_add_func ("/store/twin-search/an-empty-vault-has-nobody",
                   test_an_empty_vault_has_nobody);
  return g_test_run ();
}
