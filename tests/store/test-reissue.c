/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-reissue.h"

#include "place.h"

static void
deliver (Place *from, Place *to, guint64 first, guint64 last)
{
  g_autoptr (GError) error = NULL;

  assert_ok (place_deliver (from, to, first, last, NULL, &error));
  place_assert_sound (to);
}

/* The other story comes to the laptop itself: its own records are written again in a new
 * epoch, once, and count everywhere. */
static void
test_the_author_writes_again_what_is_frozen (void)
{
  g_auto (Place) place = { 0 };
  g_auto (Place) twin = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  AhadiApplyCounts counts;
  AhadiStreamInfo before;
  AhadiStreamInfo after;

  place_make_fork (&place, &twin);
  place_open (&office);
  before = place_get_stream (&place);
  deliver (&place, &office, 1, 4);
  deliver (&twin, &office, 1, 4);

  assert_ok (place_deliver (&twin, &place, 1, 4, &counts, &error));
  g_assert_cmpuint (counts.reissued, ==, 2);
  place_assert_sound (&place);
  after = place_get_stream (&place);
  g_assert_cmpuint (after.id.epoch, !=, before.id.epoch);
  g_assert_cmpuint (after.last, ==, 2);
  g_assert_cmpuint (place_count_found (&place, "muthoni"), ==, 1);
  g_assert_cmpuint (place_count_found (&place, "wekesa"), ==, 0);

  assert_ok (place_deliver (&twin, &place, 1, 4, &counts, &error));
  g_assert_cmpuint (counts.reissued, ==, 0);
  g_assert_cmpuint (place_get_stream (&place).last, ==, 2);

  deliver (&place, &office, 1, 2);
  g_assert_cmpuint (place_count_found (&office, "muthoni"), ==, 1);
  mine = place_digest (&place);
  theirs = place_digest (&office);
  g_assert_cmpstr (mine, ==, theirs);
}

/* A pledge is never changed and keeps its name; what others wrote since stands. */
static void
test_writing_again_doubles_nothing_and_writes_over_nothing (void)
{
  g_auto (Place) place = { 0 };
  g_auto (Place) twin = { 0 };
  g_auto (Place) office = { 0 };
  AhadiQuery pledges = { .kind = AHADI_KIND_PLEDGE };
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId member;
  guint64 count;

  place_make_fork (&place, &twin);
  place_open (&office);
  member = place_add_member (&place, "Nyambura", NULL);
  place_add_pledge (&place, &member);
  deliver (&place, &office, 1, 6);
  place_change (&office, AHADI_KIND_MEMBER, &member, AHADI_MEMBER_NAME,
                "Nyambura Kariuki");
  deliver (&office, &place, 1, 1);

  assert_ok (place_deliver (&twin, &place, 1, 4, NULL, &error));
  place_assert_sound (&place);
  deliver (&twin, &office, 1, 4);
  deliver (&place, &office, 1, place_get_stream (&place).last);
  g_assert_cmpuint (place_count_found (&place, "kariuki"), ==, 1);
  g_assert_cmpuint (place_count_found (&office, "kariuki"), ==, 1);
  g_assert_cmpuint (place_count_found (&office, "nyambura"), ==, 1);
  assert_ok (ahadi_query_count (office.vault, &pledges, &count, &error));
  g_assert_cmpuint (count, ==, 1);
  mine = place_digest (&place);
  theirs = place_digest (&office);
  g_assert_cmpstr (mine, ==, theirs);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/reissue/the-author-writes-again-what-is-frozen",
                   test_the_author_writes_again_what_is_frozen);
  g_test_add_func ("/store/reissue/writing-again-doubles-nothing-and-writes-over-nothing",
                   test_writing_again_doubles_nothing_and_writes_over_nothing);
  return g_test_run ();
}
