/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const AhadiId low = { { 0x00, 0x11 } };
static const AhadiId high = { { 0xff } };
static const char low_text[] = "00110000000000000000000000000000";
static const char high_text[] = "ff000000000000000000000000000000";

static void
test_a_pair_has_one_spelling (void)
{
  g_autoptr (AhadiRecord) record =
      ahadi_same_as_to_record (&high, &low, AHADI_SAME_AS_SAME, "They told so");
  g_autoptr (AhadiRecord) turned =
      ahadi_same_as_to_record (&low, &high, AHADI_SAME_AS_SAME, "They told so");

  g_assert_cmpstr (ahadi_record_get (record, AHADI_SAME_AS_ONE), ==, low_text);
  g_assert_cmpstr (ahadi_record_get (record, AHADI_SAME_AS_OTHER), ==, high_text);
  g_assert_true (ahadi_record_equal (record, turned));
  fixture_assert_accepted (record, AHADI_SAME_AS_REASON, NULL);
}

static void
test_two_are_two_and_in_their_order (void)
{
  g_autoptr (AhadiRecord) record =
      ahadi_same_as_to_record (&low, &high, AHADI_SAME_AS_DIFFERENT, NULL);

  fixture_assert_refused (record, AHADI_SAME_AS_OTHER, low_text,
                          AHADI_PROBLEM_OTHER_VALUE);
  ahadi_record_set (record, AHADI_SAME_AS_ONE, high_text);
  fixture_assert_refused (record, AHADI_SAME_AS_OTHER, low_text,
                          AHADI_PROBLEM_OTHER_VALUE);
}

static void
test_there_are_three_verdicts (void)
{
  g_autoptr (AhadiRecord) record =
      ahadi_same_as_to_record (&low, &high, AHADI_SAME_AS_UNDECIDED, NULL);
  const AhadiField *field = &ahadi_same_as_info.fields[AHADI_SAME_AS_VERDICT];

  g_assert_true (ahadi_field_check (field, AHADI_SAME_AS_SAME, NULL));
  g_assert_true (ahadi_field_check (field, AHADI_SAME_AS_DIFFERENT, NULL));
  g_assert_true (ahadi_field_check (field, AHADI_SAME_AS_UNDECIDED, NULL));
  g_assert_false (ahadi_field_check (field, "perhaps", NULL));
  fixture_assert_refused (record, AHADI_SAME_AS_VERDICT, NULL, AHADI_PROBLEM_REQUIRED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/same-as/a-pair-has-one-spelling",
                   test_a_pair_has_one_spelling);
  g_test_add_func ("/model/same-as/two-are-two-and-in-their-order",
                   test_two_are_two_and_in_their_order);
  g_test_add_func ("/model/same-as/there-are-three-verdicts",
                   test_there_are_three_verdicts);
  return g_test_run ();
}
