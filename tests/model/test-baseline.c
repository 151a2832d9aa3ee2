/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const AhadiStreamEnd some = {
  .device = { { 0x00, 0x11 } }, .epoch = 7, .last = 41, .has_head = TRUE, .head = { 0xab }
};

static void
test_it_is_written_and_read_back (void)
{
  g_autoptr (AhadiRecord) record =
      ahadi_stream_end_to_record (&some, AHADI_KIND_BASELINE);
  char *values[AHADI_BASELINE_N_FIELDS];
  AhadiStreamEnd read;

  for (guint i = 0; i < AHADI_BASELINE_N_FIELDS; i++)
    values[i] = (char *) ahadi_record_get (record, i);
  g_assert_true (ahadi_stream_end_read (values, &read));
  g_assert_true (ahadi_id_equal (&read.device, &some.device));
  g_assert_cmpuint (read.epoch, ==, 7);
  g_assert_cmpuint (read.last, ==, 41);
  g_assert_cmpmem (read.head, sizeof read.head, some.head, sizeof some.head);
}

/* What counts for good is named by its head, or not at all. */
static void
test_nothing_may_be_absent (void)
{
  g_autoptr (AhadiRecord) record =
      ahadi_stream_end_to_record (&some, AHADI_KIND_BASELINE);

  for (guint i = 0; i < AHADI_BASELINE_N_FIELDS; i++)
    fixture_assert_refused (record, i, NULL, AHADI_PROBLEM_REQUIRED);
  fixture_assert_refused (record, AHADI_BASELINE_LAST, "041", AHADI_PROBLEM_OTHER_VALUE);
  fixture_assert_refused (record, AHADI_BASELINE_HEAD, "ab", AHADI_PROBLEM_OTHER_VALUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/baseline/it-is-written-and-read-back",
                   test_it_is_written_and_read_back);
  g_test_add_func ("/model/baseline/nothing-may-be-absent", test_nothing_may_be_absent);
  return g_test_run ();
}
