/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-field.h"

#include <string.h>

#include "ahadi-model-error.h"
#include "ahadi-persons.h"

/* ITU-T E.164: at most 15 digits; below 7 no number can be dialled from abroad. */
#define PHONE_DIGITS_MIN 7
#define PHONE_DIGITS_MAX 15

#define LINE_CHARACTERS_MAX 500

/* Messages name the field and never its value: they may reach a log. */
static gboolean
refuse (const AhadiField *self, GError **error, const char *reason)
{
  g_set_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE, "cannot accept %s: %s",
               self->name, reason);
  return FALSE;
}

gboolean
ahadi_field_has_lines (const AhadiField *self)
{
  return self->type == AHADI_FIELD_TEXT && self->max_characters > LINE_CHARACTERS_MAX;
}

static gboolean
has_control_character (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (*at != '\n' && *at != '\t' && g_unichar_iscntrl (g_utf8_get_char (at)))
      return TRUE;

  return FALSE;
}

/* Most texts are. Every check of check_text() but for the length holds for them. */
static gboolean
is_visible_ascii (const char *text, gsize size)
{
  guint outside = 0;

  for (gsize i = 0; i < size; i++)
    outside |= (guint) (guchar) (text[i] - ' ') > '~' - ' ';

  return outside == 0;
}

static gboolean
check_text (const AhadiField *self, const char *value, GError **error)
{
  gsize size = strlen (value);

  if (size == 0)
    return refuse (self, error, "empty text; what is not known is left out");
  if ((self->max_characters == 0 || size <= self->max_characters) &&
      is_visible_ascii (value, size))
    return TRUE;
  if (!ahadi_text_is_nfc (value, size))
    return refuse (self, error, "not UTF-8 in normal form C");
  if (has_control_character (value))
    return refuse (self, error, "a control character");
  if (!ahadi_field_has_lines (self) && ahadi_text_breaks_line (value))
    return refuse (self, error, "more than a line");
  if (self->max_characters > 0 && size > self->max_characters &&
      ahadi_text_length (value) > self->max_characters)
    return refuse (self, error, "too long");

  return TRUE;
}

static gboolean
check_date (const AhadiField *self, const char *value, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AhadiDate date;

  if (!ahadi_date_parse (value, &date, &local_error))
    return refuse (self, error, "not a date");

  return TRUE;
}

static gboolean
check_phone (const AhadiField *self, const char *value, GError **error)
{
  gsize digits;

  if (value[0] != '+' || value[1] == '0')
    return refuse (self, error, "not an international telephone number");

  digits = strspn (value + 1, "0123456789");
  if (digits < PHONE_DIGITS_MIN || digits > PHONE_DIGITS_MAX || value[1 + digits] != '\0')
    return refuse (self, error, "not an international telephone number");

  return TRUE;
}

static gboolean
check_entity (const AhadiField *self, const char *value, GError **error)
{
  AhadiId id;

  if (!ahadi_id_parse (value, &id, NULL))
    return refuse (self, error, "not the id of a record");

  return TRUE;
}

/*
 * The array that the words found in @value make in their own order: if it is @value, then
 * @value was canonical. The words hold nothing that JSON escapes.
 */
static gboolean
check_choices (const AhadiField *self, const char *value, GError **error)
{
  g_autoptr (GString) canonical = g_string_new ("[");

  for (guint i = 0; self->choices[i] != NULL; i++)
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", self->choices[i]);

      if (strstr (value, quoted) == NULL)
        continue;
      if (canonical->len > 1)
        g_string_append_c (canonical, ',');
      g_string_append (canonical, quoted);
    }
  g_string_append_c (canonical, ']');

  if (!g_str_equal (canonical->str, value))
    return refuse (self, error, "not a canonical list of its words");

  return TRUE;
}

gboolean
ahadi_field_check (const AhadiField *self, const char *value, GError **error)
{
  if (value == NULL)
    return TRUE;

  switch (self->type)
    {
    case AHADI_FIELD_TEXT:
      return check_text (self, value, error);

    case AHADI_FIELD_DATE:
      return check_date (self, value, error);

    case AHADI_FIELD_PHONE:
      return check_phone (self, value, error);

    case AHADI_FIELD_CHOICE:
      return g_strv_contains (self->choices, value) ||
             refuse (self, error, "not one of its words");

    case AHADI_FIELD_BOOL:
      return g_str_equal (value, "true") || g_str_equal (value, "false") ||
             refuse (self, error, "neither true nor false");

    case AHADI_FIELD_ENTITY:
      return check_entity (self, value, error);

    case AHADI_FIELD_CHOICES:
      return check_choices (self, value, error);

    case AHADI_FIELD_PERSONS:
      return ahadi_persons_check (value, error);

    default:
      g_return_val_if_reached (FALSE);
    }
}

AhadiProblemCode
ahadi_field_name_problem (const AhadiField *self, const char *value)
{
  switch (self->type)
    {
    case AHADI_FIELD_TEXT:
      return self->max_characters > 0 && g_utf8_validate (value, -1, NULL) &&
                     ahadi_text_length (value) > self->max_characters
                 ? AHADI_PROBLEM_TOO_LONG
                 : AHADI_PROBLEM_OTHER_VALUE;

    case AHADI_FIELD_DATE:
      return self->exact_day ? AHADI_PROBLEM_NOT_A_DAY : AHADI_PROBLEM_NOT_A_DATE;

    case AHADI_FIELD_PHONE:
      return AHADI_PROBLEM_NOT_A_PHONE;

    case AHADI_FIELD_CHOICE:
    case AHADI_FIELD_CHOICES:
      return AHADI_PROBLEM_NOT_A_CHOICE;

    case AHADI_FIELD_BOOL:
    case AHADI_FIELD_ENTITY:
    case AHADI_FIELD_PERSONS:
    default:
      return AHADI_PROBLEM_OTHER_VALUE;
    }
}

static gboolean
is_array (const AhadiField *self)
{
  return self->type == AHADI_FIELD_CHOICES || self->type == AHADI_FIELD_PERSONS;
}

json_t *
ahadi_field_value_to_json (const AhadiField *self, const char *value)
{
  json_t *json = NULL;

  if (value == NULL)
    return json_null ();
  if (self->type == AHADI_FIELD_BOOL)
    return json_boolean (g_str_equal (value, "true"));

  if (is_array (self))
    json = ahadi_json_parse (value, strlen (value), NULL);
  /* An array that can't be read is shown as the text it is, rather than hidden. */
  if (json == NULL)
    json = json_string (value);

  return json != NULL ? json : json_null ();
}

gboolean
ahadi_field_value_from_json (const AhadiField *self,
                             json_t *json,
                             char **value,
                             GError **error)
{
  g_autofree char *text = NULL;

  if (json_is_null (json))
    {
      *value = NULL;
      return TRUE;
    }

  if (self->type == AHADI_FIELD_BOOL && json_is_boolean (json))
    text = g_strdup (json_is_true (json) ? "true" : "false");
  else if (is_array (self) && json_is_array (json))
    text = ahadi_json_print (json);
  else if (self->type != AHADI_FIELD_BOOL && !is_array (self) && json_is_string (json))
    text = g_strdup (json_string_value (json));
  else
    return refuse (self, error, "another JSON type than its own");

  if (!ahadi_field_check (self, text, error))
    return FALSE;

  *value = g_steal_pointer (&text);
  return TRUE;
}
