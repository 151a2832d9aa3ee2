/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const AhadiCutoff some = { .device = { { 0x00, 0x11 } }, .epoch = 7, .last = 41 };

static gboolean
read_back (const AhadiRecord *record, AhadiCutoff *cutoff)
{
  char *values[AHADI_CUTOFF_N_FIELDS];

  for (guint i = 0; i < AHADI_CUTOFF_N_FIELDS; i++)
    values[i] = (char *) ahadi_record_get (record, i);
  return ahadi_stream_end_read (values, cutoff);
}

static void
test_it_is_written_and_read_back (void)
{
  g_autoptr (AhadiRecord) record = ahadi_cutoff_to_record (&some, NULL);
  AhadiCutoff read;

  g_assert_true (read_back (record, &read));
  g_assert_true (ahadi_id_equal (&read.device, &some.device));
  g_assert_cmpuint (read.epoch, ==, 7);
  g_assert_cmpuint (read.last, ==, 41);
  g_assert_false (read.has_head);
  g_assert_null (ahadi_record_get (record, AHADI_CUTOFF_HEAD));
}

static void
test_it_names_an_entry_by_its_head (void)
{
  AhadiCutoff cutoff = some;
  g_autoptr (AhadiRecord) record = NULL;
  AhadiCutoff read;

  cutoff.has_head = TRUE;
  cutoff.head[31] = 0xab;
  record = ahadi_cutoff_to_record (&cutoff, "The true one");
  g_assert_true (read_back (record, &read));
  g_assert_true (read.has_head);
  g_assert_cmpmem (read.head, sizeof read.head, cutoff.head, sizeof cutoff.head);
  g_assert_cmpstr (ahadi_record_get (record, AHADI_CUTOFF_REASON), ==, "The true one");
}

static void
test_head_and_reason_may_be_absent_and_nothing_else (void)
{
  g_autoptr (AhadiRecord) record = ahadi_cutoff_to_record (&some, NULL);

  fixture_assert_accepted (record, AHADI_CUTOFF_HEAD, NULL);
  fixture_assert_accepted (record, AHADI_CUTOFF_REASON, NULL);
  for (guint i = 0; i < AHADI_CUTOFF_HEAD; i++)
    fixture_assert_refused (record, i, NULL, AHADI_PROBLEM_REQUIRED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/cutoff/it-is-written-and-read-back",
                   test_it_is_written_and_read_back);
  g_test_add_func ("/model/cutoff/it-names-an-entry-by-its-head",
                   test_it_names_an_entry_by_its_head);
  g_test_add_func ("/model/cutoff/head-and-reason-may-be-absent-and-nothing-else",
                   test_head_and_reason_may_be_absent_and_nothing_else);
  return g_test_run ();
}
