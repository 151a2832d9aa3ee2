/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which of two stories counts once an office has named an entry: sync/FORMAT.md, F7. */
#include "store/ahadi-line.h"

#include <string.h>

#include "place.h"

/* A laptop that was copied after two members (place_make_fork()), and two offices. */
typedef struct
{
  Place laptop; /* Juma, Zawadi, Muthoni, Karanja */
  Place twin;   /* Juma, Zawadi, Wekesa, Omondi */
  Place office;
  Place other;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  place_make_fork (&self->laptop, &self->twin);
  place_open (&self->office);
  place_open (&self->other);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->laptop);
  place_close (&self->twin);
  place_close (&self->office);
  place_close (&self->other);
}

static void
deliver (Place *from, Place *to, guint64 first, guint64 last)
{
  g_autoptr (GError) error = NULL;

  assert_ok (place_deliver (from, to, first, last, NULL, &error));
}

/* @at decides that of the stream of @author the entry @last, as @author tells it, and
 * what leads to it counts. */
static void
name_entry (Place *at, Place *author, guint64 last)
{
  AhadiSegment segment = place_get_segment (author, 1, last);
  AhadiCutoff cutoff = { .device = segment.stream.device,
                         .epoch = segment.stream.epoch,
                         .last = last,
                         .has_head = TRUE };
  g_autoptr (AhadiRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (cutoff.head, segment.head, sizeof cutoff.head);
  record = ahadi_cutoff_to_record (&cutoff, "She has it still");
  assert_ok (ahadi_vault_save (at->vault, AUDIENCE, record, NULL, &error));
}

/* @expected: how many are found of Zawadi, Muthoni, Karanja, Wekesa and Omondi */
static void
assert_found (Place *at, const char *expected)
{
  static const char *const names[] = { "zawadi", "muthoni", "karanja", "wekesa",
                                       "omondi" };
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (found, "%u", (guint) place_count_found (at, names[i]));
  g_assert_cmpstr (found->str, ==, expected);
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
test_the_story_that_is_named_counts (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->laptop, &fixture->office);
  place_deliver_all (&fixture->twin, &fixture->office);
  assert_found (&fixture->office, "10000");
  name_entry (&fixture->office, &fixture->laptop, 4);
  assert_found (&fixture->office, "11100");
}

static void
test_the_one_that_came_second_too (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->laptop, &fixture->office);
  place_deliver_all (&fixture->twin, &fixture->office);
  name_entry (&fixture->office, &fixture->twin, 4);
  assert_found (&fixture->office, "10011");
  place_reopen (&fixture->office);
  assert_found (&fixture->office, "10011");
}

static void
test_it_counts_up_to_that_entry (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->laptop, &fixture->office);
  place_deliver_all (&fixture->twin, &fixture->office);
  name_entry (&fixture->office, &fixture->twin, 3);
  assert_found (&fixture->office, "10010");
}

static void
test_a_later_decision_chooses_the_other (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->laptop, &fixture->office);
  place_deliver_all (&fixture->twin, &fixture->office);
  name_entry (&fixture->office, &fixture->twin, 4);
  name_entry (&fixture->office, &fixture->laptop, 4);
  assert_found (&fixture->office, "11100");
  name_entry (&fixture->office, &fixture->twin, 4);
  assert_found (&fixture->office, "10011");
}

/* What comes with an entry of the same number gains nothing, and takes nothing away. */
static void
test_another_entry_of_that_number_does_not_count (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->laptop, &fixture->office);
  name_entry (&fixture->office, &fixture->laptop, 4);
  place_deliver_all (&fixture->twin, &fixture->office);
  assert_found (&fixture->office, "11100");
}

/* Who holds another entry of that number learns better by the one that was named. */
static void
test_the_named_entry_replaces_what_came_before_it (Fixture *fixture, gconstpointer unused)
{
  name_entry (&fixture->office, &fixture->laptop, 4);
  place_deliver_all (&fixture->twin, &fixture->office);
  assert_found (&fixture->office, "10011");
  place_deliver_all (&fixture->laptop, &fixture->office);
  assert_found (&fixture->office, "11100");
}

/* Nothing tells whether what lies before the gap leads there. */
static void
test_what_lies_before_a_gap_is_judged_as_ever (Fixture *fixture, gconstpointer unused)
{
  name_entry (&fixture->office, &fixture->laptop, 4);
  deliver (&fixture->laptop, &fixture->office, 1, 2);
  deliver (&fixture->laptop, &fixture->office, 4, 4);
  assert_found (&fixture->office, "10100");
  deliver (&fixture->twin, &fixture->office, 3, 3);
  assert_found (&fixture->office, "10100");
  deliver (&fixture->laptop, &fixture->office, 3, 3);
  assert_found (&fixture->office, "11100");
}

/* One that tells of both stories: where they part is in its middle. */
static void
test_a_segment_across_the_fork_is_kept_whole (Fixture *fixture, gconstpointer unused)
{
  deliver (&fixture->laptop, &fixture->office, 1, 4);
  deliver (&fixture->twin, &fixture->office, 2, 4);
  name_entry (&fixture->office, &fixture->twin, 4);
  assert_found (&fixture->office, "10011");
  deliver (&fixture->laptop, &fixture->office, 1, 4);
  assert_found (&fixture->office, "10011");
  name_entry (&fixture->office, &fixture->laptop, 4);
  assert_found (&fixture->office, "11100");
}

/* --- for good --- */

/* Another story that turns up later takes nothing away, and nothing of it counts. */
static void
test_what_counts_for_good_is_forked_by_nobody (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->laptop, &fixture->office);
  place_settle (&fixture->office, &fixture->laptop, 3);
  assert_found (&fixture->office, "11100");
  place_deliver_all (&fixture->twin, &fixture->office);
  assert_found (&fixture->office, "11000");

  place_deliver_all (&fixture->twin, &fixture->other);
  place_deliver_all (&fixture->office, &fixture->other);
  place_deliver_all (&fixture->laptop, &fixture->other);
  assert_found (&fixture->other, "11000");
  assert_same (&fixture->office, &fixture->other);
}

static void
test_only_what_goes_on_from_it_can_be_chosen (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->laptop, &fixture->office);
  place_deliver_all (&fixture->twin, &fixture->office);
  place_settle (&fixture->office, &fixture->laptop, 3);
  name_entry (&fixture->office, &fixture->twin, 4);
  assert_found (&fixture->office, "11000");
  name_entry (&fixture->office, &fixture->laptop, 4);
  assert_found (&fixture->office, "11100");
}

/* --- any order --- */

typedef struct
{
  gboolean decision;
  gboolean twin;
  guint64 first;
  guint64 last;
} Arrival;

static void
deliver_all (Fixture *fixture, Place *to, const Arrival *arrivals, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const Arrival *one = &arrivals[i];
      Place *author = one->twin ? &fixture->twin : &fixture->laptop;

      deliver (one->decision ? &fixture->office : author, to, one->first, one->last);
    }
}

static void
shuffle (Arrival *arrivals, guint n)
{
  for (guint i = n - 1; i > 0; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (gint32) i + 1);
      Arrival kept = arrivals[i];

      arrivals[i] = arrivals[j];
      arrivals[j] = kept;
    }
}

static void
reopen_empty (Place *place)
{
  place_close (place);
  place_open (place);
}

static void
test_any_order_gives_one_state (Fixture *fixture, gconstpointer unused)
{
  g_auto (Place) third = { 0 };
  Arrival arrivals[] = {
    { FALSE, FALSE, 1, 2 }, { FALSE, FALSE, 3, 3 }, { FALSE, FALSE, 4, 4 },
    { FALSE, FALSE, 2, 3 }, { FALSE, TRUE, 1, 1 },  { FALSE, TRUE, 2, 3 },
    { FALSE, TRUE, 4, 4 },  { FALSE, TRUE, 3, 4 },  { TRUE, FALSE, 1, 1 },
    { TRUE, FALSE, 2, 2 },
  };

  place_deliver_all (&fixture->laptop, &fixture->office);
  place_deliver_all (&fixture->twin, &fixture->office);
  name_entry (&fixture->office, &fixture->laptop, 4);
  name_entry (&fixture->office, &fixture->twin, 4);
  assert_found (&fixture->office, "10011");

  place_open (&third);
  for (guint round = 0; round < 20; round++)
    {
      guint some = (guint) g_test_rand_int_range (2, G_N_ELEMENTS (arrivals));

      shuffle (arrivals, G_N_ELEMENTS (arrivals));
      deliver_all (fixture, &fixture->other, arrivals, some);
      shuffle (arrivals, some);
      deliver_all (fixture, &third, arrivals, some);
      assert_same (&fixture->other, &third);
      deliver_all (fixture, &third, arrivals, G_N_ELEMENTS (arrivals));
      assert_found (&third, "10011");
      assert_same (&fixture->office, &third);
      reopen_empty (&fixture->other);
      reopen_empty (&third);
    }
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/store/line/F7-" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("the-story-that-is-named-counts", test_the_story_that_is_named_counts);
  ADD ("the-one-that-came-second-too", test_the_one_that_came_second_too);
  ADD ("it-counts-up-to-that-entry", test_it_counts_up_to_that_entry);
  ADD ("a-later-decision-chooses-the-other", test_a_later_decision_chooses_the_other);
  ADD ("another-entry-of-that-number-does-not-count",
       test_another_entry_of_that_number_does_not_count);
  ADD ("the-named-entry-replaces-what-came-before-it",
       test_the_named_entry_replaces_what_came_before_it);
  ADD ("what-lies-before-a-gap-is-judged-as-ever",
       test_what_lies_before_a_gap_is_judged_as_ever);
  ADD ("a-segment-across-the-fork-is-kept-whole",
       test_a_segment_across_the_fork_is_kept_whole);
  ADD ("any-order-gives-one-state", test_any_order_gives_one_state);

#undef ADD
#define ADD(name, function)                                                              \
  g_test_add ("/store/line/F9-" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("what-counts-for-good-is-forked-by-nobody",
       test_what_counts_for_good_is_forked_by_nobody);
  ADD ("only-what-goes-on-from-it-can-be-chosen",
       test_only_what_goes_on_from_it_can_be_chosen);
  return g_test_run ();
}
