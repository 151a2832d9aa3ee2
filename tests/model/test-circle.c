/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static void
test_a_whole_one_is_valid (void)
{
  g_autoptr (AhadiRecord) record = fixture_circle ();

  fixture_assert_valid (record);
}

static void
test_name_and_type_are_required (void)
{
  g_autoptr (AhadiRecord) record = fixture_circle ();

  fixture_assert_refused (record, AHADI_CIRCLE_NAME, NULL, AHADI_PROBLEM_REQUIRED);
  fixture_assert_refused (record, AHADI_CIRCLE_TYPE, NULL, AHADI_PROBLEM_REQUIRED);
}

static void
test_type_is_one_of_four (void)
{
  g_autoptr (AhadiRecord) record = fixture_circle ();

  fixture_assert_accepted (record, AHADI_CIRCLE_TYPE, "school");
  fixture_assert_accepted (record, AHADI_CIRCLE_TYPE, "university");
  fixture_assert_accepted (record, AHADI_CIRCLE_TYPE, "profession");
  fixture_assert_refused (record, AHADI_CIRCLE_TYPE, "club", AHADI_PROBLEM_NOT_A_CHOICE);
}

static void
test_texts_have_their_lengths (void)
{
  g_autoptr (AhadiRecord) record = fixture_circle ();

  fixture_assert_longest (record, AHADI_CIRCLE_NAME, 120);
  fixture_assert_longest (record, AHADI_CIRCLE_COUNTY, 60);
  fixture_assert_longest (record, AHADI_CIRCLE_PLACE, 120);
  fixture_assert_longest (record, AHADI_CIRCLE_NOTE, 2000);
}

static void
test_leader_is_a_record (void)
{
  g_autoptr (AhadiRecord) record = fixture_circle ();

  fixture_assert_accepted (record, AHADI_CIRCLE_LEADER,
                           "00112233445566778899aabbccddeeff");
  fixture_assert_refused (record, AHADI_CIRCLE_LEADER, "Wanjiku",
                          AHADI_PROBLEM_OTHER_VALUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/circle/a-whole-one-is-valid", test_a_whole_one_is_valid);
  g_test_add_func ("/model/circle/name-and-type-are-required",
                   test_name_and_type_are_required);
  g_test_add_func ("/model/circle/type-is-one-of-four", test_type_is_one_of_four);
  g_test_add_func ("/model/circle/texts-have-their-lengths",
                   test_texts_have_their_lengths);
  g_test_add_func ("/model/circle/leader-is-a-record", test_leader_is_a_record);

  return g_test_run ();
}
