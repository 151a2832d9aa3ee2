/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bundles of a laptop that is not trusted any more, at an office: FORMAT.md, I9 and I10.
 */
#include <string.h>

#include "world.h"

#define N_HOLDERS 5
#define N_FILES 5

typedef struct
{
  World world;
  AhadiVault *director;
  AhadiVault *laptop;
  AhadiId device;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiIdentity) identity = NULL;

  world_open (&self->world);
  self->director = world_add_office (&self->world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  self->laptop = world_add_laptop (&self->world, "Kisumu");
  world_give_card (&self->world, self->director);
  identity = world_get_identity (self->laptop);
  self->device = *ahadi_identity_get_device (identity);
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

  assert_ok (ahadi_device_revoke (self->world.office, &self->device, "", 0,
                                  AHADI_DEVICE_CUT_LATER, &error));
  world_give_card (&self->world, self->director);
}

static guint64
cut (Fixture *self, AhadiVault *vault, gint64 since)
{
  g_autoptr (GError) error = NULL;
  guint64 held;

  assert_ok (ahadi_device_cut (vault, &self->device, since, &held, &error));
  return held;
}

/* Returns: how many bundles were tried again. */
static guint
try_again (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = ahadi_import_set_aside (vault, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < results->len; i++)
    g_assert_cmpint (((AhadiImportResult *) results->pdata[i])->outcome, !=,
                     AHADI_OUTCOME_REFUSED);
  return results->len;
}

static void
assert_waits (AhadiVault *vault, const char *path)
{
  g_autoptr (AhadiImportResult) result = world_import (vault, path);

  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_SET_ASIDE);
  world_assert_reason (result->reason, AHADI_SYNC_ERROR_REVOKED, "I9");
  g_assert_cmpuint (result->counts.operations, ==, 0);
  g_assert_cmpuint (world_count_set_aside (vault, AHADI_IMPORT_UNDECIDED), ==, 1);
}

static guint64
count_reports (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  const AhadiQuery query = { .kind = AHADI_KIND_REPORT };
  guint64 count;

  assert_ok (ahadi_query_count (vault, &query, &count, &error));
  return count;
}

/* Who revoked it has decided by that for what that office reads. */
static void
test_what_comes_after_a_revocation_is_held (Fixture *self, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;

  world_add_member (self->laptop, "Achieng Otieno");
  path = world_export (&self->world, self->laptop);
  lose (self);
  merged = world_merge (self->world.office, path);
  g_assert_cmpuint (merged->counts.revoked, ==, 1);
  g_assert_cmpuint (world_count_members (self->world.office), ==, 0);
  g_assert_cmpuint (world_count_set_aside (self->world.office, AHADI_IMPORT_UNDECIDED),
                    ==, 0);
  world_assert_sound (self->world.office);
}

static void
test_what_is_held_counts_when_a_person_says_so (Fixture *self, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;

  world_add_member (self->laptop, "Achieng Otieno");
  path = world_export (&self->world, self->laptop);
  lose (self);
  merged = world_merge (self->world.office, path);
  g_assert_cmpuint (cut (self, self->world.office, AHADI_DEVICE_CUT_LATER), ==, 1);
  g_assert_cmpuint (world_count_members (self->world.office), ==, 0);
  g_assert_cmpuint (cut (self, self->world.office, AHADI_DEVICE_CUT_NOTHING), ==, 0);
  g_assert_cmpuint (world_count_members (self->world.office), ==, 1);
  world_assert_sound (self->world.office);
}

/* The Director has decided nothing yet: it waits, whole, and is tried again. */
static void
test_an_office_that_decided_nothing_keeps_it (Fixture *self, gconstpointer unused)
{
  g_autofree char *path = NULL;

  world_add_report (self->laptop, "executive-director", "Told in confidence");
  path = world_export (&self->world, self->laptop);
  lose (self);
  assert_waits (self->director, path);
  assert_waits (self->director, path);
  g_assert_cmpuint (count_reports (self->director), ==, 0);

  g_assert_cmpuint (cut (self, self->director, AHADI_DEVICE_CUT_LATER), ==, 0);
  g_assert_cmpuint (try_again (self->director), ==, 1);
  g_assert_cmpuint (world_count_set_aside (self->director, NULL), ==, 1);
  g_assert_cmpuint (world_count_set_aside (self->director, "sealed-parts"), ==, 1);
  g_assert_cmpuint (count_reports (self->director), ==, 0);
  g_assert_cmpuint (cut (self, self->director, AHADI_DEVICE_CUT_NOTHING), ==, 0);
  g_assert_cmpuint (count_reports (self->director), ==, 1);
  world_assert_sound (self->director);
}

/* What one office read before, and what it never heard of, are decided alike. */
static void
test_what_was_here_before_counts_on (Fixture *self, gconstpointer unused)
{
  g_autofree char *early = NULL;
  g_autofree char *late = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) second = NULL;

  world_add_report (self->laptop, "executive-director", "First");
  early = world_export (&self->world, self->laptop);
  first = world_merge (self->director, early);
  world_add_report (self->laptop, "executive-director", "Second");
  late = world_export (&self->world, self->laptop);
  lose (self);
  cut (self, self->director, AHADI_DEVICE_CUT_LATER);
  second = world_merge (self->director, late);
  g_assert_cmpuint (second->counts.revoked, ==, 1);
  g_assert_cmpuint (count_reports (self->director), ==, 1);
}

/* A thief with the keys tells another story from the beginning. */
static void
test_a_second_story_takes_nothing_away (Fixture *self, gconstpointer unused)
{
  AhadiVault *copy = world_copy (&self->world, &self->laptop);
  g_autofree char *honest = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) second = NULL;
  const AhadiPartResult *part;

  world_add_member (self->laptop, "Achieng Otieno");
  honest = world_export (&self->world, self->laptop);
  first = world_merge (self->world.office, honest);
  world_add_member (copy, "Somebody Else");
  forged = world_export (&self->world, copy);
  lose (self);

  second = world_import (self->world.office, forged);
  part = &g_array_index (second->parts, AhadiPartResult, 0);
  g_assert_cmpstr (part->refused, ==, "fork");
  g_assert_cmpstr (part->rule, ==, "I10");
  g_assert_cmpuint (second->counts.forks, ==, 0);
  g_assert_cmpuint (world_count_members (self->world.office), ==, 1);
  world_assert_sound (self->world.office);
}

/* What the laptop wrote first for the membership office. */
static AhadiStreamInfo
get_stream (AhadiVault *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = ahadi_streams_list (laptop, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < streams->len; i++)
    {
      const AhadiStreamInfo *stream = &g_array_index (streams, AhadiStreamInfo, i);

      if (stream->own && g_str_equal (stream->id.audience, "membership"))
        return *stream;
    }
  g_assert_not_reached ();
}

/* As a holder decides who has it. */
static void
name_head (Fixture *self, AhadiVault *office, const AhadiStreamInfo *stream)
{
  AhadiCutoff cutoff = { .device = stream->id.device,
                         .epoch = stream->id.epoch,
                         .last = stream->frontier,
                         .has_head = TRUE };
  g_autoptr (AhadiRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (cutoff.head, stream->frontier_head, sizeof cutoff.head);
  record = ahadi_cutoff_to_record (&cutoff, NULL);
  assert_ok (ahadi_vault_save (office, "membership", record, NULL, &error));
}

/* The thief's story came first, and the head that is named is the other's: that one is
 * taken in, though it contradicts. */
static void
test_the_story_that_is_named_comes_in (Fixture *self, gconstpointer unused)
{
  AhadiVault *copy = world_copy (&self->world, &self->laptop);
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER, .search = "Achieng" };
  g_autofree char *honest = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) second = NULL;
  g_autoptr (GError) error = NULL;
  AhadiStreamInfo stream;
  guint64 found;

  world_add_member (copy, "Somebody Else");
  forged = world_export (&self->world, copy);
  first = world_merge (self->world.office, forged);
  world_add_member (self->laptop, "Achieng Otieno");
  honest = world_export (&self->world, self->laptop);
  lose (self);

  stream = get_stream (self->laptop);
  name_head (self, self->world.office, &stream);
  second = world_merge (self->world.office, honest);
  g_assert_cmpuint (world_count_members (self->world.office), ==, 1);
  assert_ok (ahadi_query_count (self->world.office, &query, &found, &error));
  g_assert_cmpuint (found, ==, 1);
  world_assert_sound (self->world.office);
}

static void
test_a_reply_is_not_written_to_it (Fixture *self, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (GError) error = NULL;

  world_add_member (self->laptop, "Achieng Otieno");
  path = world_export (&self->world, self->laptop);
  lose (self);
  merged = world_merge (self->world.office, path);
  replies = ahadi_reply_write (self->world.office, self->world.stick, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (replies->len, ==, 0);
}

/* --- any order gives one state --- */

static void
shuffle (guint *order, guint n)
{
  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n; i > 1; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (gint32) i);
      guint kept = order[j];

      order[j] = order[i - 1];
      order[i - 1] = kept;
    }
}

static void
hear_in_some_order (AhadiVault *holder, char *const *files)
{
  guint order[N_FILES];

  shuffle (order, N_FILES);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (AhadiImportResult) result = world_import (holder, files[order[i]]);

      g_assert_cmpint (result->outcome, !=, AHADI_OUTCOME_REFUSED);
      try_again (holder);
    }
}

/* Three bundles of the laptop, the last one late; what the office told the others before
 * and after it took that one in. */
static void
test_any_order_gives_one_state (Fixture *self, gconstpointer unused)
{
  AhadiVault *holders[N_HOLDERS];
  g_auto (GStrv) files = g_new0 (char *, N_FILES + 1);

  for (guint i = 0; i < N_HOLDERS; i++)
    holders[i] = world_add_office (&self->world, AHADI_ROLE_MEMBERSHIP);
  world_give_card (&self->world, self->laptop);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (AhadiImportResult) merged = NULL;

      world_add_member (self->laptop, i == 0 ? "Achieng Otieno" : "Wanjiku Kamau");
      files[i] = world_export (&self->world, self->laptop);
      if (i == 2)
        {
          lose (self);
          files[3] = world_export (&self->world, self->world.office);
        }
      merged = world_merge (self->world.office, files[i]);
    }
  files[4] = world_export (&self->world, self->world.office);

  for (guint i = 0; i < N_HOLDERS; i++)
    {
      hear_in_some_order (holders[i], files);
      g_assert_cmpuint (world_count_members (holders[i]), ==, 2);
      g_assert_cmpuint (world_count_set_aside (holders[i], AHADI_IMPORT_UNDECIDED), ==,
                        0);
      world_assert_same_digest (self->world.office, holders[i], "membership");
      world_assert_sound (holders[i]);
    }
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/sync/import-late/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("I9-what-comes-after-a-revocation-is-held",
       test_what_comes_after_a_revocation_is_held);
  ADD ("I9-what-is-held-counts-when-a-person-says-so",
       test_what_is_held_counts_when_a_person_says_so);
  ADD ("I9-an-office-that-decided-nothing-keeps-it",
       test_an_office_that_decided_nothing_keeps_it);
  ADD ("I9-what-was-here-before-counts-on", test_what_was_here_before_counts_on);
  ADD ("I9-any-order-gives-one-state", test_any_order_gives_one_state);
  ADD ("I10-a-second-story-takes-nothing-away", test_a_second_story_takes_nothing_away);
  ADD ("I10-the-story-that-is-named-comes-in", test_the_story_that_is_named_comes_in);
  ADD ("O2-a-reply-is-not-written-to-it", test_a_reply_is_not_written_to_it);
  return g_test_run ();
}
