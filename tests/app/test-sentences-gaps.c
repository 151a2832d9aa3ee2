/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static void
assert_described (const AhadiGap *gap, const char *name, const char *advice)
{
  g_autofree char *named = ahadi_gap_name (gap);
  g_autofree char *described = ahadi_gap_describe (gap);

  g_assert_cmpstr (named, ==, name);
  g_assert_true (g_str_has_prefix (described, name));
  if (strstr (described, advice) == NULL)
    g_error ("“%s” does not say “%s”", described, advice);
}

static void
test_what_is_missing_says_who_asks_for_it (void)
{
  AhadiGap gap = {
    .whose = (char *) "Branch Kisumu", .audience = "safeguarding", .from = 41, .to = 41
  };

  assert_described (
      &gap,
      "Branch Kisumu, for the Executive Director and the Committee: change 41 has "
      "not arrived",
      "an export of everything");
  gap.between = TRUE;
  assert_described (
      &gap,
      "Branch Kisumu, for the Executive Director and the Committee: change 41 has "
      "not arrived",
      "Your next export asks the other offices");
  gap.to = 57;
  gap.answered = TRUE;
  assert_described (
      &gap,
      "Branch Kisumu, for the Executive Director and the Committee: changes 41–57 "
      "have not arrived",
      "the reply asks for them");
}

static void
test_what_is_frozen_has_words_of_its_own (void)
{
  AhadiGap gap = { .state = AHADI_GAP_FROZEN,
                   .whose = (char *) "Branch Kisumu",
                   .audience = "membership",
                   .from = 41,
                   .to = 57 };

  assert_described (
      &gap, "Branch Kisumu, for the membership office: from change 41 on nothing counts",
      "Reply to it");
  gap.gone = TRUE;
  assert_described (
      &gap, "Branch Kisumu, for the membership office: from change 41 on nothing counts",
      "under Devices, or with “ahadictl device stories”");
}

/* Where numbers would tell of more than may be shown, only a count is. */
static void
test_what_is_asked_for_is_sent_by_the_next_export (void)
{
  AhadiGap gap = { .state = AHADI_GAP_ASKED,
                   .whose = (char *) "Branch Kisumu",
                   .audience = "membership",
                   .from = 41,
                   .to = 57,
                   .count = 17 };

  assert_described (&gap,
                    "The office asks again for changes 41–57, for the membership office",
                    "next export sends them");
  gap.to = 41;
  assert_described (&gap,
                    "The office asks again for change 41, for the membership office",
                    "next export");
  gap.from = gap.to = 0;
  assert_described (
      &gap, "The office asks again for 17 changes that are for the membership office",
      "next export");
}

static void
test_a_copied_laptop_and_what_to_do (void)
{
  AhadiGap gap = { .state = AHADI_GAP_COPIED,
                   .whose = (char *) "Branch Kisumu",
                   .audience = "" };

  assert_described (&gap, "Branch Kisumu: two laptops write as this one",
                    "revoke this laptop under Devices");
}

static void
test_a_clock_that_was_ahead_is_named_with_what_waits (void)
{
  AhadiGap gap = { .state = AHADI_GAP_AHEAD,
                   .whose = (char *) "Branch Kisumu",
                   .audience = "membership",
                   .from = 12,
                   .to = 51,
                   .count = 40 };

  g_setenv ("AHADI_CLOCK_MS", "1800000000000", TRUE);
  gap.time = 1800000000000 + 3 * 366 * DAY_MS;
  assert_described (&gap,
                    "Branch Kisumu, for the membership office: the clock was ahead by 3 "
                    "years when change 12 was written; 40 changes wait",
                    "when their time comes");
  gap.time = 1800000000000 + 2 * DAY_MS;
  gap.count = 1;
  assert_described (&gap,
                    "Branch Kisumu, for the membership office: the clock was ahead by 2 "
                    "days when change 12 was written; 1 change waits",
                    "clock to be set right");
  g_unsetenv ("AHADI_CLOCK_MS");
}

int
main (int argc, char *argv[])
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/sentences-gaps/what-is-missing-says-who-asks-for-it",
                   test_what_is_missing_says_who_asks_for_it);
  g_test_add_func ("/app/sentences-gaps/what-is-frozen-has-words-of-its-own",
                   test_what_is_frozen_has_words_of_its_own);
  g_test_add_func ("/app/sentences-gaps/what-is-asked-for-is-sent-by-the-next-export",
                   test_what_is_asked_for_is_sent_by_the_next_export);
  g_test_add_func ("/app/sentences-gaps/a-copied-laptop-and-what-to-do",
                   test_a_copied_laptop_and_what_to_do);
  g_test_add_func ("/app/sentences-gaps/a-clock-that-was-ahead-is-named-with-what-waits",
                   test_a_clock_that_was_ahead_is_named_with_what_waits);
  return g_test_run ();
}
