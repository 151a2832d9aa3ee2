/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-compactor.h"

#include "place.h"

#define PHONE AHADI_MEMBER_PHONE
#define NAME AHADI_MEMBER_NAME
#define START G_GINT64_CONSTANT (1800000000000)

/* Two laptops that write one member in turns, and two offices. */
typedef struct
{
  Place kisumu;
  Place mombasa;
  Place office;
  Place other;
  AhadiId member;
  gint64 now; /* ms */
} Fixture;

static void
change (Fixture *self, Place *at, guint field, const char *value)
{
  place_set_clock (self->now += 1000);
  place_change (at, AHADI_KIND_MEMBER, &self->member, field, value);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->now = START;
  place_set_clock (self->now);
  place_open (&self->kisumu);
  place_open (&self->mombasa);
  place_open (&self->office);
  place_open (&self->other);
  self->member = place_add_member (&self->kisumu, "Wanjiku", "+254712000001");
  change (self, &self->kisumu, PHONE, "+254712000002");
  place_deliver_all (&self->kisumu, &self->mombasa);
  change (self, &self->mombasa, PHONE, "+254712000003");
  place_deliver_all (&self->mombasa, &self->kisumu);
  change (self, &self->kisumu, PHONE, "+254712000004");
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->kisumu);
  place_close (&self->mombasa);
  place_close (&self->office);
  place_close (&self->other);
  place_set_clock (0);
}

static guint64
compact (Place *at)
{
  AhadiCompacted compacted;
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_compactor_run (at->vault, NULL, NULL, &compacted, &error));
  place_assert_sound (at);
  return compacted.operations;
}

static void
assert_same (Place *a, Place *b)
{
  g_autofree char *first = place_digest (a);
  g_autofree char *second = place_digest (b);

  g_assert_cmpstr (first, ==, second);
}

static guint64
count_questions (Place *at)
{
  AhadiReviewCounts counts;
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_review_items_count (at->vault, &counts, &error));
  return counts.open;
}

static void
deliver_both (Fixture *self, Place *to)
{
  place_deliver_all (&self->kisumu, to);
  place_deliver_all (&self->mombasa, to);
}

static void
test_only_what_was_written_over_goes (Fixture *fixture, gconstpointer unused)
{
  deliver_both (fixture, &fixture->office);
  g_assert_cmpuint (compact (&fixture->office), ==, 0);

  /* The first has the name, which stands; the telephone numbers 2 and 3 go. */
  place_settle (&fixture->office, &fixture->kisumu, 3);
  place_settle (&fixture->office, &fixture->mombasa, 1);
  g_assert_cmpuint (compact (&fixture->office), ==, 2);
  g_assert_cmpuint (compact (&fixture->office), ==, 0);
  g_assert_cmpuint (place_count_found (&fixture->office, "254712000004"), ==, 1);

  deliver_both (fixture, &fixture->other);
  place_deliver_all (&fixture->office, &fixture->other);
  assert_same (&fixture->office, &fixture->other);
  g_assert_cmpuint (count_questions (&fixture->office), ==, 0);
}

/* What stands above is no reason: it may stop to count. */
static void
test_the_last_for_good_is_kept (Fixture *fixture, gconstpointer unused)
{
  deliver_both (fixture, &fixture->office);
  place_settle (&fixture->office, &fixture->kisumu, 2);
  place_settle (&fixture->office, &fixture->mombasa, 1);
  g_assert_cmpuint (compact (&fixture->office), ==, 1);
  g_assert_cmpuint (place_count_found (&fixture->office, "254712000004"), ==, 1);
}

/* Handed on, hashes are enough; and what comes after it is judged as by who has all. */
static void
test_the_rest_and_what_comes_later_equal_the_whole (Fixture *fixture,
                                                    gconstpointer unused)
{
  g_auto (Place) late = { 0 };

  place_open (&late);
  place_deliver_all (&fixture->kisumu, &late);
  deliver_both (fixture, &fixture->office);
  place_settle (&fixture->office, &fixture->kisumu, 3);
  place_settle (&fixture->office, &fixture->mombasa, 1);
  deliver_both (fixture, &fixture->other);
  place_deliver_all (&fixture->office, &fixture->other);
  compact (&fixture->office);

  change (fixture, &fixture->kisumu, NAME, "Wanjiru");
  change (fixture, &late, NAME, "Wanjeri");
  deliver_both (fixture, &fixture->office);
  deliver_both (fixture, &fixture->other);
  place_deliver_all (&late, &fixture->office);
  place_deliver_all (&late, &fixture->other);
  assert_same (&fixture->office, &fixture->other);
  g_assert_cmpuint (count_questions (&fixture->office), ==, 1);
  g_assert_cmpuint (count_questions (&fixture->other), ==, 1);
  place_assert_sound (&fixture->office);
}

/* Two closed what each of them had: what neither saw beside the other is kept. */
static void
test_what_would_be_asked_is_kept (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->kisumu, &fixture->office);
  change (fixture, &fixture->kisumu, NAME, "Wanjiru");
  change (fixture, &fixture->mombasa, NAME, "Wanjeri");
  deliver_both (fixture, &fixture->office);
  g_assert_cmpuint (count_questions (&fixture->office), ==, 1);
  place_settle (&fixture->office, &fixture->kisumu, 4);
  place_settle (&fixture->office, &fixture->mombasa, 2);
  g_assert_cmpuint (count_questions (&fixture->office), ==, 0);
  g_assert_cmpuint (compact (&fixture->office), ==, 0);
}

/* The row names it: what became of it is still told. */
static void
test_what_was_written_here_last_is_kept (Fixture *fixture, gconstpointer unused)
{
  deliver_both (fixture, &fixture->office);
  change (fixture, &fixture->office, PHONE, "+254712000005");
  place_deliver_all (&fixture->office, &fixture->kisumu);
  change (fixture, &fixture->kisumu, PHONE, "+254712000006");
  deliver_both (fixture, &fixture->office);
  place_settle (&fixture->office, &fixture->office, 1);
  place_settle (&fixture->office, &fixture->kisumu, 4);
  place_settle (&fixture->office, &fixture->mombasa, 1);
  g_assert_cmpuint (compact (&fixture->office), ==, 3);
  g_assert_cmpuint (place_count_found (&fixture->office, "254712000006"), ==, 1);
}

/* Nothing tells yet that what is held leads to what was closed. */
static void
test_what_is_held_in_part_is_kept (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  assert_ok (place_deliver (&fixture->kisumu, &fixture->office, 1, 2, NULL, &error));
  place_deliver_all (&fixture->mombasa, &fixture->office);
  place_settle (&fixture->office, &fixture->kisumu, 3);
  place_settle (&fixture->office, &fixture->mombasa, 1);
  g_assert_cmpuint (compact (&fixture->office), ==, 0);
  place_deliver_all (&fixture->kisumu, &fixture->office);
  g_assert_cmpuint (compact (&fixture->office), ==, 2);
}

/* What came back is let go again. */
static void
test_what_comes_back_goes_again (Fixture *fixture, gconstpointer unused)
{
  deliver_both (fixture, &fixture->office);
  place_settle (&fixture->office, &fixture->kisumu, 3);
  place_settle (&fixture->office, &fixture->mombasa, 1);
  g_assert_cmpuint (compact (&fixture->office), ==, 2);
  deliver_both (fixture, &fixture->office);
  g_assert_cmpuint (compact (&fixture->office), ==, 2);
}

static gboolean
stop (guint64 done, guint64 total, gpointer data, GError **error)
{
  g_assert_cmpuint (done, <=, total);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
  return FALSE;
}

static void
test_a_stopped_run_is_gone_on_with (Fixture *fixture, gconstpointer unused)
{
  AhadiCompacted compacted;
  g_autoptr (GError) error = NULL;

  deliver_both (fixture, &fixture->office);
  place_settle (&fixture->office, &fixture->kisumu, 3);
  place_settle (&fixture->office, &fixture->mombasa, 1);
  g_assert_false (
      ahadi_compactor_run (fixture->office.vault, stop, NULL, &compacted, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  place_assert_sound (&fixture->office);
  compact (&fixture->office);
  g_assert_cmpuint (compact (&fixture->office), ==, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/store/compactor/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("N6-only-what-was-written-over-goes", test_only_what_was_written_over_goes);
  ADD ("N6-the-last-for-good-is-kept", test_the_last_for_good_is_kept);
  ADD ("N6-the-rest-and-what-comes-later-equal-the-whole",
       test_the_rest_and_what_comes_later_equal_the_whole);
  ADD ("what-would-be-asked-is-kept", test_what_would_be_asked_is_kept);
  ADD ("what-was-written-here-last-is-kept", test_what_was_written_here_last_is_kept);
  ADD ("what-is-held-in-part-is-kept", test_what_is_held_in_part_is_kept);
  ADD ("what-comes-back-goes-again", test_what_comes_back_goes_again);
  ADD ("a-stopped-run-is-gone-on-with", test_a_stopped_run_is_gone_on_with);
  return g_test_run ();
}
