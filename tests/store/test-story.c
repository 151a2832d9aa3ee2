/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-story.h"

#include <string.h>

#include "place.h"

/* An office that heard both stories of a laptop that was copied (place_make_fork()). */
typedef struct
{
  Place laptop;
  Place twin;
  Place office;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  place_make_fork (&self->laptop, &self->twin);
  place_open (&self->office);
  assert_ok (place_deliver (&self->laptop, &self->office, 1, 3, NULL, &error));
  assert_ok (place_deliver (&self->laptop, &self->office, 4, 4, NULL, &error));
  assert_ok (place_deliver (&self->twin, &self->office, 1, 4, NULL, &error));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->laptop);
  place_close (&self->twin);
  place_close (&self->office);
}

static GPtrArray *
list (Place *place)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *stories = ahadi_story_list (place->vault, 1, &error);

  g_assert_no_error (error);
  return stories;
}

/* The story that ends as @author tells it. */
static const AhadiStory *
find (GPtrArray *stories, Place *author)
{
  AhadiSegment segment = place_get_segment (author, 1, 4);

  for (guint i = 0; i < stories->len; i++)
    {
      const AhadiStory *story = stories->pdata[i];

      if (memcmp (story->head, segment.head, sizeof segment.head) == 0)
        return story;
    }

  g_assert_not_reached ();
}

static void
assert_tells (const AhadiStory *story, const char *first, const char *second)
{
  g_assert_cmpuint (story->from, ==, 3);
  g_assert_cmpuint (story->to, ==, 4);
  g_assert_cmpuint (story->changes, ==, 2);
  g_assert_cmpint (story->first, >, 0);
  g_assert_cmpint (story->first, <=, story->last);
  g_assert_true (story->whole);
  g_assert_cmpuint (story->records->len, ==, 2);
  g_assert_cmpstr (ahadi_record_get (story->records->pdata[0], AHADI_MEMBER_NAME), ==,
                   first);
  g_assert_cmpstr (ahadi_record_get (story->records->pdata[1], AHADI_MEMBER_NAME), ==,
                   second);
}

static void
test_each_is_told_to_its_end (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) stories = list (&fixture->office);

  g_assert_cmpuint (stories->len, ==, 2);
  assert_tells (find (stories, &fixture->laptop), "Muthoni", "Karanja");
  assert_tells (find (stories, &fixture->twin), "Wekesa", "Omondi");
}

static void
test_what_is_not_forked_has_none (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) stories = list (&fixture->laptop);

  g_assert_cmpuint (stories->len, ==, 0);
}

static void
choose (Place *at, const AhadiStory *story)
{
  AhadiCutoff cutoff = { .device = story->stream.device,
                         .epoch = story->stream.epoch,
                         .last = story->to,
                         .has_head = TRUE };
  g_autoptr (AhadiRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (cutoff.head, story->head, sizeof cutoff.head);
  record = ahadi_cutoff_to_record (&cutoff, NULL);
  assert_ok (ahadi_vault_save (at->vault, AUDIENCE, record, NULL, &error));
}

static void
test_the_one_that_was_chosen_is_told_to_count (Fixture *fixture, gconstpointer unused)
{
  Place *authors[] = { &fixture->twin, &fixture->laptop };

  for (guint i = 0; i < G_N_ELEMENTS (authors); i++)
    {
      g_autoptr (GPtrArray) before = list (&fixture->office);
      g_autoptr (GPtrArray) after = NULL;

      choose (&fixture->office, find (before, authors[i]));
      after = list (&fixture->office);
      g_assert_cmpuint (after->len, ==, 2);
      g_assert_true (find (after, authors[i])->counts);
      g_assert_false (find (after, authors[1 - i])->counts);
    }
}

static void
test_that_some_are_missing_is_said (Fixture *fixture, gconstpointer unused)
{
  g_auto (Place) office = { 0 };
  g_autoptr (GPtrArray) stories = NULL;
  g_autoptr (GError) error = NULL;

  place_open (&office);
  assert_ok (place_deliver (&fixture->laptop, &office, 4, 4, NULL, &error));
  assert_ok (place_deliver (&fixture->twin, &office, 1, 4, NULL, &error));
  stories = list (&office);
  g_assert_false (find (stories, &fixture->laptop)->whole);
  g_assert_true (find (stories, &fixture->twin)->whole);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/store/story/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("each-is-told-to-its-end", test_each_is_told_to_its_end);
  ADD ("what-is-not-forked-has-none", test_what_is_not_forked_has_none);
  ADD ("the-one-that-was-chosen-is-told-to-count",
       test_the_one_that_was_chosen_is_told_to_count);
  ADD ("that-some-are-missing-is-said", test_that_some_are_missing_is_said);
  return g_test_run ();
}
