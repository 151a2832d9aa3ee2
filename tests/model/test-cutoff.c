/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const AhadiCutoff some = { .device = { { 0x00, 0x11 } }, .epoch = 7, .last = 41 };

static gboolean
read_back (const AhadiRecord *record, AhadiCutoff *cutoff)
{
  char *values[AHADI_CUTOFF_N_FIELDS];

  for (guint i = 0; i < AHADI_CUTOFF_N_FIELDS; i++)
    values[i] = (char *) ahadi_record_get (record, i);
  return ahadi_cutoff_read (values, cutoff);
}

static void
test_it_is_written_and_read_back (void)
{
  g_autoptr (AhadiRecord) record = ahadi_cutoff_to_record (&some);
  AhadiCutoff read;

  g_assert_true (read_back (record, &read));
  g_assert_true (ahadi_id_equal (&read.device, &some.device));
  g_assert_cmpuint (read.epoch, ==, 7);
  g_assert_cmpuint (read.last, ==, 41);
}

static void
test_every_field_is_required (void)
{
  g_autoptr (AhadiRecord) record = ahadi_cutoff_to_record (&some);

  for (guint i = 0; i < AHADI_CUTOFF_N_FIELDS; i++)
    fixture_assert_refused (record, i, NULL, AHADI_PROBLEM_REQUIRED);
}

static void
assert_number (guint field, const char *text, gboolean fine)
{
  g_autoptr (AhadiRecord) record = ahadi_cutoff_to_record (&some);
  AhadiCutoff read;

  if (fine)
    fixture_assert_accepted (record, field, text);
  else
    fixture_assert_refused (record, field, text, AHADI_PROBLEM_OTHER_VALUE);
  ahadi_record_set (record, field, text);
  g_assert_cmpint (read_back (record, &read), ==, fine);
}

static void
test_numbers_have_one_spelling (void)
{
  assert_number (AHADI_CUTOFF_EPOCH, "4294967295", TRUE);
  assert_number (AHADI_CUTOFF_EPOCH, "4294967296", FALSE);
  assert_number (AHADI_CUTOFF_LAST, "0", TRUE);
  assert_number (AHADI_CUTOFF_LAST, "1099511627775", TRUE);
  assert_number (AHADI_CUTOFF_LAST, "1099511627776", FALSE);
  assert_number (AHADI_CUTOFF_LAST, "041", FALSE);
  assert_number (AHADI_CUTOFF_LAST, "+41", FALSE);
  assert_number (AHADI_CUTOFF_LAST, "-1", FALSE);
  assert_number (AHADI_CUTOFF_LAST, "4 1", FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/cutoff/it-is-written-and-read-back",
                   test_it_is_written_and_read_back);
  g_test_add_func ("/model/cutoff/every-field-is-required", test_every_field_is_required);
  g_test_add_func ("/model/cutoff/numbers-have-one-spelling",
                   test_numbers_have_one_spelling);
  return g_test_run ();
}
