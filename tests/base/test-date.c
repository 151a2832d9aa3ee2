/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ahadi-base.h"

static AhadiDate
date (const char *text)
{
  g_autoptr (GError) error = NULL;
  AhadiDate parsed;

  g_assert_true (ahadi_date_parse (text, &parsed, &error));
  g_assert_no_error (error);
  return parsed;
}

static void
test_text_round_trips (void)
{
  static const char *const texts[] = { "1987",       "1987-05", "1987-05-14",
                                       "2024-02-29", "1800",    "2200-12-31" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      AhadiDate parsed = date (texts[i]);
      g_autofree char *printed = ahadi_date_to_string (&parsed);

      g_assert_cmpstr (printed, ==, texts[i]);
    }
}

static void
test_parse_refuses_what_is_no_date (void)
{
  static const char *const bad[] = {
    "",
    "198",
    "19870",
    "1987-",
    "1987-5",
    "1987-05-",
    "1987-05-1",
    "1987/05",
    "1987-00",
    "1987-13",
    "1987-05-00",
    "1987-05-32",
    "1987-04-31",
    "2023-02-29",
    "1900-02-29",
    "1799",
    "2201",
    "1987-05-14 ",
    " 1987",
    "+987",
    "1987-0a",
    "1987 05 14",
    "1987-05-14T00:00",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      AhadiDate parsed = { 7, 7, 7 };

      g_assert_false (ahadi_date_parse (bad[i], &parsed, &error));
      g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX);
      g_assert_cmpint (parsed.year, ==, 7);
    }
}

typedef struct
{
  const char *date;
  const char *limit;
  gboolean after;
} AfterCase;

static void
test_after_means_certainly_after (void)
{
  static const AfterCase cases[] = {
    { "2026-05-15", "2026-05-14", TRUE },  { "2026-05-14", "2026-05-14", FALSE },
    { "2026-05-13", "2026-05-14", FALSE }, { "2026-06", "2026-05-14", TRUE },
    { "2026-05", "2026-05-14", FALSE },    { "2026-05", "2026-04-30", TRUE },
    { "2026", "2026-05-14", FALSE },       { "2027", "2026-05-14", TRUE },
    { "2026", "2025-12-31", TRUE },        { "2026-05-15", "2026", FALSE },
    { "2026-05-31", "2026-05", FALSE },    { "2026-06-01", "2026-05", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AhadiDate first = date (cases[i].date);
      AhadiDate limit = date (cases[i].limit);

      g_test_message ("%s after %s", cases[i].date, cases[i].limit);
      g_assert_cmpint (ahadi_date_is_after (&first, &limit), ==, cases[i].after);
    }
}

typedef struct
{
  const char *birth;
  const char *on;
  int age;
} AgeCase;

static void
test_age_is_the_youngest_possible (void)
{
  static const AgeCase cases[] = {
    { "2008-05-14", "2026-05-14", 18 }, { "2008-05-14", "2026-05-13", 17 },
    { "2008-05", "2026-05-30", 17 },    { "2008-05", "2026-05-31", 18 },
    { "2008", "2026-12-30", 17 },       { "2008", "2026-12-31", 18 },
    { "2008-02-29", "2026-02-28", 17 }, { "2008-02-29", "2026-03-01", 18 },
    { "2026", "2026-05-14", 0 },        { "2027", "2026-05-14", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AhadiDate birth = date (cases[i].birth);
      AhadiDate on = date (cases[i].on);

      g_test_message ("born %s, on %s", cases[i].birth, cases[i].on);
      g_assert_cmpint (ahadi_date_youngest_age (&birth, &on), ==, cases[i].age);
    }
}

static void
test_today_follows_the_clock (void)
{
  AhadiDate today;

  g_setenv ("AHADI_CLOCK_MS", "1767268800000", TRUE); /* 2026-01-01 12:00 UTC */
  today = ahadi_date_today ();
  g_unsetenv ("AHADI_CLOCK_MS");
  g_assert_cmpint (today.year, ==, 2026);
  g_assert_cmpint (today.month, ==, 1);
  g_assert_cmpint (today.day, ==, 1);
}

int
main (int argc, char **argv)
{
  /* In Nairobi, wherever the test runs. */
  g_setenv ("TZ", "EAT-3", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/date/text-round-trips", test_text_round_trips);
  g_test_add_func ("/base/date/parse-refuses-what-is-no-date",
                   test_parse_refuses_what_is_no_date);
  g_test_add_func ("/base/date/after-means-certainly-after",
                   test_after_means_certainly_after);
  g_test_add_func ("/base/date/age-is-the-youngest-possible",
                   test_age_is_the_youngest_possible);
  g_test_add_func ("/base/date/today-follows-the-clock", test_today_follows_the_clock);
  return g_test_run ();
}
