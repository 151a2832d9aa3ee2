/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-lists.h"

#include "place.h"
#include "store/ahadi-matches.h"

/* Returns: (transfer full) (element-type guint32): a page of members. */
static GArray *
read_page (Place *place, const char *search, guint offset, guint limit)
{
  g_auto (AhadiSearchTerms) terms = { 0 };
  GArray *docs = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GError) error = NULL;

  if (search != NULL)
    g_assert_true (ahadi_search_terms_make (search, &terms));
  assert_ok (ahadi_lists_read_page (place->vault->lists, AHADI_KIND_MEMBER, search,
                                    search != NULL ? &terms : NULL, offset, limit, docs,
                                    &error));
  return docs;
}

static guint64
count (Place *place, const char *search)
{
  g_auto (AhadiSearchTerms) terms = { 0 };
  g_autoptr (GError) error = NULL;
  guint64 found;

  g_assert_true (ahadi_search_terms_make (search, &terms));
  assert_ok (ahadi_lists_count (place->vault->lists, AHADI_KIND_MEMBER, search, &terms,
                                &found, &error));
  return found;
}

/* Rows are numbered from 1 as they come. */
static void
assert_page (Place *place,
             const char *search,
             guint offset,
             guint limit,
             const guint32 *docs,
             guint n)
{
  g_autoptr (GArray) found = read_page (place, search, offset, limit);

  g_assert_cmpmem (found->data, found->len * sizeof *docs, docs, n * sizeof *docs);
}

static void
open_with_five (Place *place)
{
  place_open (place);
  place_add_member (place, "Wanjiku Otieno", NULL);
  place_add_member (place, "Achieng Otieno", NULL);
  place_add_member (place, "Kiprono", NULL);
  place_add_member (place, "Hamisi Otieno", NULL);
  place_add_member (place, "Baraka", NULL);
}

static const guint32 by_name[] = { 2, 5, 4, 3, 1 };
static const guint32 otienos[] = { 2, 4, 1 };

static void
test_whole_list (void)
{
  g_auto (Place) place = { 0 };

  open_with_five (&place);
  assert_page (&place, NULL, 0, 0, by_name, 5);
  assert_page (&place, NULL, 0, 2, by_name, 2);
  assert_page (&place, NULL, 2, 2, by_name + 2, 2);
  assert_page (&place, NULL, 4, 2, by_name + 4, 1);
  assert_page (&place, NULL, 5, 2, NULL, 0);
  assert_page (&place, NULL, 5, 0, NULL, 0);
  assert_page (&place, NULL, G_MAXUINT, 2, NULL, 0);
}

static void
test_search (void)
{
  g_auto (Place) place = { 0 };

  open_with_five (&place);
  g_assert_cmpuint (count (&place, "otieno"), ==, 3);
  assert_page (&place, "otieno", 0, 0, otienos, 3);
  assert_page (&place, "otieno", 0, 2, otienos, 2);
  assert_page (&place, "otieno", 2, 2, otienos + 2, 1);
  assert_page (&place, "otieno", 3, 2, NULL, 0);
  g_assert_cmpuint (count (&place, "nobody"), ==, 0);
  assert_page (&place, "nobody", 0, 0, NULL, 0);
}

/* What is read straight from the table, and what from the order of all. */
static void
test_walk_and_order (void)
{
  g_auto (Place) place = { 0 };

  open_with_five (&place);
  assert_page (&place, NULL, 1, 3, by_name + 1, 3);
  assert_page (&place, NULL, 1, 0, by_name + 1, 4);
  assert_page (&place, NULL, 1, 3, by_name + 1, 3);
}

/* A page is added to what is there. */
static void
test_appends (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GArray) docs = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GError) error = NULL;

  open_with_five (&place);
  for (guint offset = 0; offset < 5; offset++)
    assert_ok (ahadi_lists_read_page (place.vault->lists, AHADI_KIND_MEMBER, NULL, NULL,
                                      offset, 1, docs, &error));
  g_assert_cmpmem (docs->data, docs->len * sizeof (guint32), by_name, sizeof by_name);
}

/* Held as they were until they are told to forget. */
static void
test_forgets (void)
{
  g_auto (Place) place = { 0 };
  static const guint32 after[] = { 2, 4, 6, 1 };
  static const guint32 all_after[] = { 2, 5, 4, 3, 6, 1 };

  open_with_five (&place);
  assert_page (&place, NULL, 0, 0, by_name, 5);
  assert_page (&place, "otieno", 0, 0, otienos, 3);
  place_add_member (&place, "Nafula Otieno", NULL);
  ahadi_lists_forget (place.vault->lists);
  g_assert_cmpuint (count (&place, "otieno"), ==, 4);
  assert_page (&place, "otieno", 0, 0, after, 4);
  assert_page (&place, NULL, 0, 0, all_after, 6);
}

/* More searches than are held, back and forth. */
static void
test_many_searches (void)
{
  g_auto (Place) place = { 0 };

  place_open (&place);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Otieno%c%c%c", 'a' + i, 'a' + i, 'a' + i);

      place_add_member (&place, name, NULL);
    }

  for (guint i = 0; i < 40; i++)
    {
      guint32 doc = i % 20 + 1;
      char letter = 'a' + doc - 1;
      char search[] = { letter, letter, letter, '\0' };

      assert_page (&place, search, 0, 0, &doc, 1);
    }
}

/* A search that finds too many to be sorted by itself: pages in the order of all. */
static void
test_large_search (void)
{
  g_auto (Place) place = { 0 };
  const guint n = AHADI_MATCHES_FEW + 5;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) walked = NULL;
  g_autoptr (GArray) all = NULL;

  place_open (&place);
  assert_ok (ahadi_vault_begin (place.vault, &error));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name =
          g_strdup_printf ("%05u %s", n - i, i % 400 == 50 ? "Hamisi" : "Otieno");

      place_add_member (&place, name, NULL);
    }
  for (guint i = 0; i < 20; i++)
    place_add_member (&place, "Zawadi Otieno", NULL);
  assert_ok (ahadi_vault_commit (place.vault, &error));

  g_assert_cmpuint (count (&place, "otieno"), ==, n + 13);
  walked = read_page (&place, "otieno", 950, 10);
  g_assert_cmpuint (walked->len, ==, 10);
  all = read_page (&place, "otieno", 0, 0);
  g_assert_cmpuint (all->len, ==, n + 13);
  g_assert_cmpmem (walked->data, 10 * sizeof (guint32),
                   &g_array_index (all, guint32, 950), 10 * sizeof (guint32));

  /* From the last that was added to the first, without the others. */
  g_assert_cmpuint (g_array_index (all, guint32, 0), ==, n);
  for (guint i = 1; i < n - 7; i++)
    {
      guint32 doc = g_array_index (all, guint32, i);

      g_assert_cmpuint (doc, <, g_array_index (all, guint32, i - 1));
      g_assert_cmpuint ((doc - 1) % 400, !=, 50);
    }
}

/* All of them stand behind so many others that the walk there is given up. */
static void
test_large_search_far_from_the_start (void)
{
  g_auto (Place) place = { 0 };
  const guint others = 20100;
  const guint n = AHADI_MATCHES_FEW + 100;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all = NULL;
  guint32 middle[3];

  place_open (&place);
  assert_ok (ahadi_vault_begin (place.vault, &error));
  for (guint i = 0; i < others + n; i++)
    place_add_member (&place, i < others ? "Achieng" : "Zawadi", NULL);
  assert_ok (ahadi_vault_commit (place.vault, &error));

  for (guint i = 0; i < G_N_ELEMENTS (middle); i++)
    middle[i] = others + 1000 + i + 1;
  assert_page (&place, "zawadi", 1000, 3, middle, 3);
  assert_page (&place, "zawadi", 1000, 3, middle, 3);
  all = read_page (&place, "zawadi", 0, 0);
  g_assert_cmpuint (all->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (g_array_index (all, guint32, i), ==, others + i + 1);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/lists/whole-list-by-name", test_whole_list);
  g_test_add_func ("/store/lists/search-by-name", test_search);
  g_test_add_func ("/store/lists/walk-and-order-agree", test_walk_and_order);
  g_test_add_func ("/store/lists/a-page-is-added-to-what-is-there", test_appends);
  g_test_add_func ("/store/lists/forgets-when-told", test_forgets);
  g_test_add_func ("/store/lists/more-searches-than-are-held", test_many_searches);
  g_test_add_func ("/store/lists/large-search-in-the-order-of-all", test_large_search);
  g_test_add_func ("/store/lists/large-search-far-from-the-start",
                   test_large_search_far_from_the_start);
  return g_test_run ();
}
