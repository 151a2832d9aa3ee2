/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/ahadi-link-birth.h"

static void
check_parse (const char *text, guint year, guint month, guint day, gboolean approximate)
{
  AhadiLinkBirth birth;

  g_test_message ("“%s”", text);
  g_assert_cmpint (ahadi_link_birth_parse (text, &birth), ==, year > 0);
  g_assert_cmpuint (birth.year, ==, year);
  g_assert_cmpuint (birth.month, ==, month);
  g_assert_cmpuint (birth.day, ==, day);
  g_assert_cmpint (birth.approximate, ==, approximate);
}

static void
test_reads_what_tables_hold (void)
{
  check_parse ("19870514", 1987, 5, 14, FALSE);
  check_parse ("1987-05-14", 1987, 5, 14, FALSE);
  check_parse ("14/5/1987", 1987, 5, 14, FALSE);
  check_parse (" 14.05.1987 ", 1987, 5, 14, FALSE);
  check_parse ("1987-05", 1987, 5, 0, FALSE);
  check_parse ("05/1987", 1987, 5, 0, FALSE);
  check_parse ("1987", 1987, 0, 0, FALSE);
  check_parse ("c. 1987", 1987, 0, 0, TRUE);
  check_parse ("1987?", 1987, 0, 0, TRUE);
  check_parse ("19873122", 1987, 31, 22, FALSE);
  check_parse ("5/14/1987", 1987, 5, 14, FALSE);
  check_parse ("14/5/87", 1987, 5, 14, FALSE);
  check_parse ("14-05-04", 2004, 5, 14, FALSE);
  check_parse ("14 May 1987", 1987, 5, 14, FALSE);
  check_parse ("May 14, 1987", 1987, 5, 14, FALSE);
  check_parse ("14-MEI-87", 1987, 5, 14, FALSE);
  check_parse ("1987 Agosti 14", 1987, 8, 14, FALSE);
  check_parse ("May 1987", 1987, 5, 0, FALSE);
  check_parse ("about May 1987", 1987, 5, 0, TRUE);
  check_parse ("1987-05-14 00:00:00", 1987, 5, 14, FALSE);
  check_parse ("1987-05-14T21:30:00Z", 1987, 5, 14, FALSE);
  check_parse ("14/05/1987 0:00", 1987, 5, 14, FALSE);
  check_parse ("1987.0", 1987, 0, 0, FALSE);
  check_parse ("31911", 1987, 5, 14, FALSE);
}

static void
test_no_date_is_missing (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "unknown",
    "12",
    "17870514",
    "1-2-3-1987",
    "09999",
    "May",
    "14 May",
    ":",
    "99999999999999999999",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_parse (texts[i], 0, 0, 0, FALSE);
}

static AhadiLinkBirthLevel
compare (const char *a, const char *b)
{
  AhadiLinkBirth of_a;
  AhadiLinkBirth of_b;
  AhadiLinkBirthLevel level;

  ahadi_link_birth_parse (a, &of_a);
  ahadi_link_birth_parse (b, &of_b);
  level = ahadi_link_birth_compare (&of_a, &of_b);
  g_assert_cmpint (level, ==, ahadi_link_birth_compare (&of_b, &of_a));
  return level;
}

static void
test_full_dates_agree_by_level (void)
{
  g_assert_cmpint (compare ("1987-05-14", "14/05/1987"), ==, AHADI_LINK_BIRTH_SAME);
  g_assert_cmpint (compare ("1987-05-12", "1987-12-05"), ==, AHADI_LINK_BIRTH_SWAPPED);
  g_assert_cmpint (compare ("1987-05-14", "1988-05-14"), ==, AHADI_LINK_BIRTH_NEAR);
  g_assert_cmpint (compare ("1987-05-14", "1978-05-14"), ==, AHADI_LINK_BIRTH_NEAR);
  g_assert_cmpint (compare ("1987-05-14", "1987-05-28"), ==, AHADI_LINK_BIRTH_PARTS);
  g_assert_cmpint (compare ("1987-05-14", "1961-11-28"), ==, AHADI_LINK_BIRTH_DIFFERENT);
}

static void
test_month_above_twelve_is_a_day (void)
{
  g_assert_cmpint (compare ("1960-17-08", "1960-08-17"), ==, AHADI_LINK_BIRTH_SWAPPED);
  g_assert_cmpint (compare ("1960-17-08", "1961-08-17"), ==, AHADI_LINK_BIRTH_NEAR);
}

static void
test_missing_says_nothing (void)
{
  g_assert_cmpint (compare ("", "1987-05-14"), ==, AHADI_LINK_BIRTH_UNKNOWN);
  g_assert_cmpint (compare ("", ""), ==, AHADI_LINK_BIRTH_UNKNOWN);
}

static void
test_approximate_dates_agree_by_year (void)
{
  g_assert_cmpint (compare ("1987", "1987-05-14"), ==, AHADI_LINK_BIRTH_YEAR_SAME);
  g_assert_cmpint (compare ("1987-05", "1987-05-14"), ==, AHADI_LINK_BIRTH_YEAR_SAME);
  g_assert_cmpint (compare ("1987-06", "1987-05-14"), ==, AHADI_LINK_BIRTH_YEAR_CLOSE);
  g_assert_cmpint (compare ("1988", "1987-05-14"), ==, AHADI_LINK_BIRTH_YEAR_CLOSE);
  g_assert_cmpint (compare ("1989", "1987"), ==, AHADI_LINK_BIRTH_YEAR_DIFFERENT);
  g_assert_cmpint (compare ("c. 1990", "1987"), ==, AHADI_LINK_BIRTH_YEAR_CLOSE);
  g_assert_cmpint (compare ("c. 1991", "1987"), ==, AHADI_LINK_BIRTH_YEAR_DIFFERENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/birth/reads-what-tables-hold", test_reads_what_tables_hold);
  g_test_add_func ("/link/birth/no-date-is-missing", test_no_date_is_missing);
  g_test_add_func ("/link/birth/full-dates-agree-by-level",
                   test_full_dates_agree_by_level);
  g_test_add_func ("/link/birth/month-above-twelve-is-a-day",
                   test_month_above_twelve_is_a_day);
  g_test_add_func ("/link/birth/missing-says-nothing", test_missing_says_nothing);
  g_test_add_func ("/link/birth/approximate-dates-agree-by-year",
                   test_approximate_dates_agree_by_year);
  return g_test_run ();
}
