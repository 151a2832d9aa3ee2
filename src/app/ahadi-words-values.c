/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-trust.h"

/* Days from today in the calendar; the caller knows that @date is full. */
static int
days_from_today (const AhadiDate *date)
{
  AhadiDate today = ahadi_date_today ();
  g_autoptr (GDate) then = g_date_new_dmy ((GDateDay) date->day, (GDateMonth) date->month,
                                           (GDateYear) date->year);
  g_autoptr (GDate) now = g_date_new_dmy ((GDateDay) today.day, (GDateMonth) today.month,
                                          (GDateYear) today.year);

  return g_date_days_between (now, then);
}

/* NULL if the day is not next to today. */
static const char *
near_day (const AhadiDate *date)
{
  switch (days_from_today (date))
    {
    case -1:
      return _ ("yesterday");
    case 0:
      return _ ("today");
    case 1:
      return _ ("tomorrow");
    default:
      return NULL;
    }
}

/* The month's name comes from the locale. */
static char *
print_date (const AhadiDate *date)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_utc (date->year, MAX (date->month, 1), MAX (date->day, 1), 0, 0, 0);

  if (date->month == 0)
    return g_strdup_printf ("%d", date->year);
  if (date->day == 0)
    /* Translators: a month and its year, "May 1987" */
    return g_date_time_format (time, _ ("%B %Y"));
  /* Translators: a date, "14 Nov 2026" */
  return g_date_time_format (time, _ ("%-d %b %Y"));
}

char *
ahadi_words_date (const char *iso_date)
{
  const char *near = NULL;
  AhadiDate date;

  if (iso_date == NULL)
    return g_strdup ("");
  if (!ahadi_date_parse (iso_date, &date, NULL))
    return g_strdup (iso_date);

  if (date.day != 0)
    near = near_day (&date);
  return near != NULL ? g_strdup (near) : print_date (&date);
}

char *
ahadi_words_time (gint64 ms)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *day = NULL;
  g_autofree char *hour = NULL;
  AhadiDate date = { 0 };
  const char *near;

  if (ms > 0)
    time = g_date_time_new_from_unix_local (ms / 1000);
  if (time == NULL)
    return g_strdup (_ ("never"));

  g_date_time_get_ymd (time, &date.year, &date.month, &date.day);
  near = near_day (&date);
  day = near != NULL ? g_strdup (near) : print_date (&date);
  hour = g_date_time_format (time, "%H:%M");
  /* Translators: a day and an hour, "yesterday, 10:05" */
  return g_strdup_printf (_ ("%s, %s"), day, hour);
}

char *
ahadi_words_age (gint64 ms)
{
  guint days = ahadi_trust_count_days (ms);

  if (days == 0)
    return g_strdup (_ ("of today"));

  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u day old", "%u days old", days), days);
}

char *
ahadi_words_key (const char *key)
{
  AhadiVerifyKey parsed;
  const guint8 *n = parsed.number;

  if (!ahadi_verify_key_parse (key, &parsed, NULL))
    return g_strdup (key);

  return g_strdup_printf ("%02x%02x %02x%02x %02x%02x %02x%02x", n[0], n[1], n[2], n[3],
                          n[4], n[5], n[6], n[7]);
}

char *
ahadi_words_size (guint64 bytes)
{
  return g_format_size (bytes);
}

static char *
print_choices (const AhadiField *field, const char *value)
{
  g_autoptr (json_t) array = ahadi_json_parse (value, strlen (value), NULL);
  GString *text = g_string_new (NULL);
  json_t *choice;
  size_t i;

  json_array_foreach (array, i, choice)
  {
    if (!json_is_string (choice))
      continue;
    if (text->len > 0)
      g_string_append (text, ", ");
    g_string_append (text, ahadi_words_choice (field, json_string_value (choice)));
  }

  return g_string_free (text, FALSE);
}

static char *
count_persons (const char *value)
{
  g_autoptr (json_t) array = ahadi_json_parse (value, strlen (value), NULL);
  guint n = (guint) json_array_size (array);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person", "%u people", n), n);
}

char *
ahadi_words_value (const AhadiField *field, const char *value)
{
  if (value == NULL)
    return g_strdup ("");

  switch (field->type)
    {
    case AHADI_FIELD_DATE:
      return ahadi_words_date (value);
    case AHADI_FIELD_PHONE:
      return ahadi_phone_print (value);
    case AHADI_FIELD_CHOICE:
      return g_strdup (ahadi_words_choice (field, value));
    case AHADI_FIELD_BOOL:
      return g_strdup (g_str_equal (value, "true") ? _ ("Yes") : _ ("No"));
    case AHADI_FIELD_CHOICES:
      return print_choices (field, value);
    case AHADI_FIELD_PERSONS:
      return count_persons (value);
    case AHADI_FIELD_ENTITY:
      return g_strdup ("");
    case AHADI_FIELD_TEXT:
    default:
      return g_strdup (value);
    }
}
