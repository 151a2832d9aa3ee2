/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-baseline-plan.h"

#include <string.h>

#include "place.h"

#define NAME AHADI_MEMBER_NAME
#define START G_GINT64_CONSTANT (1800000000000)
#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/* Kisumu writes a member, Mombasa changes it in sight of that; two holders have both. */
typedef struct
{
  Place kisumu;
  Place mombasa;
  Place office;
  Place other;
  AhadiId member;
} Fixture;

static void
rename_member (Fixture *self, Place *at, gint64 day, const char *name)
{
  place_set_clock (START + day * DAY);
  place_change (at, AHADI_KIND_MEMBER, &self->member, NAME, name);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  place_set_clock (START);
  place_open (&self->kisumu);
  place_open (&self->mombasa);
  place_open (&self->office);
  place_open (&self->other);
  self->member = place_add_member (&self->kisumu, "Wanjiku", NULL);
  rename_member (self, &self->kisumu, 1, "Wanjiru");
  place_deliver_all (&self->kisumu, &self->mombasa);
  rename_member (self, &self->mombasa, 2, "Wanjeri");
  place_deliver_all (&self->kisumu, &self->office);
  place_deliver_all (&self->mombasa, &self->office);
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

/* The other holder tells that it has Kisumu's up to @kisumu and Mombasa's up to @mombasa.
 */
static void
tell (Fixture *self, guint64 kisumu, guint64 mombasa)
{
  Place *authors[] = { &self->kisumu, &self->mombasa };
  const guint64 ends[] = { kisumu, mombasa };
  g_autoptr (GArray) reached = g_array_new (FALSE, FALSE, sizeof (AhadiReached));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (authors); i++)
    {
      AhadiReached one = { .seq = ends[i] };
      AhadiSegment segment;

      if (ends[i] == 0)
        continue;
      segment = place_get_segment (authors[i], 1, ends[i]);
      one.stream = segment.stream;
      memcpy (one.head, segment.head, sizeof one.head);
      g_array_append_val (reached, one);
    }
  assert_ok (ahadi_reached_set (self->office.vault, &self->other.device, AUDIENCE,
                                reached, &error));
}

static AhadiBaselinePlan *
make_plan (Fixture *self, gint64 day)
{
  g_autoptr (GArray) holders = g_array_new (FALSE, FALSE, sizeof (AhadiId));
  g_autoptr (GError) error = NULL;
  AhadiBaselinePlan *plan;

  g_array_append_val (holders, self->other.device);
  plan = ahadi_baseline_plan_new (self->office.vault, AUDIENCE, holders,
                                  START + day * DAY, &error);
  g_assert_no_error (error);
  return plan;
}

/* @kisumu, @mombasa: up to where their streams are planned to count for good; 0: not */
static void
assert_planned (Fixture *self, gint64 day, guint64 kisumu, guint64 mombasa, guint silent)
{
  g_autoptr (AhadiBaselinePlan) plan = make_plan (self, day);
  guint64 found[2] = { 0, 0 };

  for (guint i = 0; i < plan->steps->len; i++)
    {
      const AhadiBaselineStep *step = &g_array_index (plan->steps, AhadiBaselineStep, i);
      gboolean is_kisumu = ahadi_id_equal (&step->info.id.device, &self->kisumu.device);
      AhadiSegment segment =
          place_get_segment (is_kisumu ? &self->kisumu : &self->mombasa, 1, step->last);

      found[is_kisumu ? 0 : 1] = step->last;
      g_assert_cmpmem (step->head, sizeof step->head, segment.head, sizeof segment.head);
    }
  g_assert_cmpuint (found[0], ==, kisumu);
  g_assert_cmpuint (found[1], ==, mombasa);
  g_assert_cmpuint (plan->operations, ==, kisumu + mombasa);
  g_assert_cmpuint (plan->silent, ==, silent);
}

static void
test_as_far_as_all_told (Fixture *fixture, gconstpointer unused)
{
  assert_planned (fixture, 30, 0, 0, 1);
  tell (fixture, 2, 1);
  assert_planned (fixture, 30, 2, 1, 0);
  tell (fixture, 1, 0);
  assert_planned (fixture, 30, 1, 0, 1);
}

static void
test_what_is_young_stays_open (Fixture *fixture, gconstpointer unused)
{
  tell (fixture, 2, 1);
  assert_planned (fixture, 2, 2, 0, 0);
  assert_planned (fixture, 1, 1, 0, 0);
}

/* Mombasa's change names Kisumu's second: without that it is not closed either. */
static void
test_what_was_seen_comes_first (Fixture *fixture, gconstpointer unused)
{
  tell (fixture, 1, 1);
  assert_planned (fixture, 30, 1, 0, 1);
}

static void
test_what_is_asked_stays_open (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiBaselinePlan) plan = NULL;

  rename_member (fixture, &fixture->kisumu, 3, "Wambui");
  place_deliver_all (&fixture->kisumu, &fixture->office);
  tell (fixture, 3, 1);
  /* What Mombasa wrote competes with what stands. */
  assert_planned (fixture, 30, 3, 0, 0);
  plan = make_plan (fixture, 30);
  g_assert_cmpuint (plan->questions, ==, 1);
}

/* The other told a chain that is not the one that is here. */
static void
test_another_story_is_no_agreement (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GArray) reached = g_array_new (FALSE, FALSE, sizeof (AhadiReached));
  AhadiReached one = { .seq = 2, .head = { 1 } };
  g_autoptr (GError) error = NULL;

  one.stream = place_get_stream (&fixture->kisumu).id;
  g_array_append_val (reached, one);
  assert_ok (ahadi_reached_set (fixture->office.vault, &fixture->other.device, AUDIENCE,
                                reached, &error));
  assert_planned (fixture, 30, 0, 0, 1);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/store/baseline-plan/F9-" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("as-far-as-all-told", test_as_far_as_all_told);
  ADD ("what-is-young-stays-open", test_what_is_young_stays_open);
  ADD ("what-was-seen-comes-first", test_what_was_seen_comes_first);
  ADD ("what-is-asked-stays-open", test_what_is_asked_stays_open);
  ADD ("another-story-is-no-agreement", test_another_story_is_no_agreement);
  return g_test_run ();
}
