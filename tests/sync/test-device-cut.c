/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How far a device counts that is revoked, over all who hold something of it. */
#include "sync/ahadi-device-cut.h"

#include "world.h"

typedef struct
{
  World world;
  AhadiVault *first; /* the founding holder of the membership office */
  AhadiVault *second;
  AhadiVault *laptop;
  AhadiId device;
} Fixture;

static void
carry (Fixture *self, AhadiVault *from, AhadiVault *to)
{
  g_autofree char *path = world_export (&self->world, from);
  g_autoptr (AhadiImportResult) result = world_merge (to, path);

  g_assert_false (result->is_reply);
}

/* Each holder has heard of a member more than the one before. */
static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiIdentity) identity = NULL;

  world_open (&self->world);
  self->first = self->world.office;
  self->second = world_add_office (&self->world, AHADI_ROLE_MEMBERSHIP);
  self->laptop = world_add_laptop (&self->world, "Kisumu");
  world_give_card (&self->world, self->second);
  world_give_card (&self->world, self->laptop);
  identity = world_get_identity (self->laptop);
  self->device = *ahadi_identity_get_device (identity);
  world_add_member (self->laptop, "Achieng Otieno");
  carry (self, self->laptop, self->first);
  carry (self, self->first, self->second);
  world_add_member (self->laptop, "Hamisi Juma");
  carry (self, self->laptop, self->second);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  world_close (&self->world);
}

static void
lose (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_device_revoke (self->first, &self->device, "", 1,
                                  AHADI_DEVICE_CUT_NOTHING, &error));
}

static guint64
cut (Fixture *self, AhadiVault *vault, gint64 since)
{
  g_autoptr (GError) error = NULL;
  guint64 held;

  assert_ok (ahadi_device_cut (vault, &self->device, since, &held, &error));
  return held;
}

static void
assert_members (Fixture *self, guint64 first, guint64 second)
{
  g_assert_cmpuint (world_count_members (self->first), ==, first);
  g_assert_cmpuint (world_count_members (self->second), ==, second);
  world_assert_sound (self->first);
  world_assert_sound (self->second);
}

static guint64
count_found (AhadiVault *vault, const char *search)
{
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER, .search = search };
  g_autoptr (GError) error = NULL;
  guint64 count;

  assert_ok (ahadi_query_count (vault, &query, &count, &error));
  return count;
}

/* What the office that revoked it did not hold counts nowhere. */
static void
test_revoked_by_the_last_that_is_held (Fixture *self, gconstpointer unused)
{
  assert_members (self, 1, 2);
  lose (self);
  carry (self, self->first, self->second);
  assert_members (self, 1, 1);
  carry (self, self->second, self->first);
  assert_members (self, 1, 1);
  world_assert_same_digest (self->first, self->second, "membership");
}

/* It is kept, and a person who knows better takes it in. */
static void
test_what_is_held_is_taken_in_by_a_later_decision (Fixture *self, gconstpointer unused)
{
  lose (self);
  carry (self, self->first, self->second);
  g_assert_cmpuint (cut (self, self->second, AHADI_DEVICE_CUT_NOTHING), ==, 0);
  assert_members (self, 1, 2);
  carry (self, self->second, self->first);
  assert_members (self, 2, 2);
  world_assert_same_digest (self->first, self->second, "membership");
}

/* Lost on Monday, told on Friday. */
static void
test_since_a_day_in_the_past (Fixture *self, gconstpointer unused)
{
  lose (self);
  g_assert_cmpuint (cut (self, self->first, 1000), ==, 1);
  assert_members (self, 0, 2);
  g_assert_cmpuint (cut (self, self->first, ahadi_wall_clock_ms () + 60000), ==, 0);
  assert_members (self, 1, 2);
}

/* Said with the revocation, it is one decision. */
static void
test_revoked_since_a_day_in_the_past (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_device_revoke (self->first, &self->device, "", 0, 1000, &error));
  assert_members (self, 0, 2);
  carry (self, self->first, self->second);
  assert_members (self, 0, 0);
}

/* An office that has not heard of the theft takes in what a thief wrote in the place of
 * an entry that it lacks; it goes as soon as the one that was named comes. */
static void
test_another_entry_of_that_number_gains_nothing (Fixture *self, gconstpointer unused)
{
  AhadiVault *thief = world_copy (&self->world, &self->laptop);

  carry (self, self->second, self->first);
  world_add_member (self->laptop, "Zawadi Wanjiru");
  carry (self, self->laptop, self->first);
  lose (self);
  world_add_member (thief, "Nobody at all");
  carry (self, thief, self->second);
  assert_members (self, 3, 3);

  carry (self, self->first, self->second);
  carry (self, self->second, self->first);
  assert_members (self, 3, 3);
  g_assert_cmpuint (count_found (self->second, "zawadi"), ==, 1);
  g_assert_cmpuint (count_found (self->second, "nobody"), ==, 0);
  world_assert_same_digest (self->first, self->second, "membership");
}

static void
assert_not_cut (AhadiVault *vault, const AhadiId *device, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      ahadi_device_cut (vault, device, AHADI_DEVICE_CUT_NOTHING, NULL, &error));
  g_assert_error (error, domain, code);
}

static void
test_refusals (Fixture *self, gconstpointer unused)
{
  const AhadiId stranger = { { 9 } };

  assert_not_cut (self->first, &self->device, AHADI_SYNC_ERROR,
                  AHADI_SYNC_ERROR_NOT_READY);
  assert_not_cut (self->first, &stranger, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  lose (self);
  assert_not_cut (self->laptop, &self->device, AHADI_SYNC_ERROR,
                  AHADI_SYNC_ERROR_NOT_READY);
}

/* --- one of two stories --- */

/* The laptop was copied: both went on, and the second holder heard of both. */
static void
part_stories (Fixture *self)
{
  AhadiVault *copy = world_copy (&self->world, &self->laptop);

  world_add_member (self->laptop, "Wanjiku Kamau");
  carry (self, self->laptop, self->second);
  world_add_member (copy, "Somebody Else");
  carry (self, copy, self->second);
  g_assert_cmpuint (world_count_members (self->second), ==, 2);
}

/* Returns: (transfer full): the story of the second holder in which @name was written. */
static AhadiStory *
find_story (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = ahadi_streams_list (self->second, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < streams->len; i++)
    {
      gint64 number = g_array_index (streams, AhadiStreamInfo, i).number;
      g_autoptr (GPtrArray) stories = ahadi_story_list (self->second, number, &error);

      g_assert_no_error (error);
      for (guint k = 0; k < stories->len; k++)
        {
          const AhadiStory *story = stories->pdata[k];

          if (g_strcmp0 (ahadi_record_get (story->records->pdata[0], AHADI_MEMBER_NAME),
                         name) == 0)
            return g_ptr_array_steal_index (stories, k);
        }
    }
  g_assert_not_reached ();
}

static void
choose (Fixture *self, const char *name)
{
  g_autoptr (AhadiStory) story = find_story (self, name);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_device_choose (self->second, story, "She came with it", &error));
}

static void
test_the_story_that_is_chosen_counts (Fixture *self, gconstpointer unused)
{
  part_stories (self);
  lose (self);
  carry (self, self->first, self->second);
  choose (self, "Wanjiku Kamau");
  g_assert_cmpuint (count_found (self->second, "Wanjiku"), ==, 1);
  g_assert_cmpuint (count_found (self->second, "Somebody"), ==, 0);
  g_assert_cmpuint (world_count_members (self->second), ==, 3);
  carry (self, self->second, self->first);
  world_assert_same_digest (self->first, self->second, "membership");

  /* Who learns more decides anew. */
  choose (self, "Somebody Else");
  g_assert_cmpuint (count_found (self->second, "Wanjiku"), ==, 0);
  g_assert_cmpuint (count_found (self->second, "Somebody"), ==, 1);
  carry (self, self->second, self->first);
  world_assert_same_digest (self->first, self->second, "membership");
  world_assert_sound (self->first);
  world_assert_sound (self->second);
}

/* While it is trusted; with a reason of two lines; where nobody reads it: nothing is
 * changed. */
static void
test_refused_choices (Fixture *self, gconstpointer unused)
{
  AhadiVault *director = world_add_office (&self->world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  g_autoptr (AhadiStory) story = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  part_stories (self);
  story = find_story (self, "Wanjiku Kamau");
  assert_refused (ahadi_device_choose (self->second, story, "x", &error),
                  AHADI_SYNC_ERROR_NOT_READY);
  lose (self);
  world_give_card (&self->world, self->second);
  world_give_card (&self->world, director);
  before = world_snapshot (self->second);
  g_assert_false (ahadi_device_choose (self->second, story, "two\nlines", &error));
  g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
  g_clear_error (&error);
  after = world_snapshot (self->second);
  g_assert_cmpstr (before, ==, after);
  assert_refused (ahadi_device_choose (director, story, "x", &error),
                  AHADI_SYNC_ERROR_NOT_READY);
  assert_refused (ahadi_device_choose (self->laptop, story, "x", &error),
                  AHADI_SYNC_ERROR_NOT_READY);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/sync/device-cut/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("F6-revoked-by-the-last-that-is-held", test_revoked_by_the_last_that_is_held);
  ADD ("F6-what-is-held-is-taken-in-by-a-later-decision",
       test_what_is_held_is_taken_in_by_a_later_decision);
  ADD ("since-a-day-in-the-past", test_since_a_day_in_the_past);
  ADD ("revoked-since-a-day-in-the-past", test_revoked_since_a_day_in_the_past);
  ADD ("F7-another-entry-of-that-number-gains-nothing",
       test_another_entry_of_that_number_gains_nothing);
  ADD ("F7-the-story-that-is-chosen-counts", test_the_story_that_is_chosen_counts);
  ADD ("choices-that-are-refused", test_refused_choices);
  ADD ("refusals", test_refusals);
  return g_test_run ();
}
