/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "desks.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define DEADLINE G_GINT64_CONSTANT (1764300000000)

static void
assert_clock (gint64 left, const char *part)
{
  AhadiLostDevice lost = { .deadline = DEADLINE };
  g_autofree char *sentence = ahadi_sentence_for_lost_clock (&lost, DEADLINE - left);

  if (strstr (sentence, part) == NULL)
    g_error ("“%s” does not say “%s”", sentence, part);
}

static void
test_hours_that_are_left_are_said (void)
{
  assert_clock (72 * HOUR_MS, "72 hours are left");
  assert_clock (HOUR_MS, "1 hour is left");
  assert_clock (HOUR_MS - 1, "less than an hour");
  assert_clock (0, "why it is late");
}

static void
test_nothing_known_is_said_too (void)
{
  AhadiLostDevice lost = { 0 };
  g_autofree char *nothing = ahadi_sentence_for_lost_records (&lost);
  g_autofree char *something = NULL;

  lost.holdings.records[AHADI_KIND_MEMBER] = 2;
  something = ahadi_sentence_for_lost_records (&lost);
  g_assert_nonnull (strstr (nothing, "nothing"));
  g_assert_cmpstr (something, ==, "2 members");
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/sentences-lost/hours-that-are-left-are-said",
                   test_hours_that_are_left_are_said);
  g_test_add_func ("/app/sentences-lost/nothing-known-is-said-too",
                   test_nothing_known_is_said_too);
  return g_test_run ();
}
