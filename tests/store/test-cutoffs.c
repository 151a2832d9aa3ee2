/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How far streams count, and how far for good: sync/FORMAT.md, F6 and F9. */
#include "store/ahadi-cutoffs.h"

#include "place.h"

/* An author with three members, and two offices. */
typedef struct
{
  Place author;
  Place office;
  Place other;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  place_open (&self->author);
  place_open (&self->office);
  place_open (&self->other);
  place_add_member (&self->author, "Achieng", NULL);
  place_add_member (&self->author, "Wanjiku", NULL);
  place_add_member (&self->author, "Zawadi", NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->author);
  place_close (&self->office);
  place_close (&self->other);
}

/* @at decides that of the stream of @author only the first @last operations count. */
static void
cut (Place *at, Place *author, guint64 last)
{
  AhadiStreamInfo stream = place_get_stream (author);
  AhadiCutoff cutoff = { .device = stream.id.device,
                         .epoch = stream.id.epoch,
                         .last = last };
  g_autoptr (AhadiRecord) record = ahadi_cutoff_to_record (&cutoff, NULL);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_save (at->vault, AUDIENCE, record, NULL, &error));
}

static void
assert_found (Place *at, guint achieng, guint wanjiku, guint zawadi)
{
  g_assert_cmpuint (place_count_found (at, "achieng"), ==, achieng);
  g_assert_cmpuint (place_count_found (at, "wanjiku"), ==, wanjiku);
  g_assert_cmpuint (place_count_found (at, "zawadi"), ==, zawadi);
  place_assert_sound (at);
}

static void
assert_same (Place *a, Place *b)
{
  g_autofree char *first = place_digest (a);
  g_autofree char *second = place_digest (b);

  g_assert_cmpstr (first, ==, second);
}

static void
test_what_was_written_later_goes (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->author, &fixture->office);
  assert_found (&fixture->office, 1, 1, 1);
  cut (&fixture->office, &fixture->author, 2);
  assert_found (&fixture->office, 1, 1, 0);
}

static void
test_what_comes_later_is_held (Fixture *fixture, gconstpointer unused)
{
  AhadiApplyCounts counts;
  g_autoptr (GError) error = NULL;

  assert_ok (place_deliver (&fixture->author, &fixture->office, 1, 1, NULL, &error));
  cut (&fixture->office, &fixture->author, 1);
  assert_ok (place_deliver (&fixture->author, &fixture->office, 2, 3, &counts, &error));
  g_assert_cmpuint (counts.revoked, ==, 2);
  g_assert_cmpuint (counts.created[AHADI_KIND_MEMBER], ==, 0);
  assert_found (&fixture->office, 1, 0, 0);
}

/* The decision first or the operations: all come to one state. */
static void
test_any_order_gives_one_state (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->author, &fixture->office);
  cut (&fixture->office, &fixture->author, 1);
  place_deliver_all (&fixture->office, &fixture->other);
  place_deliver_all (&fixture->author, &fixture->other);
  assert_found (&fixture->other, 1, 0, 0);
  assert_same (&fixture->office, &fixture->other);
}

static void
test_the_latest_decision_holds (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  place_deliver_all (&fixture->author, &fixture->office);
  cut (&fixture->office, &fixture->author, 0);
  assert_found (&fixture->office, 0, 0, 0);
  cut (&fixture->office, &fixture->author, 3);
  assert_found (&fixture->office, 1, 1, 1);

  place_deliver_all (&fixture->author, &fixture->other);
  assert_ok (place_deliver (&fixture->office, &fixture->other, 2, 2, NULL, &error));
  assert_ok (place_deliver (&fixture->office, &fixture->other, 1, 1, NULL, &error));
  assert_found (&fixture->other, 1, 1, 1);
  assert_same (&fixture->office, &fixture->other);
}

/* A stolen laptop that begins a new stream gains nothing by it. */
static void
test_other_streams_of_the_device_do_not_count (Fixture *fixture, gconstpointer unused)
{
  AhadiStreamInfo stream = place_get_stream (&fixture->author);
  g_autoptr (GError) error = NULL;

  place_deliver_all (&fixture->author, &fixture->office);
  cut (&fixture->office, &fixture->author, 3);
  assert_ok (ahadi_vault_end_epoch (fixture->author.vault, &stream.id, &error));
  place_add_member (&fixture->author, "Otieno", NULL);
  place_deliver_all (&fixture->author, &fixture->office);
  g_assert_cmpuint (place_count_found (&fixture->office, "otieno"), ==, 0);
  assert_found (&fixture->office, 1, 1, 1);
}

static void
test_what_was_written_here_stays (Fixture *fixture, gconstpointer unused)
{
  cut (&fixture->office, &fixture->author, 1);
  place_deliver_all (&fixture->office, &fixture->author);
  assert_found (&fixture->author, 1, 1, 1);
}

/* What is cut off can't cut off in turn what cut it off. */
static void
test_a_cutoff_holds_in_a_stream_that_is_cut_off (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->author, &fixture->other);
  place_deliver_all (&fixture->author, &fixture->office);
  cut (&fixture->office, &fixture->author, 2);
  cut (&fixture->other, &fixture->office, 0);
  place_deliver_all (&fixture->office, &fixture->other);
  assert_found (&fixture->other, 1, 1, 0);
}

static void
test_it_is_kept_when_the_vault_is_opened_again (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->author, &fixture->office);
  cut (&fixture->office, &fixture->author, 2);
  place_reopen (&fixture->office);
  place_add_member (&fixture->author, "Otieno", NULL);
  place_deliver_all (&fixture->author, &fixture->office);
  g_assert_cmpuint (place_count_found (&fixture->office, "otieno"), ==, 0);
  assert_found (&fixture->office, 1, 1, 0);
}

/* --- for good --- */

static void
test_no_cutoff_reaches_below (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->author, &fixture->office);
  place_settle (&fixture->office, &fixture->author, 2);
  cut (&fixture->office, &fixture->author, 1);
  assert_found (&fixture->office, 1, 1, 0);
  cut (&fixture->office, &fixture->author, 3);
  assert_found (&fixture->office, 1, 1, 1);
}

/* The highest one says it, whichever was written last. */
static void
test_it_is_never_taken_back (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->author, &fixture->office);
  place_settle (&fixture->office, &fixture->author, 2);
  place_settle (&fixture->office, &fixture->author, 1);
  cut (&fixture->office, &fixture->author, 0);
  assert_found (&fixture->office, 1, 1, 0);
  place_reopen (&fixture->office);
  assert_found (&fixture->office, 1, 1, 0);
}

static void
test_the_order_does_not_matter (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  place_deliver_all (&fixture->author, &fixture->office);
  cut (&fixture->office, &fixture->author, 0);
  assert_found (&fixture->office, 0, 0, 0);
  place_settle (&fixture->office, &fixture->author, 2);
  assert_found (&fixture->office, 1, 1, 0);

  assert_ok (place_deliver (&fixture->office, &fixture->other, 2, 2, NULL, &error));
  place_deliver_all (&fixture->author, &fixture->other);
  assert_ok (place_deliver (&fixture->office, &fixture->other, 1, 1, NULL, &error));
  assert_found (&fixture->other, 1, 1, 0);
  assert_same (&fixture->office, &fixture->other);
}

/* Another stream of that device counts for good too, where a cutoff names none of it. */
static void
test_a_stream_that_is_not_named_counts_up_to_it (Fixture *fixture, gconstpointer unused)
{
  AhadiStreamInfo stream = place_get_stream (&fixture->author);
  AhadiCutoff cutoff = { .device = stream.id.device, .epoch = stream.id.epoch + 1 };
  g_autoptr (AhadiRecord) record = ahadi_cutoff_to_record (&cutoff, NULL);
  g_autoptr (GError) error = NULL;

  place_deliver_all (&fixture->author, &fixture->office);
  place_settle (&fixture->office, &fixture->author, 2);
  assert_ok (ahadi_vault_save (fixture->office.vault, AUDIENCE, record, NULL, &error));
  assert_found (&fixture->office, 1, 1, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/store/cutoffs/F6-" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("what-was-written-later-goes", test_what_was_written_later_goes);
  ADD ("what-comes-later-is-held", test_what_comes_later_is_held);
  ADD ("any-order-gives-one-state", test_any_order_gives_one_state);
  ADD ("the-latest-decision-holds", test_the_latest_decision_holds);
  ADD ("other-streams-of-the-device-do-not-count",
       test_other_streams_of_the_device_do_not_count);
  ADD ("what-was-written-here-stays", test_what_was_written_here_stays);
  ADD ("a-cutoff-holds-in-a-stream-that-is-cut-off",
       test_a_cutoff_holds_in_a_stream_that_is_cut_off);
  ADD ("it-is-kept-when-the-vault-is-opened-again",
       test_it_is_kept_when_the_vault_is_opened_again);

#undef ADD
#define ADD(name, function)                                                              \
  g_test_add ("/store/cutoffs/F9-" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("no-cutoff-reaches-below", test_no_cutoff_reaches_below);
  ADD ("it-is-never-taken-back", test_it_is_never_taken_back);
  ADD ("the-order-does-not-matter", test_the_order_does_not_matter);
  ADD ("a-stream-that-is-not-named-counts-up-to-it",
       test_a_stream_that_is_not_named_counts_up_to_it);
  return g_test_run ();
}
