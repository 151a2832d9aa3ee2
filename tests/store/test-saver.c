/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-saver.h"

#include <string.h>

#include "place.h"

static void
test_saved_record_reads_back (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item = NULL;
  AhadiId id;

  place_open (&place);
  id = place_add_member (&place, "Wanjikũ wa Ng’ang’a", "+254712345678");
  place_reopen (&place);

  item = ahadi_query_get (place.vault, AHADI_KIND_MEMBER, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ahadi_record_get (item->record, AHADI_MEMBER_NAME), ==,
                   "Wanjikũ wa Ng’ang’a");
  g_assert_cmpstr (ahadi_record_get (item->record, AHADI_MEMBER_PHONE), ==,
                   "+254712345678");
  g_assert_null (ahadi_record_get (item->record, AHADI_MEMBER_EMAIL));
  g_assert_cmpstr (item->audience, ==, AUDIENCE);
  place_assert_sound (&place);
}

static void
test_saving_the_same_writes_nothing (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item = NULL;
  gboolean changed = TRUE;
  guint64 changes;
  AhadiId id;

  place_open (&place);
  id = place_add_member (&place, "Otieno", NULL);
  changes = ahadi_vault_get_change_count (place.vault);
  item = ahadi_query_get (place.vault, AHADI_KIND_MEMBER, &id, &error);
  g_assert_no_error (error);

  assert_ok (ahadi_vault_save (place.vault, AUDIENCE, item->record, &changed, &error));
  g_assert_false (changed);
  g_assert_cmpuint (place_get_stream (&place).last, ==, 1);
  g_assert_cmpuint (ahadi_vault_get_change_count (place.vault), ==, changes);
}

static void
test_a_pledge_is_never_changed (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item = NULL;
  g_autoptr (AhadiRecord) record = NULL;
  AhadiId member;
  AhadiId pledge;

  place_open (&place);
  member = place_add_member (&place, "Achieng", NULL);
  pledge = place_add_pledge (&place, &member);
  item = ahadi_query_get (place.vault, AHADI_KIND_PLEDGE, &pledge, &error);
  g_assert_no_error (error);
  record = ahadi_record_copy (item->record);
  ahadi_record_set (record, AHADI_PLEDGE_NOTE, "more");

  g_assert_false (ahadi_vault_save (place.vault, AUDIENCE, record, NULL, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS);
  g_assert_cmpuint (place_get_stream (&place).last, ==, 2);
  place_assert_sound (&place);
}

static void
test_nothing_is_saved_without_an_author (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_CIRCLE, NULL);

  place.folder = g_dir_make_tmp (NULL, &error);
  g_assert_no_error (error);
  place.vault = ahadi_vault_create (place.folder, passphrase, NULL,
                                    ahadi_slot_cost_minimum (), &error);
  g_assert_no_error (error);
  ahadi_record_set (record, AHADI_CIRCLE_NAME, "Kibera");

  g_assert_false (ahadi_vault_save (place.vault, AUDIENCE, record, NULL, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED);
  g_assert_true (ahadi_id_is_zero (ahadi_record_get_id (record)));
}

static void
test_an_unknown_audience_is_refused (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_CIRCLE, NULL);

  place_open (&place);
  ahadi_record_set (record, AHADI_CIRCLE_NAME, "Kibera");
  g_assert_false (ahadi_vault_save (place.vault, "everyone", record, NULL, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED);
}

static gboolean
collect_hlc (const AhadiOperation *operation, gpointer data, GError **error)
{
  g_array_append_val ((GArray *) data, operation->hlc);
  return TRUE;
}

static void
test_clocks_rise_also_when_the_wall_clock_falls (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GArray) hlcs = g_array_new (FALSE, FALSE, sizeof (AhadiHlc));
  g_autoptr (GError) error = NULL;
  AhadiHlc clock;

  place_set_clock (1800000000000);
  place_open (&place);
  place_add_member (&place, "Njeri", NULL);
  place_add_member (&place, "Kamau", NULL);
  place_set_clock (1700000000000);
  place_reopen (&place);
  place_add_member (&place, "Chebet", NULL);
  place_set_clock (0);

  assert_ok (ahadi_streams_read (place.vault, place_get_stream (&place).number, 1, 3,
                                 collect_hlc, hlcs, &error));
  g_assert_cmpuint (hlcs->len, ==, 3);
  for (guint i = 1; i < hlcs->len; i++)
    g_assert_cmpuint (g_array_index (hlcs, AhadiHlc, i), >,
                      g_array_index (hlcs, AhadiHlc, i - 1));
  clock = ahadi_streams_get_clock (place.vault);
  g_assert_cmpuint (clock, ==, g_array_index (hlcs, AhadiHlc, 2));
}

static void
test_ids_are_never_given_twice (void)
{
  g_auto (Place) place = { 0 };
  AhadiId first;
  AhadiId second;
  AhadiId third;

  place_open (&place);
  first = place_add_member (&place, "A", NULL);
  second = place_add_member (&place, "B", NULL);
  place_reopen (&place);
  third = place_add_member (&place, "C", NULL);
  g_assert_cmpint (ahadi_id_compare (&first, &second), <, 0);
  g_assert_cmpmem (first.bytes, 8, second.bytes, 8);

  /* A copy that is opened elsewhere must not go on with the same ids. */
  g_assert_cmpint (memcmp (first.bytes, third.bytes, 8), !=, 0);
}

static void
test_an_ack_above_what_is_held_begins_a_new_epoch (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  const guint8 head[32] = { 7 };
  AhadiStreamInfo before;
  AhadiStreamInfo after;

  place_open (&place);
  place_add_member (&place, "Fatuma", NULL);
  before = place_get_stream (&place);
  assert_ok (ahadi_streams_set_acked (place.vault, before.number, 5, head, &error));

  place_add_member (&place, "Hassan", NULL);
  after = place_get_stream (&place);
  g_assert_cmpint (after.number, !=, before.number);
  g_assert_cmpuint (after.id.epoch, !=, before.id.epoch);
  g_assert_cmpuint (after.last, ==, 1);
  place_assert_sound (&place);
}

/* Texts of which each character takes two bytes when it is spelled. */
static AhadiRecord *
make_long_report (guint n_persons)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_REPORT, NULL);
  g_autofree char *statement = g_strnfill (20000, '\n');
  g_autofree char *wishes = g_strnfill (4000, '"');
  g_autoptr (GString) persons = g_string_new ("[");

  for (guint i = 0; i < n_persons; i++)
    {
      g_autofree char *note = g_strnfill (500, 'n');

      g_string_append_printf (
          persons, "%s{\"role\":\"witness\",\"anonymous\":true,\"note\":\"%s\"}",
          i > 0 ? "," : "", note);
    }
  g_string_append_c (persons, ']');

  ahadi_record_set (record, AHADI_REPORT_REFERENCE, "R-0A2B-3C4D");
  ahadi_record_set (record, AHADI_REPORT_DUTY_SHOWN, "true");
  ahadi_record_set (record, AHADI_REPORT_DANGER, "no");
  ahadi_record_set (record, AHADI_REPORT_CATEGORIES, "[\"abuse\"]");
  ahadi_record_set (record, AHADI_REPORT_PERSONS, persons->str);
  ahadi_record_set (record, AHADI_REPORT_STATEMENT, statement);
  ahadi_record_set (record, AHADI_REPORT_WISHES, wishes);
  ahadi_record_set (record, AHADI_REPORT_CONSENT, "yes");
  ahadi_record_set (record, AHADI_REPORT_ROUTE, "both");
  ahadi_record_set (record, AHADI_REPORT_FILED, "2026-01-31");
  return record;
}

/* What no rule of model/ refuses, the log can hold. */
static void
test_the_largest_valid_record_is_saved (void)
{
  g_auto (Place) place = { 0 };
  AhadiDate today = ahadi_date_today ();
  g_autoptr (AhadiRecord) largest = make_long_report (1);
  g_autoptr (GError) error = NULL;
  guint n = 1;

  for (; n < 50; n++)
    {
      g_autoptr (GPtrArray) problems = ahadi_problem_list_new ();
      g_autoptr (AhadiRecord) record = make_long_report (n);

      if (!ahadi_record_validate (record, &today, problems))
        break;
      ahadi_record_unref (largest);
      largest = g_steal_pointer (&record);
    }
  g_assert_cmpuint (n, >, 10);
  g_assert_cmpuint (n, <, 50);

  place_open (&place);
  assert_ok (ahadi_vault_save (place.vault, "safeguarding", largest, NULL, &error));
  place_assert_sound (&place);
}

static void
test_only_the_present_epoch_can_be_ended (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiStreamInfo first;
  AhadiStreamInfo second;
  AhadiStreamId other;

  place_open (&place);
  place_add_member (&place, "Fatuma", NULL);
  first = place_get_stream (&place);
  other = first.id;
  other.epoch++;
  assert_ok (ahadi_vault_end_epoch (place.vault, &other, &error));
  other = first.id;
  other.device.bytes[0] ^= 1;
  assert_ok (ahadi_vault_end_epoch (place.vault, &other, &error));
  place_add_member (&place, "Hassan", NULL);
  g_assert_cmpuint (place_get_stream (&place).last, ==, 2);

  assert_ok (ahadi_vault_end_epoch (place.vault, &first.id, &error));
  place_reopen (&place);
  place_add_member (&place, "Halima", NULL);
  second = place_get_stream (&place);
  g_assert_cmpuint (second.id.epoch, !=, first.id.epoch);
  g_assert_cmpuint (second.last, ==, 1);

  /* Once is enough, however often the old one is told again. */
  assert_ok (ahadi_vault_end_epoch (place.vault, &first.id, &error));
  place_add_member (&place, "Abdi", NULL);
  g_assert_cmpuint (place_get_stream (&place).id.epoch, ==, second.id.epoch);
  place_assert_sound (&place);
}

static void
test_a_save_that_fails_leaves_the_record_without_an_id (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_CIRCLE, NULL);
  g_autofree char *long_name = g_strnfill (100 * 1024, 'x');

  place_open (&place);
  ahadi_record_set (record, AHADI_CIRCLE_NAME, long_name);
  g_assert_false (ahadi_vault_save (place.vault, AUDIENCE, record, NULL, &error));
  g_assert_nonnull (error);
  g_assert_true (ahadi_id_is_zero (ahadi_record_get_id (record)));
  g_clear_error (&error);

  ahadi_record_set (record, AHADI_CIRCLE_NAME, "Kibera");
  assert_ok (ahadi_vault_save (place.vault, AUDIENCE, record, NULL, &error));
  place_assert_sound (&place);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/saver/saved-record-reads-back", test_saved_record_reads_back);
  g_test_add_func ("/store/saver/saving-the-same-writes-nothing",
                   test_saving_the_same_writes_nothing);
  g_test_add_func ("/store/saver/a-pledge-is-never-changed",
                   test_a_pledge_is_never_changed);
  g_test_add_func ("/store/saver/nothing-is-saved-without-an-author",
                   test_nothing_is_saved_without_an_author);
  g_test_add_func ("/store/saver/an-unknown-audience-is-refused",
                   test_an_unknown_audience_is_refused);
  g_test_add_func ("/store/saver/clocks-rise-also-when-the-wall-clock-falls",
                   test_clocks_rise_also_when_the_wall_clock_falls);
  g_test_add_func ("/store/saver/ids-are-never-given-twice",
                   test_ids_are_never_given_twice);
  g_test_add_func ("/store/saver/an-ack-above-what-is-held-begins-a-new-epoch",
                   test_an_ack_above_what_is_held_begins_a_new_epoch);
  g_test_add_func ("/store/saver/the-largest-valid-record-is-saved",
                   test_the_largest_valid_record_is_saved);
  g_test_add_func ("/store/saver/only-the-present-epoch-can-be-ended",
                   test_only_the_present_epoch_can_be_ended);
  g_test_add_func ("/store/saver/a-save-that-fails-leaves-the-record-without-an-id",
                   test_a_save_that_fails_leaves_the_record_without_an_id);
  return g_test_run ();
}
