/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-untold.h"

#include "place.h"

#define COMMITTEE "board-committee"

typedef struct
{
  Place place;
  AhadiId report;
  AhadiId addendum;
} Fixture;

static AhadiId
save (Place *place, AhadiRecord *record, const GArray *readers)
{
  g_autoptr (GError) error = NULL;

  assert_ok (
      ahadi_vault_save_sealed (place->vault, COMMITTEE, record, readers, NULL, &error));
  return *ahadi_record_get_id (record);
}

/* A report, and an addendum that is sealed. */
static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiAgeIdentity) key = ahadi_age_identity_new ();
  AhadiAgeRecipient reader = ahadi_age_identity_get_recipient (key);
  g_autoptr (GArray) readers = g_array_new (FALSE, FALSE, sizeof reader);
  g_autoptr (AhadiRecord) report = ahadi_record_new (AHADI_KIND_REPORT, NULL);
  g_autoptr (AhadiRecord) addendum = ahadi_record_new (AHADI_KIND_ADDENDUM, NULL);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  place_open (&self->place);
  assert_ok (ahadi_settings_set_secret (self->place.vault, "age-identity",
                                        ahadi_age_identity_get_secret (key), &error));
  g_array_append_val (readers, reader);
  ahadi_record_set (report, AHADI_REPORT_STATEMENT, "What happened");
  self->report = save (&self->place, report, NULL);
  id = ahadi_id_to_string (&self->report);
  ahadi_record_set (addendum, AHADI_ADDENDUM_REPORT, id);
  ahadi_record_set (addendum, AHADI_ADDENDUM_TEXT, "And again on Monday");
  self->addendum = save (&self->place, addendum, readers);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->place);
}

static void
erase (Fixture *self, const char *reason)
{
  AhadiGone gone = { .entity = self->report,
                     .kind = AHADI_KIND_REPORT,
                     .scope = COMMITTEE,
                     .reason = (char *) reason,
                     .date = (char *) "2026-11-28" };
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_gone_take (self->place.vault, &gone, &error));
}

static GPtrArray *
list (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *untold = ahadi_gone_list_untold (self->place.vault, &error);

  g_assert_no_error (error);
  return untold;
}

static void
tell (Fixture *self)
{
  g_autoptr (GPtrArray) untold = list (self);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < untold->len; i++)
    assert_ok (ahadi_untold_tell (self->place.vault, untold->pdata[i], &error));
}

static guint64
count_erasures (Fixture *self)
{
  AhadiQuery query = { .kind = AHADI_KIND_ERASURE };
  g_autoptr (GError) error = NULL;
  guint64 count = 0;

  assert_ok (ahadi_query_count (self->place.vault, &query, &count, &error));
  return count;
}

static void
test_only_what_is_sealed_is_to_be_told (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) before = list (self);
  g_autoptr (GPtrArray) untold = NULL;
  const AhadiGone *gone;

  g_assert_cmpuint (before->len, ==, 0);
  erase (self, "court");
  untold = list (self);
  g_assert_cmpuint (untold->len, ==, 1);
  gone = untold->pdata[0];
  g_assert_true (ahadi_id_equal (&gone->entity, &self->addendum));
  g_assert_cmpint (gone->kind, ==, AHADI_KIND_ADDENDUM);
  g_assert_cmpstr (gone->scope, ==, COMMITTEE);
  g_assert_cmpstr (gone->reason, ==, "court");
}

static void
test_it_is_told_once (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) after = NULL;

  erase (self, "court");
  tell (self);
  g_assert_cmpuint (count_erasures (self), ==, 1);
  erase (self, "court");
  tell (self);
  g_assert_cmpuint (count_erasures (self), ==, 1);
  after = list (self);
  g_assert_cmpuint (after->len, ==, 0);
  place_assert_sound (&self->place);
}

static void
test_what_is_named_already_is_not_named_again (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiRecord) erasure = ahadi_record_new (AHADI_KIND_ERASURE, NULL);
  g_autofree char *of = ahadi_id_to_string (&self->addendum);
  g_autoptr (GError) error = NULL;

  erase (self, "court");
  ahadi_record_set (erasure, AHADI_ERASURE_OF, of);
  ahadi_record_set (erasure, AHADI_ERASURE_OF_KIND, "addendum");
  ahadi_record_set (erasure, AHADI_ERASURE_REASON, "mistake");
  ahadi_record_set (erasure, AHADI_ERASURE_DATE, "2026-11-28");
  assert_ok (ahadi_vault_save (self->place.vault, COMMITTEE, erasure, NULL, &error));
  tell (self);
  g_assert_cmpuint (count_erasures (self), ==, 1);
}

/* It is gone from this laptop alone. */
static void
test_what_was_only_dropped_here_is_told_nobody (Fixture *self, gconstpointer unused)
{
  erase (self, AHADI_GONE_RECEIVED);
  tell (self);
  g_assert_cmpuint (count_erasures (self), ==, 0);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/store/untold/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  ADD ("only-what-is-sealed-is-to-be-told", test_only_what_is_sealed_is_to_be_told);
  ADD ("it-is-told-once", test_it_is_told_once);
  ADD ("what-is-named-already-is-not-named-again",
       test_what_is_named_already_is_not_named_again);
  ADD ("what-was-only-dropped-here-is-told-nobody",
       test_what_was_only_dropped_here_is_told_nobody);
  return g_test_run ();
}
