/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

/* Saturday, 14 November 2026, 10:05 UTC */
#define NOON_MS G_GINT64_CONSTANT (1794650700000)
#define DAY_MS G_GINT64_CONSTANT (86400000)

static void
assert_date (const char *iso, const char *expected)
{
  g_autofree char *text = ahadi_words_date (iso);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_dates_are_said_as_people_do (void)
{
  assert_date ("2026-11-14", "today");
  assert_date ("2026-11-13", "yesterday");
  assert_date ("2026-11-15", "tomorrow");
  assert_date ("2026-11-12", "12 Nov 2026");
  assert_date ("2026-01-02", "2 Jan 2026");
  assert_date ("1987-05", "May 1987");
  assert_date ("1987", "1987");
  assert_date ("soon", "soon");
  assert_date (NULL, "");
}

static void
assert_time (gint64 ms, const char *expected)
{
  g_autofree char *text = ahadi_words_time (ms);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_times_name_day_and_hour (void)
{
  assert_time (NOON_MS, "today, 10:05");
  assert_time (NOON_MS - DAY_MS, "yesterday, 10:05");
  assert_time (NOON_MS - 30 * DAY_MS, "15 Oct 2026, 10:05");
  assert_time (0, "never");
}

static void
assert_value (const AhadiField *field, const char *value, const char *expected)
{
  g_autofree char *text = ahadi_words_value (field, value);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_values_are_said_by_their_type (void)
{
  const AhadiField *member = ahadi_member_info.fields;
  const AhadiField *report = ahadi_report_info.fields;

  assert_value (&member[AHADI_MEMBER_NAME], "Achieng", "Achieng");
  assert_value (&member[AHADI_MEMBER_NAME], NULL, "");
  assert_value (&member[AHADI_MEMBER_PHONE], "+254712345678", "0712 345 678");
  assert_value (&member[AHADI_MEMBER_CONSENT], "true", "Yes");
  assert_value (&member[AHADI_MEMBER_STATUS], "lapsed", "Lapsed");
  assert_value (&report[AHADI_REPORT_CATEGORIES], "[\"bullying\",\"abuse\"]",
                "Bullying, Abuse");
}

static void
test_persons_are_counted_and_never_named (void)
{
  const AhadiField *persons = &ahadi_report_info.fields[AHADI_REPORT_PERSONS];

  assert_value (persons,
                "[{\"role\":\"witness\",\"anonymous\":false,\"name\":\"Wanjiru\"}]",
                "1 person");
  assert_value (persons,
                "[{\"role\":\"witness\",\"anonymous\":true},"
                "{\"role\":\"survivor\",\"anonymous\":true}]",
                "2 people");
}

static void
test_keys_are_said_by_their_number (void)
{
  g_autofree char *said =
      ahadi_words_key ("RWTerb7vESIzRAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g");
  g_autofree char *none = ahadi_words_key ("a letter");

  g_assert_cmpstr (said, ==, "dead beef 1122 3344");
  g_assert_cmpstr (none, ==, "a letter");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("AHADI_CLOCK_MS", "1794650700000", TRUE);
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/words-values/dates-are-said-as-people-do",
                   test_dates_are_said_as_people_do);
  g_test_add_func ("/app/words-values/times-name-day-and-hour",
                   test_times_name_day_and_hour);
  g_test_add_func ("/app/words-values/values-are-said-by-their-type",
                   test_values_are_said_by_their_type);
  g_test_add_func ("/app/words-values/persons-are-counted-and-never-named",
                   test_persons_are_counted_and_never_named);
  g_test_add_func ("/app/words-values/keys-are-said-by-their-number",
                   test_keys_are_said_by_their_number);
  return g_test_run ();
}
