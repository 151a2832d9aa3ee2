/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const AhadiStreamEnd some = { .epoch = 7, .last = 41 };
static const char zeros[] =
    "0000000000000000000000000000000000000000000000000000000000000000";

static gboolean
read_back (const AhadiRecord *record, AhadiStreamEnd *end)
{
  char *values[AHADI_STREAM_END_N_FIELDS];

  for (guint i = 0; i < AHADI_STREAM_END_N_FIELDS; i++)
    values[i] = (char *) ahadi_record_get (record, i);
  return ahadi_stream_end_read (values, end);
}

static void
assert_spelling (guint field, const char *text, gboolean fine)
{
  g_autoptr (AhadiRecord) record = ahadi_stream_end_to_record (&some, AHADI_KIND_CUTOFF);
  AhadiStreamEnd read;

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
  assert_spelling (AHADI_STREAM_END_EPOCH, "4294967295", TRUE);
  assert_spelling (AHADI_STREAM_END_EPOCH, "4294967296", FALSE);
  assert_spelling (AHADI_STREAM_END_LAST, "0", TRUE);
  assert_spelling (AHADI_STREAM_END_LAST, "1099511627775", TRUE);
  assert_spelling (AHADI_STREAM_END_LAST, "1099511627776", FALSE);
  assert_spelling (AHADI_STREAM_END_LAST, "041", FALSE);
  assert_spelling (AHADI_STREAM_END_LAST, "+41", FALSE);
  assert_spelling (AHADI_STREAM_END_LAST, "-1", FALSE);
  assert_spelling (AHADI_STREAM_END_LAST, "4 1", FALSE);
}

static void
test_a_head_has_one_spelling (void)
{
  g_autofree char *capitals = g_strdup (zeros);

  capitals[3] = 'A';
  assert_spelling (AHADI_STREAM_END_HEAD, zeros, TRUE);
  assert_spelling (AHADI_STREAM_END_HEAD, capitals, FALSE);
  assert_spelling (AHADI_STREAM_END_HEAD, zeros + 1, FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/stream-end/a-head-has-one-spelling",
                   test_a_head_has_one_spelling);
  g_test_add_func ("/model/stream-end/numbers-have-one-spelling",
                   test_numbers_have_one_spelling);
  return g_test_run ();
}
