/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-gone.h"

#include <string.h>

#include "place.h"
#include "store/ahadi-blob-writer.h"
#include "store/ahadi-blob.h"
#include "store/ahadi-vault-private.h"

#define ROUTE "executive-director"
#define NEEDLE "Under the mango tree"

typedef struct
{
  Place place;
  AhadiId report;
} Fixture;

static AhadiId
save (Place *place, AhadiRecord *record)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_save (place->vault, ROUTE, record, NULL, &error));
  return *ahadi_record_get_id (record);
}

static void
add_to_report (Fixture *self)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ADDENDUM, NULL);
  g_autofree char *id = ahadi_id_to_string (&self->report);

  ahadi_record_set (record, AHADI_ADDENDUM_REPORT, id);
  ahadi_record_set (record, AHADI_ADDENDUM_TEXT, NEEDLE " again");
  save (&self->place, record);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_REPORT, NULL);

  place_open (&self->place);
  ahadi_record_set (record, AHADI_REPORT_REFERENCE, "R-0A2B-3C4D");
  ahadi_record_set (record, AHADI_REPORT_STATEMENT, NEEDLE);
  ahadi_record_set (record, AHADI_REPORT_ROUTE, ROUTE);
  self->report = save (&self->place, record);
  add_to_report (self);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->place);
}

static void
receive (Fixture *self, guint64 seq)
{
  AhadiStreamInfo stream = place_get_stream (&self->place);
  g_autoptr (GError) error = NULL;
  AhadiChain chain;

  assert_ok (ahadi_streams_get_chain (self->place.vault, stream.number, seq + 1, &chain,
                                      &error));
  assert_ok (ahadi_streams_set_acked (self->place.vault, stream.number, seq, chain.head,
                                      &error));
}

static void
drop (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  assert_ok (
      ahadi_gone_drop_report (self->place.vault, &self->report, "2026-11-28", &error));
}

static gboolean
holds (Place *at, const char *needle)
{
  sqlite3 *handle = ahadi_database_get_handle (at->vault->database);
  sqlite3_int64 size = 0;
  unsigned char *pages = sqlite3_serialize (handle, "main", &size, 0);
  gboolean found = memmem (pages, (gsize) size, needle, strlen (needle)) != NULL;

  sqlite3_free (pages);
  return found;
}

static AhadiGone *
get_only (GPtrArray *all, AhadiKind kind)
{
  AhadiGone *found = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      AhadiGone *one = all->pdata[i];

      g_assert_true (one->kind != kind || found == NULL);
      if (one->kind == kind)
        found = one;
    }
  g_assert_nonnull (found);
  return found;
}

static void
test_a_dropped_report_leaves_its_reference (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  AhadiGone *gone;

  receive (self, 2);
  g_assert_true (holds (&self->place, NEEDLE));
  drop (self);
  g_assert_false (holds (&self->place, NEEDLE));
  place_assert_sound (&self->place);

  all = ahadi_gone_list (self->place.vault, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  gone = get_only (all, AHADI_KIND_REPORT);
  g_assert_cmpstr (gone->reference, ==, "R-0A2B-3C4D");
  g_assert_cmpstr (gone->route, ==, ROUTE);
  g_assert_cmpstr (gone->scope, ==, ROUTE);
  g_assert_cmpstr (gone->reason, ==, AHADI_GONE_RECEIVED);
  g_assert_cmpuint (strlen (gone->month), ==, strlen ("2026-11"));
}

static void
test_what_is_not_received_is_not_dropped (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      ahadi_gone_drop_report (self->place.vault, &self->report, "2026-11-28", &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* The report, but not what was added to it. */
  receive (self, 1);
  g_assert_false (
      ahadi_gone_drop_report (self->place.vault, &self->report, "2026-11-28", &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  g_assert_true (holds (&self->place, NEEDLE));
}

static void
test_what_an_office_told_is_taken_once (Fixture *self, gconstpointer unused)
{
  AhadiGone told = { .entity = self->report,
                     .kind = AHADI_KIND_REPORT,
                     .scope = ROUTE,
                     .reason = (char *) "court",
                     .date = (char *) "2026-11-27" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;

  assert_ok (ahadi_gone_take (self->place.vault, &told, &error));
  assert_ok (ahadi_gone_take (self->place.vault, &told, &error));
  g_assert_false (holds (&self->place, NEEDLE));
  place_assert_sound (&self->place);
  all = ahadi_gone_list_of_device (self->place.vault, &self->place.device, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (get_only (all, AHADI_KIND_REPORT)->reason, ==, "court");
}

static void
test_an_erasure_stands_above_a_drop (Fixture *self, gconstpointer unused)
{
  AhadiGone told = { .entity = self->report,
                     .kind = AHADI_KIND_REPORT,
                     .scope = ROUTE,
                     .reason = (char *) "request",
                     .date = (char *) "2026-11-30" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;

  receive (self, 2);
  drop (self);
  all = ahadi_gone_list_of_device (self->place.vault, &self->place.device, &error);
  g_assert_cmpuint (all->len, ==, 0);
  g_clear_pointer (&all, g_ptr_array_unref);
  assert_ok (ahadi_gone_take (self->place.vault, &told, &error));
  all = ahadi_gone_list (self->place.vault, &error);
  g_assert_cmpstr (get_only (all, AHADI_KIND_REPORT)->reason, ==, "request");
  g_assert_cmpstr (get_only (all, AHADI_KIND_REPORT)->reference, ==, "R-0A2B-3C4D");
}

static void
test_of_an_audience_that_was_never_here_nothing_is_noted (Fixture *self,
                                                          gconstpointer unused)
{
  AhadiGone told = { .entity = self->report,
                     .kind = AHADI_KIND_REPORT,
                     .scope = "safeguarding",
                     .reason = (char *) "request",
                     .date = (char *) "2026-11-30" };
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_gone_take (self->place.vault, &told, &error));
  g_assert_true (holds (&self->place, NEEDLE));
}

#define ADD(name, func)                                                                  \
  g_test_add ("/store/gone/" name, Fixture, NULL, set_up, func, tear_down)

/* --- taken out before it was sent --- */

static AhadiRecord *
attach (Fixture *self)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  g_autoptr (AhadiBlobWriter) writer = NULL;
  g_autofree char *of = ahadi_id_to_string (&self->report);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (record, AHADI_ATTACHMENT_OF, of);
  ahadi_record_set (record, AHADI_ATTACHMENT_NAME, NEEDLE ".jpg");
  ahadi_record_set (record, AHADI_ATTACHMENT_TYPE, "image/jpeg");
  writer = ahadi_blob_writer_new (self->place.vault, &error);
  g_assert_no_error (error);
  assert_ok (ahadi_blob_writer_add (writer, "picture", 7, &error));
  assert_ok (ahadi_blob_writer_finish (writer, record, &error));
  save (&self->place, record);
  assert_ok (ahadi_blob_sweep (self->place.vault, &error));
  return g_steal_pointer (&record);
}

static void
test_an_attachment_is_taken_back_before_it_is_sent (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiRecord) attachment = attach (self);
  g_autoptr (GError) error = NULL;
  AhadiBlobInfo blob;
  guint64 erased;

  g_assert_true (ahadi_attachment_read_blob (attachment, &blob));
  g_assert_true (ahadi_blob_is_here (self->place.vault, &blob.id));
  g_assert_true (holds (&self->place, NEEDLE ".jpg"));
  assert_ok (ahadi_gone_take_back (self->place.vault, ahadi_record_get_id (attachment),
                                   "2026-11-28", &error));
  assert_ok (ahadi_blob_sweep (self->place.vault, &error));
  g_assert_false (ahadi_blob_is_here (self->place.vault, &blob.id));
  g_assert_false (holds (&self->place, NEEDLE ".jpg"));
  assert_ok (ahadi_gone_count (self->place.vault, &erased, &error));
  g_assert_cmpuint (erased, ==, 0);
  place_assert_sound (&self->place);
}

static void
test_what_was_sent_is_not_taken_back (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiRecord) attachment = attach (self);
  AhadiStreamInfo stream = place_get_stream (&self->place);
  g_autoptr (GError) error = NULL;

  assert_ok (
      ahadi_streams_set_exported (self->place.vault, stream.number, stream.last, &error));
  g_assert_false (ahadi_gone_take_back (
      self->place.vault, ahadi_record_get_id (attachment), "2026-11-28", &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  g_assert_true (holds (&self->place, NEEDLE ".jpg"));
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  ADD ("a-dropped-report-leaves-its-reference",
       test_a_dropped_report_leaves_its_reference);
  ADD ("what-is-not-received-is-not-dropped", test_what_is_not_received_is_not_dropped);
  ADD ("what-an-office-told-is-taken-once", test_what_an_office_told_is_taken_once);
  ADD ("an-erasure-stands-above-a-drop", test_an_erasure_stands_above_a_drop);
  ADD ("of-an-audience-that-was-never-here-nothing-is-noted",
       test_of_an_audience_that_was_never_here_nothing_is_noted);
  ADD ("an-attachment-is-taken-back-before-it-is-sent",
       test_an_attachment_is_taken_back_before_it_is_sent);
  ADD ("what-was-sent-is-not-taken-back", test_what_was_sent_is_not_taken_back);
  return g_test_run ();
}
