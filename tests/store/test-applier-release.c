/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"
#include "store/ahadi-applier.h"

#define NOW G_GINT64_CONSTANT (1800000000000)
#define DAY G_GINT64_CONSTANT (86400000)

static void
assert_frontier (Place *author, Place *office, guint64 frontier, guint64 last)
{
  AhadiStreamInfo told = place_get_stream (author);
  g_autoptr (GError) error = NULL;
  AhadiStreamInfo info;

  g_assert_true (ahadi_streams_find (office->vault, &told.id, &info, &error));
  g_assert_cmpuint (info.frontier, ==, frontier);
  g_assert_cmpuint (info.last, ==, last);
}

static void
assert_same_digest (Place *a, Place *b)
{
  g_autofree char *first = place_digest (a);
  g_autofree char *second = place_digest (b);

  g_assert_cmpstr (first, ==, second);
}

static guint64
release (Place *office)
{
  g_autoptr (GError) error = NULL;
  guint64 released;

  assert_ok (ahadi_applier_release_parked (office->vault, &released, &error));
  return released;
}

static void
test_operations_from_the_future_wait (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiApplyCounts counts;

  place_set_clock (NOW);
  place_open (&branch);
  place_open (&office);
  place_add_member (&branch, "Njeri", NULL);
  place_set_clock (NOW + 3 * DAY);
  place_add_member (&branch, "Atieno", NULL);
  place_add_member (&branch, "Chebet", NULL);
  place_set_clock (NOW + 5 * DAY);
  place_add_member (&branch, "Kiprono", NULL);

  place_set_clock (NOW);
  assert_ok (place_deliver (&branch, &office, 1, 4, &counts, &error));
  g_assert_cmpuint (counts.fresh, ==, 4);
  g_assert_cmpuint (counts.parked, ==, 3);
  assert_frontier (&branch, &office, 1, 4);
  g_assert_cmpuint (place_count_found (&office, "atieno"), ==, 0);
  g_assert_cmpint (ahadi_hlc_to_ms (ahadi_streams_get_clock (office.vault)), ==, NOW);
  g_assert_cmpuint (release (&office), ==, 0);
  place_assert_sound (&office);

  place_set_clock (NOW + 2 * DAY + 1);
  place_reopen (&office);
  g_assert_cmpuint (release (&office), ==, 2);
  assert_frontier (&branch, &office, 3, 4);
  g_assert_cmpuint (place_count_found (&office, "atieno"), ==, 1);
  g_assert_cmpuint (place_count_found (&office, "kiprono"), ==, 0);
  place_assert_sound (&office);

  place_set_clock (NOW + 5 * DAY);
  g_assert_cmpuint (release (&office), ==, 1);
  assert_frontier (&branch, &office, 4, 4);
  assert_same_digest (&branch, &office);
  place_assert_sound (&office);
  place_set_clock (0);
}

static void
test_what_follows_a_parked_operation_waits_too (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiApplyCounts counts;

  place_set_clock (NOW + 2 * DAY);
  place_open (&branch);
  place_add_member (&branch, "Njeri", NULL);
  place_add_member (&branch, "Atieno", NULL);
  place_set_clock (NOW);
  place_open (&office);
  assert_ok (place_deliver (&branch, &office, 1, 1, NULL, &error));

  /* Its time has come, but that of the one before it was not noticed yet. */
  place_set_clock (NOW + 2 * DAY);
  assert_ok (place_deliver (&branch, &office, 2, 2, &counts, &error));
  g_assert_cmpuint (counts.parked, ==, 1);
  assert_frontier (&branch, &office, 0, 2);
  g_assert_cmpuint (release (&office), ==, 2);
  assert_frontier (&branch, &office, 2, 2);
  assert_same_digest (&branch, &office);
  place_set_clock (0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/applier-release/operations-from-the-future-wait",
                   test_operations_from_the_future_wait);
  g_test_add_func ("/store/applier-release/F3-what-follows-a-parked-operation-waits-too",
                   test_what_follows_a_parked_operation_waits_too);
  return g_test_run ();
}
