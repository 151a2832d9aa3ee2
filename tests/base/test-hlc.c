/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ahadi-base.h"

#define NOW G_GINT64_CONSTANT (1767225600000) /* 2026-01-01 */
#define DAY AHADI_HLC_AHEAD_LIMIT_MS

static void
test_ms_stand_in_the_upper_48_bits (void)
{
  g_assert_cmphex (ahadi_hlc_from_ms (0x1234), ==, 0x12340000);
  g_assert_cmpint (ahadi_hlc_to_ms (0x1234ffff), ==, 0x1234);
  g_assert_cmphex (ahadi_hlc_from_ms (-5), ==, 0);
  g_assert_cmphex (ahadi_hlc_from_ms (G_MAXINT64), ==,
                   G_GUINT64_CONSTANT (0xffffffffffff0000));
}

static void
test_next_follows_the_clock (void)
{
  AhadiHlc last = ahadi_hlc_from_ms (NOW);

  g_assert_cmphex (ahadi_hlc_next (last, NOW + 1), ==, ahadi_hlc_from_ms (NOW + 1));
}

static void
test_next_rises_when_the_clock_stands_or_falls (void)
{
  AhadiHlc last = ahadi_hlc_from_ms (NOW);

  g_assert_cmphex (ahadi_hlc_next (last, NOW), ==, last + 1);
  g_assert_cmphex (ahadi_hlc_next (last, NOW - DAY), ==, last + 1);
  g_assert_cmphex (ahadi_hlc_next (last | 0xffff, NOW), ==, ahadi_hlc_from_ms (NOW + 1));
  g_assert_cmphex (ahadi_hlc_next (G_MAXUINT64, NOW), ==, G_MAXUINT64);
}

static void
test_ahead_begins_above_24_hours (void)
{
  g_assert_false (ahadi_hlc_is_ahead (ahadi_hlc_from_ms (NOW + DAY), NOW));
  g_assert_true (ahadi_hlc_is_ahead (ahadi_hlc_from_ms (NOW + DAY + 1), NOW));
  g_assert_true (ahadi_hlc_is_ahead (G_MAXUINT64, NOW));
  g_assert_false (ahadi_hlc_is_ahead (0, NOW));
}

static void
test_clock_can_be_pretended (void)
{
  gint64 before = g_get_real_time () / 1000;
  gint64 now;

  g_unsetenv ("AHADI_CLOCK_MS");
  now = ahadi_wall_clock_ms ();
  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <, before + 60 * 1000);

  g_setenv ("AHADI_CLOCK_MS", "1767225600000", TRUE);
  g_assert_cmpint (ahadi_wall_clock_ms (), ==, NOW);
  g_setenv ("AHADI_CLOCK_MS", "soon", TRUE);
  g_assert_cmpint (ahadi_wall_clock_ms (), >=, before);
  g_unsetenv ("AHADI_CLOCK_MS");
}

static void
test_clock_ends_with_the_calendar (void)
{
  g_autoptr (GDateTime) last = NULL;

  g_setenv ("AHADI_CLOCK_MS", "281474976710655", TRUE);
  last = g_date_time_new_from_unix_utc (ahadi_wall_clock_ms () / 1000);
  g_unsetenv ("AHADI_CLOCK_MS");
  g_assert_nonnull (last);
  g_assert_cmpint (g_date_time_get_year (last), ==, 9999);
}

static void
test_clock_is_judged (void)
{
  const gint64 year = 366 * DAY;

  g_assert_cmpint (ahadi_clock_judge (NOW, 0), ==, AHADI_CLOCK_PLAUSIBLE);
  g_assert_cmpint (ahadi_clock_judge (0, 0), ==, AHADI_CLOCK_BEHIND);
  g_assert_cmpint (ahadi_clock_judge (NOW - year, 0), ==, AHADI_CLOCK_BEHIND);
  g_assert_cmpint (ahadi_clock_judge (NOW, ahadi_hlc_from_ms (NOW + DAY)), ==,
                   AHADI_CLOCK_PLAUSIBLE);
  g_assert_cmpint (ahadi_clock_judge (NOW, ahadi_hlc_from_ms (NOW + 2 * DAY)), ==,
                   AHADI_CLOCK_BEHIND);
  g_assert_cmpint (ahadi_clock_judge (NOW + 8 * year, 0), ==, AHADI_CLOCK_PLAUSIBLE);
  g_assert_cmpint (ahadi_clock_judge (NOW + 11 * year, 0), ==, AHADI_CLOCK_AHEAD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/hlc/ms-stand-in-the-upper-48-bits",
                   test_ms_stand_in_the_upper_48_bits);
  g_test_add_func ("/base/hlc/next-follows-the-clock", test_next_follows_the_clock);
  g_test_add_func ("/base/hlc/next-rises-when-the-clock-stands-or-falls",
                   test_next_rises_when_the_clock_stands_or_falls);
  g_test_add_func ("/base/hlc/ahead-begins-above-24-hours",
                   test_ahead_begins_above_24_hours);
  g_test_add_func ("/base/hlc/clock-can-be-pretended", test_clock_can_be_pretended);
  g_test_add_func ("/base/hlc/clock-ends-with-the-calendar",
                   test_clock_ends_with_the_calendar);
  g_test_add_func ("/base/hlc/clock-is-judged", test_clock_is_judged);
  return g_test_run ();
}
