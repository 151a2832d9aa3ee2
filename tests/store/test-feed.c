/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-feed.h"

#include "place.h"

#define COMMITTEE "board-committee"

/* A laptop with three members, and an office. */
typedef struct
{
  Place author;
  Place office;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  place_open (&self->author);
  place_open (&self->office);
  place_add_member (&self->author, "Achieng", NULL);
  place_add_member (&self->author, "Wanjiku", NULL);
  place_add_member (&self->author, "Zawadi", NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->author);
  place_close (&self->office);
}

/* @office decides that of @epoch of the author's the first @last operations count. */
static void
cut (Fixture *self, guint32 epoch, guint64 last)
{
  AhadiCutoff cutoff = { .device = self->author.device, .epoch = epoch, .last = last };
  g_autoptr (AhadiRecord) record = ahadi_cutoff_to_record (&cutoff, NULL);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_save (self->office.vault, AUDIENCE, record, NULL, &error));
}

/* What @at knows of the author's stream. */
static AhadiFeedStream
find (Fixture *self, Place *at)
{
  AhadiStreamInfo wanted = place_get_stream (&self->author);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = ahadi_feed_list_streams (at->vault, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < streams->len; i++)
    {
      AhadiFeedStream stream = g_array_index (streams, AhadiFeedStream, i);

      if (ahadi_stream_id_equal (&stream.info.id, &wanted.id))
        return stream;
    }

  g_assert_not_reached ();
}

static gboolean
count_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  guint *count = data;

  g_assert_nonnull (operation->body);
  *count += 1;
  return TRUE;
}

static void
assert_read (Fixture *self, Place *at, guint expected)
{
  AhadiFeedStream stream = find (self, at);
  g_autoptr (GError) error = NULL;
  guint count = 0;

  assert_ok (ahadi_feed_read (at->vault, stream.info.number, 1, AHADI_SEQ_MAX, count_one,
                              &count, &error));
  g_assert_cmpuint (count, ==, expected);
}

static gboolean
count_row (const AhadiRow *row, gpointer data, GError **error)
{
  guint *count = data;

  *count += 1;
  return TRUE;
}

static void
assert_scanned (Place *at, const char *audience, AhadiKind kind, guint expected)
{
  g_autoptr (GError) error = NULL;
  guint count = 0;

  assert_ok (ahadi_feed_scan (at->vault, audience, kind, count_row, &count, &error));
  g_assert_cmpuint (count, ==, expected);
}

static void
test_nobody_decided (Fixture *fixture, gconstpointer unused)
{
  AhadiFeedStream stream;

  place_deliver_all (&fixture->author, &fixture->office);
  stream = find (fixture, &fixture->office);
  g_assert_false (stream.cut);
  g_assert_cmpuint (stream.beyond, ==, 0);
  assert_read (fixture, &fixture->office, 3);
  assert_scanned (&fixture->office, AUDIENCE, AHADI_KIND_MEMBER, 3);
}

static void
test_what_is_cut_off (Fixture *fixture, gconstpointer unused)
{
  AhadiStreamInfo info = place_get_stream (&fixture->author);
  AhadiFeedStream first;
  AhadiFeedStream second;

  place_deliver_all (&fixture->author, &fixture->office);
  cut (fixture, info.id.epoch, 2);
  first = find (fixture, &fixture->office);
  g_assert_true (first.cut);
  g_assert_cmpuint (first.beyond, ==, 3);
  assert_read (fixture, &fixture->office, 2);
  assert_scanned (&fixture->office, AUDIENCE, AHADI_KIND_MEMBER, 2);

  cut (fixture, info.id.epoch, 1);
  second = find (fixture, &fixture->office);
  g_assert_cmpuint (second.beyond, ==, 2);
  g_assert_cmpuint (second.cut_hlc, >, first.cut_hlc);
}

/* The decision names another epoch: of this one nothing counts. */
static void
test_silence_on_an_epoch (Fixture *fixture, gconstpointer unused)
{
  AhadiStreamInfo info = place_get_stream (&fixture->author);
  AhadiFeedStream stream;

  place_deliver_all (&fixture->author, &fixture->office);
  cut (fixture, info.id.epoch + 1, 2);
  stream = find (fixture, &fixture->office);
  g_assert_true (stream.cut);
  g_assert_cmpuint (stream.beyond, ==, 1);
  g_assert_cmpuint (stream.cut_hlc, ==, 0);
  g_assert_true (ahadi_id_is_zero (&stream.cut_id));
  assert_read (fixture, &fixture->office, 0);
}

static AhadiRecord *
make_report (const char *reference)
{
  static const char *const values[AHADI_REPORT_N_FIELDS] = {
    [AHADI_REPORT_DUTY_SHOWN] = "true",
    [AHADI_REPORT_DANGER] = "no",
    [AHADI_REPORT_CATEGORIES] = "[\"abuse\"]",
    [AHADI_REPORT_PERSONS] = "[{\"role\":\"reporter\",\"anonymous\":true}]",
    [AHADI_REPORT_STATEMENT] = "It happened.",
    [AHADI_REPORT_CONSENT] = "yes",
    [AHADI_REPORT_ROUTE] = COMMITTEE,
    [AHADI_REPORT_FILED] = "2026-11-28",
  };
  AhadiRecord *report = ahadi_record_new (AHADI_KIND_REPORT, NULL);

  for (guint i = 0; i < AHADI_REPORT_N_FIELDS; i++)
    ahadi_record_set (report, i, values[i]);
  ahadi_record_set (report, AHADI_REPORT_REFERENCE, reference);
  return report;
}

/* Its row shows here, where the key is; it is for those readers all the same. */
static void
test_what_is_sealed (Fixture *fixture, gconstpointer unused)
{
  AhadiVault *vault = fixture->office.vault;
  g_autoptr (AhadiAgeIdentity) key = ahadi_age_identity_new ();
  AhadiAgeRecipient reader = ahadi_age_identity_get_recipient (key);
  g_autoptr (GArray) readers = g_array_new (FALSE, FALSE, sizeof reader);
  g_autoptr (AhadiRecord) plain = make_report ("R-0000-0001");
  g_autoptr (AhadiRecord) sealed = make_report ("R-0000-0002");
  AhadiQuery query = { .kind = AHADI_KIND_REPORT };
  g_autoptr (GError) error = NULL;
  gboolean changed;
  guint64 count = 0;

  g_array_append_val (readers, reader);
  assert_ok (ahadi_settings_set_secret (vault, "age-identity",
                                        ahadi_age_identity_get_secret (key), &error));
  assert_ok (ahadi_vault_save (vault, COMMITTEE, plain, NULL, &error));
  assert_ok (
      ahadi_vault_save_sealed (vault, COMMITTEE, sealed, readers, &changed, &error));
  assert_ok (ahadi_query_count (vault, &query, &count, &error));
  g_assert_cmpuint (count, ==, 2);
  assert_scanned (&fixture->office, COMMITTEE, AHADI_KIND_REPORT, 1);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
#define ADD(name, function)                                                              \
  g_test_add ("/store/feed/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("all-counts-while-nobody-decided", test_nobody_decided);
  ADD ("what-is-cut-off-is-not-read", test_what_is_cut_off);
  ADD ("silence-on-an-epoch-is-a-no", test_silence_on_an_epoch);
  ADD ("what-is-sealed-is-not-scanned", test_what_is_sealed);
#undef ADD
  return g_test_run ();
}
