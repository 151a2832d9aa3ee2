/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-date.h"

#include <string.h>

#include "ahadi-base-error.h"
#include "ahadi-hlc.h"

#define YEAR_MIN 1800
#define YEAR_MAX 2200

/* Reads exactly @n digits into @value. */
static gboolean
read_digits (const char *text, int n, int *value)
{
  *value = 0;
  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }
  return TRUE;
}

static int
days_in_month (int year, int month)
{
  return g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
}

/* Returns NULL or why @text is not a date. */
static const char *
parse_parts (const char *text, AhadiDate *date)
{
  gsize length = strlen (text);

  if (length != 4 && length != 7 && length != 10)
    return "not of the form 1987, 1987-05 or 1987-05-14";
  if (!read_digits (text, 4, &date->year))
    return "the year is not four digits";
  if (date->year < YEAR_MIN || date->year > YEAR_MAX)
    return "the year is not between 1800 and 2200";

  if (length >= 7)
    {
      if (text[4] != '-' || !read_digits (text + 5, 2, &date->month))
        return "the month is not two digits";
      if (date->month < 1 || date->month > 12)
        return "there is no such month";
    }
  if (length == 10)
    {
      if (text[7] != '-' || !read_digits (text + 8, 2, &date->day))
        return "the day is not two digits";
      if (date->day < 1 || date->day > days_in_month (date->year, date->month))
        return "there is no such day";
    }
  return NULL;
}

gboolean
ahadi_date_parse (const char *text, AhadiDate *date, GError **error)
{
  AhadiDate parsed = { 0 };
  const char *problem = parse_parts (text, &parsed);

  if (problem)
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX,
                   "cannot read date: %s", problem);
      return FALSE;
    }

  *date = parsed;
  return TRUE;
}

AhadiDate
ahadi_date_today (void)
{
  g_autoptr (GDateTime) now =
      g_date_time_new_from_unix_local (ahadi_wall_clock_ms () / 1000);
  AhadiDate date = { 0 };

  g_assert (now);
  g_date_time_get_ymd (now, &date.year, &date.month, &date.day);
  return date;
}

char *
ahadi_date_to_string (const AhadiDate *date)
{
  if (date->month == 0)
    return g_strdup_printf ("%04d", date->year);
  if (date->day == 0)
    return g_strdup_printf ("%04d-%02d", date->year, date->month);
  return g_strdup_printf ("%04d-%02d-%02d", date->year, date->month, date->day);
}

static AhadiDate
earliest (const AhadiDate *date)
{
  AhadiDate result = *date;

  if (result.month == 0)
    {
      result.month = 1;
      result.day = 0;
    }
  if (result.day == 0)
    result.day = 1;
  return result;
}

static AhadiDate
latest (const AhadiDate *date)
{
  AhadiDate result = *date;

  if (result.month == 0)
    {
      result.month = 12;
      result.day = 0;
    }
  if (result.day == 0)
    result.day = days_in_month (result.year, result.month);
  return result;
}

/* Days of full dates, in calendar order though not evenly spaced. */
static int
to_ordinal (AhadiDate date)
{
  return (date.year * 12 + date.month) * 31 + date.day;
}

gboolean
ahadi_date_is_after (const AhadiDate *date, const AhadiDate *limit)
{
  return to_ordinal (earliest (date)) > to_ordinal (latest (limit));
}

int
ahadi_date_youngest_age (const AhadiDate *birth, const AhadiDate *on)
{
  AhadiDate born = latest (birth);
  AhadiDate day = earliest (on);
  int age = day.year - born.year;

  /* Born on 29 February, one is a year older on 1 March of a common year. */
  if (day.month < born.month || (day.month == born.month && day.day < born.day))
    age--;
  return MAX (age, 0);
}
