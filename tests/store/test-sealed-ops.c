/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-sealed-ops.h"

#include <string.h>

#include "place.h"

#define COMMITTEE "board-committee"
#define NEEDLE "needleofthestatement"

/* A place with a key of its own. */
static AhadiAgeRecipient
give_key (Place *place, const char *setting)
{
  g_autoptr (AhadiAgeIdentity) key = ahadi_age_identity_new ();
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_settings_set_secret (place->vault, setting,
                                        ahadi_age_identity_get_secret (key), &error));
  return ahadi_age_identity_get_recipient (key);
}

static AhadiRecord *
make_report (void)
{
  static const char *const values[AHADI_REPORT_N_FIELDS] = {
    [AHADI_REPORT_REFERENCE] = "R-0000-0001",
    [AHADI_REPORT_DUTY_SHOWN] = "true",
    [AHADI_REPORT_DANGER] = "no",
    [AHADI_REPORT_CATEGORIES] = "[\"abuse\"]",
    [AHADI_REPORT_PERSONS] = "[{\"role\":\"reporter\",\"anonymous\":true}]",
    [AHADI_REPORT_STATEMENT] = NEEDLE,
    [AHADI_REPORT_CONSENT] = "yes",
    [AHADI_REPORT_ROUTE] = COMMITTEE,
    [AHADI_REPORT_FILED] = "2026-11-28",
  };
  AhadiRecord *report = ahadi_record_new (AHADI_KIND_REPORT, NULL);

  for (guint i = 0; i < AHADI_REPORT_N_FIELDS; i++)
    ahadi_record_set (report, i, values[i]);
  return report;
}

static AhadiId
save_sealed (Place *place, const AhadiAgeRecipient *readers, guint n_readers)
{
  g_autoptr (AhadiRecord) report = make_report ();
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof *readers);
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  g_array_append_vals (to, readers, n_readers);
  assert_ok (
      ahadi_vault_save_sealed (place->vault, COMMITTEE, report, to, &changed, &error));
  g_assert_true (changed);
  return *ahadi_record_get_id (report);
}

static guint64
count_reports (Place *place)
{
  AhadiQuery query = { .kind = AHADI_KIND_REPORT };
  g_autoptr (GError) error = NULL;
  guint64 count = 0;

  assert_ok (ahadi_query_count (place->vault, &query, &count, &error));
  return count;
}

static char *
digest (Place *place)
{
  g_autoptr (GError) error = NULL;
  char *text = ahadi_query_digest (place->vault, COMMITTEE, &error);

  g_assert_no_error (error);
  return text;
}

/* Everything @from wrote for the Committee comes to @to. */
typedef struct
{
  AhadiApplier *applier;
} Delivery;

static gboolean
deliver_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Delivery *delivery = data;

  return ahadi_applier_add (delivery->applier, operation, error);
}

static void
deliver (Place *from, Place *to, AhadiApplyCounts *counts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiApplier) applier = NULL;
  Delivery delivery;
  AhadiStreamInfo info = { 0 };
  AhadiSegment segment = { 0 };
  AhadiChain chain;
  g_autoptr (GArray) own = ahadi_streams_list (from->vault, TRUE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < own->len; i++)
    if (g_str_equal (g_array_index (own, AhadiStreamInfo, i).id.audience, COMMITTEE))
      info = g_array_index (own, AhadiStreamInfo, i);

  segment.stream = info.id;
  segment.from = 1;
  segment.to = info.last;
  assert_ok (ahadi_streams_get_chain (from->vault, info.number, 1, &chain, &error));
  memcpy (segment.prev, chain.head, sizeof segment.prev);
  assert_ok (
      ahadi_streams_get_chain (from->vault, info.number, info.last + 1, &chain, &error));
  memcpy (segment.head, chain.head, sizeof segment.head);
  ahadi_segment_sign (&segment, ORG, from->key);

  assert_ok (ahadi_vault_begin (to->vault, &error));
  applier = ahadi_applier_new (to->vault, &error);
  delivery.applier = applier;
  assert_ok (ahadi_applier_begin_segment (applier, &segment, &error));
  assert_ok (ahadi_streams_read (from->vault, info.number, 1, info.last, deliver_one,
                                 &delivery, &error));
  assert_ok (ahadi_applier_end_segment (applier, &error));
  assert_ok (ahadi_applier_finish (applier, &error));
  *counts = *ahadi_applier_get_counts (applier);
  assert_ok (ahadi_vault_commit (to->vault, &error));
}

static void
test_what_the_author_may_read_shows (void)
{
  g_auto (Place) place = { 0 };
  AhadiAgeRecipient reader;

  place_open (&place);
  reader = give_key (&place, "age-identity");
  save_sealed (&place, &reader, 1);
  g_assert_cmpuint (count_reports (&place), ==, 1);
  place_assert_sound (&place);
}

static void
test_what_the_author_may_not_read_shows_nowhere (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiAgeIdentity) other = ahadi_age_identity_new ();
  AhadiAgeRecipient reader = ahadi_age_identity_get_recipient (other);
  AhadiDeliveryCounts counts = { 0 };
  AhadiVaultCheck check = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_auto (GStrv) audiences = NULL;
  AhadiId id;

  place_open (&place);
  give_key (&place, "age-identity");
  id = save_sealed (&place, &reader, 1);

  g_assert_cmpuint (count_reports (&place), ==, 0);
  assert_ok (ahadi_query_deliveries (place.vault, &counts, &error));
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (counts.counts[AHADI_KIND_REPORT][i], ==, 0);
  history = ahadi_query_history (place.vault, AHADI_KIND_REPORT, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 0);
  audiences = ahadi_query_list_audiences (place.vault, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (audiences), ==, 0);
  assert_ok (ahadi_vault_check (place.vault, &check, &error));
  g_assert_cmpuint (check.operations, ==, 0);
  place_assert_sound (&place);
}

static gboolean
holds_needle (sqlite3_stmt *stmt)
{
  for (int i = 0; i < sqlite3_column_count (stmt); i++)
    {
      const void *bytes = sqlite3_column_blob (stmt, i);
      int size = sqlite3_column_bytes (stmt, i);

      if (bytes != NULL && memmem (bytes, (size_t) size, NEEDLE, strlen (NEEDLE)) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Whether any cell of any table, those of the search index too, has the needle. */
static gboolean
find_needle (Place *place)
{
  sqlite3 *handle = ahadi_database_get_handle (place->vault->database);
  sqlite3_stmt *tables;
  gboolean found = FALSE;

  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "SELECT name FROM sqlite_master WHERE type = "
                                       "'table' AND rootpage > 0",
                                       -1, &tables, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (tables) == SQLITE_ROW)
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT * FROM \"%s\"", sqlite3_column_text (tables, 0));
      sqlite3_stmt *rows;

      g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &rows, NULL), ==, SQLITE_OK);
      while (sqlite3_step (rows) == SQLITE_ROW)
        found = found || holds_needle (rows);
      sqlite3_finalize (rows);
    }
  sqlite3_finalize (tables);
  return found;
}

static void
test_no_word_of_it_is_in_the_database (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiAgeIdentity) other = ahadi_age_identity_new ();
  AhadiAgeRecipient readers[2];

  place_open (&place);
  readers[0] = ahadi_age_identity_get_recipient (other);
  save_sealed (&place, readers, 1);
  g_assert_false (find_needle (&place));

  /* So that this test can fail: where the author reads along, it is there. */
  readers[1] = give_key (&place, "age-identity");
  save_sealed (&place, readers, 2);
  g_assert_true (find_needle (&place));
}

static void
test_readers_and_others_hold_the_same (void)
{
  g_auto (Place) author = { 0 };
  g_auto (Place) reader = { 0 };
  g_auto (Place) recused = { 0 };
  g_autofree char *of_author = NULL;
  g_autofree char *of_reader = NULL;
  g_autofree char *of_recused = NULL;
  AhadiAgeRecipient readers[2];
  AhadiApplyCounts counts;

  place_open (&author);
  place_open (&reader);
  place_open (&recused);
  readers[0] = give_key (&author, "age-identity");
  readers[1] = give_key (&reader, "age-identity");
  give_key (&recused, "age-identity");
  save_sealed (&author, readers, 2);

  deliver (&author, &reader, &counts);
  g_assert_cmpuint (counts.created[AHADI_KIND_REPORT], ==, 1);
  g_assert_cmpuint (counts.fresh, ==, 1);
  deliver (&author, &recused, &counts);
  g_assert_cmpuint (counts.created[AHADI_KIND_REPORT], ==, 0);
  g_assert_cmpuint (counts.operations, ==, 0);
  g_assert_cmpuint (counts.fresh, ==, 0);
  deliver (&author, &recused, &counts);
  g_assert_cmpuint (counts.operations + counts.known, ==, 0);

  g_assert_cmpuint (count_reports (&reader), ==, 1);
  g_assert_cmpuint (count_reports (&recused), ==, 0);
  of_author = digest (&author);
  of_reader = digest (&reader);
  of_recused = digest (&recused);
  g_assert_cmpstr (of_reader, ==, of_author);
  g_assert_cmpstr (of_recused, ==, of_author);
  place_assert_sound (&reader);
  place_assert_sound (&recused);
}

static void
test_the_digest_tells_sealed_operations_apart (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *nothing = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autoptr (AhadiAgeIdentity) other = ahadi_age_identity_new ();
  AhadiAgeRecipient reader = ahadi_age_identity_get_recipient (other);

  place_open (&place);
  nothing = digest (&place);
  save_sealed (&place, &reader, 1);
  one = digest (&place);
  save_sealed (&place, &reader, 1);
  two = digest (&place);
  g_assert_cmpstr (nothing, !=, one);
  g_assert_cmpstr (one, !=, two);
}

static void
test_a_key_that_comes_later_opens (void)
{
  g_auto (Place) author = { 0 };
  g_auto (Place) reader = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (AhadiAgeIdentity) key = ahadi_age_identity_new ();
  AhadiAgeRecipient to = ahadi_age_identity_get_recipient (key);
  AhadiApplyCounts counts;
  guint64 opened;

  place_open (&author);
  place_open (&reader);
  give_key (&reader, "age-identity");
  save_sealed (&author, &to, 1);
  deliver (&author, &reader, &counts);
  before = digest (&reader);
  assert_ok (ahadi_applier_open_sealed (reader.vault, &opened, &error));
  g_assert_cmpuint (opened, ==, 0);

  assert_ok (ahadi_settings_set_secret (reader.vault, "age-identity/2",
                                        ahadi_age_identity_get_secret (key), &error));
  assert_ok (ahadi_applier_open_sealed (reader.vault, &opened, &error));
  g_assert_cmpuint (opened, ==, 1);
  g_assert_cmpuint (count_reports (&reader), ==, 1);
  after = digest (&reader);
  g_assert_cmpstr (after, ==, before);
  place_assert_sound (&reader);
  assert_ok (ahadi_applier_open_sealed (reader.vault, &opened, &error));
  g_assert_cmpuint (opened, ==, 0);
}

/* The check must see it: a list that disagrees with the log is not sound. */
static void
test_the_check_finds_a_list_that_is_wrong (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiVaultCheck check = { 0 };
  AhadiAgeRecipient reader;

  place_open (&place);
  reader = give_key (&place, "age-identity");
  save_sealed (&place, &reader, 1);
  assert_ok (ahadi_database_exec (place.vault->database, "DELETE FROM op_sealed", "test",
                                  &error));
  assert_ok (ahadi_vault_check (place.vault, &check, &error));
  g_assert_cmpuint (check.differing_rows, ==, 1);
}

/* A copied laptop: each sealed report stays sealed to whom it was, also the one that its
 * author can't open, which is not even counted. */
static void
test_what_is_frozen_is_written_again_as_it_is (void)
{
  g_auto (Place) place = { 0 };
  g_auto (Place) twin = { 0 };
  g_auto (Place) office = { 0 };
  g_auto (Place) other = { 0 };
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  AhadiAgeRecipient readers[2];
  AhadiApplyCounts counts;

  place_open (&office);
  place_open (&place);
  place_open (&other);
  readers[0] = give_key (&office, "age-identity");
  readers[1] = give_key (&place, "age-identity");
  save_sealed (&place, readers, 2);
  place_copy (&place, &twin);
  save_sealed (&place, readers, 1);
  save_sealed (&place, readers, 2);
  save_sealed (&twin, readers, 2);
  deliver (&place, &office, &counts);
  g_assert_cmpuint (count_reports (&office), ==, 3);
  deliver (&twin, &office, &counts);
  g_assert_cmpuint (count_reports (&office), ==, 1);

  deliver (&twin, &place, &counts);
  g_assert_cmpuint (counts.reissued, ==, 1);
  g_assert_cmpuint (count_reports (&place), ==, 2);
  place_assert_sound (&place);
  deliver (&twin, &place, &counts);
  g_assert_cmpuint (counts.reissued, ==, 0);

  deliver (&place, &office, &counts);
  g_assert_cmpuint (count_reports (&office), ==, 3);
  place_assert_sound (&office);
  mine = digest (&place);
  theirs = digest (&office);
  g_assert_cmpstr (mine, ==, theirs);
  deliver (&place, &other, &counts);
  g_assert_cmpuint (count_reports (&other), ==, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/sealed-ops/what-the-author-may-read-shows",
                   test_what_the_author_may_read_shows);
  g_test_add_func ("/store/sealed-ops/what-the-author-may-not-read-shows-nowhere",
                   test_what_the_author_may_not_read_shows_nowhere);
  g_test_add_func ("/store/sealed-ops/no-word-of-it-is-in-the-database",
                   test_no_word_of_it_is_in_the_database);
  g_test_add_func ("/store/sealed-ops/readers-and-others-hold-the-same",
                   test_readers_and_others_hold_the_same);
  g_test_add_func ("/store/sealed-ops/the-digest-tells-sealed-operations-apart",
                   test_the_digest_tells_sealed_operations_apart);
  g_test_add_func ("/store/sealed-ops/a-key-that-comes-later-opens",
                   test_a_key_that_comes_later_opens);
  g_test_add_func ("/store/sealed-ops/what-is-frozen-is-written-again-as-it-is",
                   test_what_is_frozen_is_written_again_as_it_is);
  g_test_add_func ("/store/sealed-ops/the-check-finds-a-list-that-is-wrong",
                   test_the_check_finds_a_list_that_is_wrong);
  return g_test_run ();
}
