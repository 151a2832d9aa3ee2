/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

/*
 * A report that the deputy must not read is sealed to the others of the Committee, and so
 * is what is added to it. Once it is erased, what is added to it goes where somebody sees
 * that it belongs; the deputy sees no such thing, and is told.
 */
#define COMMITTEE "board-committee"

typedef struct
{
  World world;
  AhadiVault *laptop;
  AhadiVault *chair;
  AhadiVault *second; /* a member of the Committee with a key, too */
  AhadiVault *deputy;
  AhadiId report;
} Fixture;

static AhadiId
save_sealed (Fixture *self, AhadiRecord *record)
{
  AhadiVault *readers[] = { self->laptop, self->chair, self->second };
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (AhadiAgeRecipient));
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autoptr (AhadiIdentity) identity = world_get_identity (readers[i]);
      AhadiAgeRecipient key =
          ahadi_age_identity_get_recipient (ahadi_identity_get_age_identity (identity));

      g_array_append_val (keys, key);
    }
  assert_ok (
      ahadi_vault_save_sealed (self->laptop, COMMITTEE, record, keys, NULL, &error));
  return *ahadi_record_get_id (record);
}

static AhadiId
add_report (Fixture *self)
{
  static const char *const values[AHADI_REPORT_N_FIELDS] = {
    [AHADI_REPORT_REFERENCE] = "R-0000-0001",
    [AHADI_REPORT_DUTY_SHOWN] = "true",
    [AHADI_REPORT_DANGER] = "no",
    [AHADI_REPORT_CATEGORIES] = "[\"abuse\"]",
    [AHADI_REPORT_PERSONS] = "[{\"role\":\"reporter\",\"anonymous\":true}]",
    [AHADI_REPORT_STATEMENT] = "What the deputy did",
    [AHADI_REPORT_CONSENT] = "yes",
    [AHADI_REPORT_ROUTE] = COMMITTEE,
    [AHADI_REPORT_FILED] = "2026-11-28",
  };
  g_autoptr (AhadiRecord) report = ahadi_record_new (AHADI_KIND_REPORT, NULL);

  for (guint i = 0; i < AHADI_REPORT_N_FIELDS; i++)
    ahadi_record_set (report, i, values[i]);
  return save_sealed (self, report);
}

static AhadiId
add_to_report (Fixture *self)
{
  g_autoptr (AhadiRecord) addendum = ahadi_record_new (AHADI_KIND_ADDENDUM, NULL);
  g_autofree char *report = ahadi_id_to_string (&self->report);

  ahadi_record_set (addendum, AHADI_ADDENDUM_REPORT, report);
  ahadi_record_set (addendum, AHADI_ADDENDUM_TEXT, "And again on Monday");
  ahadi_record_set (addendum, AHADI_ADDENDUM_DATE, "2026-11-28");
  return save_sealed (self, addendum);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  world_open (&self->world);
  self->chair = world_add_office (&self->world, AHADI_ROLE_BOARD_COMMITTEE);
  self->second = world_add_office (&self->world, AHADI_ROLE_BOARD_COMMITTEE);
  self->deputy = world_add_office (&self->world, AHADI_ROLE_BOARD_COMMITTEE);
  self->laptop = world_add_laptop (&self->world, "Kisumu");
  world_give_card (&self->world, self->chair);
  world_give_card (&self->world, self->second);
  world_give_card (&self->world, self->deputy);
  self->report = add_report (self);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  world_close (&self->world);
}

static void
take (AhadiVault *to, const char *path)
{
  g_autoptr (AhadiImportResult) result = world_merge (to, path);

  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_MERGED);
}

/* What @from has to say reaches all the Committee. */
static void
give_to_all (Fixture *self, AhadiVault *from)
{
  AhadiVault *readers[] = { self->chair, self->second, self->deputy };
  g_autofree char *path = world_export (&self->world, from);

  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    if (readers[i] != from)
      take (readers[i], path);
}

static void
erase_report (Fixture *self, AhadiVault *office)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ERASURE, NULL);
  g_autofree char *of = ahadi_id_to_string (&self->report);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (record, AHADI_ERASURE_OF, of);
  ahadi_record_set (record, AHADI_ERASURE_OF_KIND, "report");
  ahadi_record_set (record, AHADI_ERASURE_REASON, "court");
  ahadi_record_set (record, AHADI_ERASURE_DATE, "2026-11-28");
  assert_ok (ahadi_vault_save (office, COMMITTEE, record, NULL, &error));
  assert_ok (ahadi_erase_sealed_tell (office, &error));
}

static guint64
count_erasures (AhadiVault *vault)
{
  AhadiQuery query = { .kind = AHADI_KIND_ERASURE };
  g_autoptr (GError) error = NULL;
  guint64 count = 0;

  assert_ok (ahadi_query_count (vault, &query, &count, &error));
  return count;
}

static void
assert_alike (Fixture *self)
{
  world_assert_same_digest (self->chair, self->deputy, COMMITTEE);
  world_assert_same_digest (self->chair, self->second, COMMITTEE);
  world_assert_sound (self->chair);
  world_assert_sound (self->second);
  world_assert_sound (self->deputy);
}

static void
test_what_was_there_before_is_told (Fixture *self, gconstpointer unused)
{
  add_to_report (self);
  give_to_all (self, self->laptop);
  assert_alike (self);

  erase_report (self, self->chair);
  give_to_all (self, self->chair);
  assert_alike (self);
  g_assert_cmpuint (count_erasures (self->second), ==, 2);
}

static void
test_what_comes_afterwards_is_told (Fixture *self, gconstpointer unused)
{
  g_autofree char *later = NULL;

  give_to_all (self, self->laptop);
  erase_report (self, self->chair);
  give_to_all (self, self->chair);
  add_to_report (self);
  later = world_export (&self->world, self->laptop);
  take (self->deputy, later);
  take (self->chair, later);
  g_assert_cmpuint (count_erasures (self->chair), ==, 2);
  give_to_all (self, self->chair);
  take (self->second, later);
  assert_alike (self);
}

/* The deputy hears of the addendum last of all. */
static void
test_what_is_told_before_it_comes_is_not_kept (Fixture *self, gconstpointer unused)
{
  g_autofree char *later = NULL;

  give_to_all (self, self->laptop);
  erase_report (self, self->chair);
  add_to_report (self);
  later = world_export (&self->world, self->laptop);
  take (self->chair, later);
  give_to_all (self, self->chair);
  take (self->deputy, later);
  take (self->second, later);
  assert_alike (self);
}

/* Each says it once, and neither answers the other. */
static void
test_two_who_see_it_do_not_answer_each_other (Fixture *self, gconstpointer unused)
{
  give_to_all (self, self->laptop);
  erase_report (self, self->chair);
  give_to_all (self, self->chair);
  add_to_report (self);
  give_to_all (self, self->laptop);
  g_assert_cmpuint (count_erasures (self->chair), ==, 2);
  g_assert_cmpuint (count_erasures (self->second), ==, 2);

  for (guint i = 0; i < 3; i++)
    {
      give_to_all (self, self->chair);
      give_to_all (self, self->second);
    }
  g_assert_cmpuint (count_erasures (self->chair), ==, 3);
  assert_alike (self);
}

static void
test_a_preview_tells_nothing (Fixture *self, gconstpointer unused)
{
  g_autofree char *later = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  give_to_all (self, self->laptop);
  erase_report (self, self->chair);
  add_to_report (self);
  later = world_export (&self->world, self->laptop);
  before = world_snapshot (self->chair);
  result = ahadi_import_file (self->chair, later, TRUE, NULL, &error);
  g_assert_no_error (error);
  after = world_snapshot (self->chair);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (count_erasures (self->chair), ==, 1);
}

/* It is told by the office, with the next reply, and says nothing itself. */
static void
test_the_laptop_decides_nothing (Fixture *self, gconstpointer unused)
{
  AhadiId addendum = add_to_report (self);
  g_autofree char *reply = NULL;
  g_autoptr (AhadiItem) left = NULL;

  give_to_all (self, self->laptop);
  erase_report (self, self->chair);
  reply = world_reply (&self->world, self->chair);
  take (self->laptop, reply);
  g_assert_cmpuint (count_erasures (self->laptop), ==, 0);
  left = ahadi_query_get (self->laptop, AHADI_KIND_ADDENDUM, &addendum, NULL);
  g_assert_null (left);
  world_assert_sound (self->laptop);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/sync/erase-sealed/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  world_init_tests (&argc, &argv);
  ADD ("what-was-there-before-is-told", test_what_was_there_before_is_told);
  ADD ("what-comes-afterwards-is-told", test_what_comes_afterwards_is_told);
  ADD ("what-is-told-before-it-comes-is-not-kept",
       test_what_is_told_before_it_comes_is_not_kept);
  ADD ("two-who-see-it-do-not-answer-each-other",
       test_two_who_see_it_do_not_answer_each_other);
  ADD ("a-preview-tells-nothing", test_a_preview_tells_nothing);
  ADD ("the-laptop-decides-nothing", test_the_laptop_decides_nothing);
  return g_test_run ();
}
