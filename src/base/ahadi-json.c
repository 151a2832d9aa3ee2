/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * JSON as we accept it: RFC 8259 with these rules on top. Each has a test of its number.
 *
 *  1. The buffer is one value and nothing after it but white space.
 *  2. UTF-8, no byte order mark, no NUL, no unpaired surrogate.
 *  3. No member twice in one object.
 *  4. Arrays and objects nested at most 16 deep; told before anything is built.
 *  5. Numbers are integers from -2^53 to 2^53, written without fraction or exponent.
 *  6. Every text and every member name is in normalisation form C.
 *
 * Messages never quote the input: it can hold names of people, and messages reach
 * terminals and logs.
 */
#include "ahadi-json.h"

#include <string.h>

#include "ahadi-base-error.h"
#include "ahadi-hex.h"
#include "ahadi-text.h"

#define DEPTH_LIMIT 16
#define INTEGER_LIMIT (G_GINT64_CONSTANT (1) << 53)

static void set_syntax_error (GError **error, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

static void
set_syntax_error (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX, "cannot read JSON: %s",
               message);
}

/* The greatest nesting of brackets outside texts: never below that of the value, if there
 * is one. */
static gsize
measure_depth (const char *text, gsize length)
{
  gsize depth = 0;
  gsize deepest = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (c == '"')
        quoted = !quoted;
      else if (quoted)
        i += c == '\\';
      else if (c == '{' || c == '[')
        {
          depth++;
          deepest = MAX (deepest, depth);
        }
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
    }
  return deepest;
}

/* Told from other problems: it is no slip of whoever wrote it. */
static const char too_large[] = "a number is above 2^53";

static gboolean
is_exact_integer (gint64 number)
{
  return number >= -INTEGER_LIMIT && number <= INTEGER_LIMIT;
}

static const char *
describe_problem (const json_error_t *problem)
{
  switch (json_error_code (problem))
    {
    case json_error_invalid_utf8:
      return "not UTF-8";
    case json_error_premature_end_of_input:
      return "ends too early";
    case json_error_end_of_input_expected:
      return "something follows the value";
    case json_error_duplicate_key:
      return "a member stands twice";
    case json_error_numeric_overflow:
      return too_large;
    case json_error_null_byte_in_key:
    case json_error_null_character:
      return "a text holds a NUL";
    default:
      return "syntax error";
    }
}

/* Returns NULL or why @value is refused; it is at most DEPTH_LIMIT deep. */
static const char *
find_problem (json_t *value)
{
  const char *problem = NULL;
  const char *name;
  json_t *member;
  size_t i;

  switch (json_typeof (value))
    {
    case JSON_REAL:
      return "a number is not an integer";
    case JSON_INTEGER:
      return is_exact_integer (json_integer_value (value)) ? NULL : too_large;
    case JSON_STRING:
      return ahadi_text_is_nfc (json_string_value (value),
                                (gssize) json_string_length (value))
                 ? NULL
                 : "a text is not in normalisation form C";
    case JSON_ARRAY:
      json_array_foreach (value, i, member)
      {
        problem = find_problem (member);
        if (problem)
          return problem;
      }
      return NULL;
    case JSON_OBJECT:
      json_object_foreach (value, name, member)
      {
        problem = ahadi_text_is_nfc (name, -1)
                      ? find_problem (member)
                      : "a member name is not in normalisation form C";
        if (problem)
          return problem;
      }
      return NULL;
    default:
      return NULL;
    }
}

json_t *
ahadi_json_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (json_t) value = NULL;
  const char *problem;
  json_error_t place;

  if (measure_depth (text, length) > DEPTH_LIMIT)
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT,
                   "cannot read JSON: deeper than %d", DEPTH_LIMIT);
      return NULL;
    }

  value = json_loadb (text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &place);
  problem = value != NULL ? find_problem (value) : describe_problem (&place);
  if (problem == too_large)
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT,
                   "cannot read JSON: %s", problem);
      return NULL;
    }
  if (value == NULL)
    {
      set_syntax_error (error, "%s at byte %d", problem, place.position);
      return NULL;
    }
  if (problem != NULL)
    {
      set_syntax_error (error, "%s", problem);
      return NULL;
    }

  return g_steal_pointer (&value);
}

static char *
print (const json_t *value, size_t flags)
{
  char *text = json_dumps (value, flags | JSON_ENCODE_ANY);

  /* Only a value we built wrongly (or no memory) can't be printed. */
  g_assert (text);
  return text;
}

char *
ahadi_json_print (const json_t *value)
{
  return print (value, JSON_COMPACT);
}

char *
ahadi_json_print_pretty (const json_t *value)
{
  return print (value, JSON_INDENT (2));
}

static gboolean
is_listed (const char *const *names, const char *name)
{
  return names && g_strv_contains (names, name);
}

/* A name can be quoted if it looks like one of a format's, and not like anything else. */
static gboolean
is_plain_name (const char *name)
{
  gsize length = strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_");

  return length > 0 && length <= 32 && name[length] == '\0';
}

gboolean
ahadi_json_check_members (json_t *object,
                          const char *const *required,
                          const char *const *optional,
                          GError **error)
{
  const char *name;
  json_t *member;

  if (!json_is_object (object))
    {
      set_syntax_error (error, "not an object");
      return FALSE;
    }

  for (gsize i = 0; required[i]; i++)
    if (!json_object_get (object, required[i]))
      {
        set_syntax_error (error, "“%s” is missing", required[i]);
        return FALSE;
      }

  json_object_foreach (object, name, member)
  {
    if (!is_listed (required, name) && !is_listed (optional, name))
      {
        set_syntax_error (error, "“%s” is not known here",
                          is_plain_name (name) ? name : "…");
        return FALSE;
      }
  }
  return TRUE;
}

/* The member, or NULL with an error if it is missing or not of @type. */
static json_t *
get_member (
    json_t *object, const char *name, json_type type, const char *what, GError **error)
{
  json_t *member = json_object_get (object, name);

  if (!member || json_typeof (member) != type)
    {
      set_syntax_error (error, "“%s” is %s", name, member ? what : "missing");
      return NULL;
    }
  return member;
}

const char *
ahadi_json_get_text (json_t *object, const char *name, GError **error)
{
  return json_string_value (get_member (object, name, JSON_STRING, "not a text", error));
}

gboolean
ahadi_json_get_int (json_t *object,
                    const char *name,
                    gint64 minimum,
                    gint64 maximum,
                    gint64 *value,
                    GError **error)
{
  json_t *member = get_member (object, name, JSON_INTEGER, "not an integer", error);
  gint64 number;

  if (!member)
    return FALSE;

  number = json_integer_value (member);
  if (number < minimum || number > maximum)
    {
      set_syntax_error (error, "“%s” is out of its range", name);
      return FALSE;
    }
  *value = number;
  return TRUE;
}

gboolean
ahadi_json_get_bytes (
    json_t *object, const char *name, guint8 *bytes, gsize size, GError **error)
{
  json_t *member = get_member (object, name, JSON_STRING, "not a text", error);

  if (!member)
    return FALSE;
  if (json_string_length (member) != 2 * size ||
      !ahadi_hex_decode (json_string_value (member), bytes, size))
    {
      set_syntax_error (error, "“%s” is not %" G_GSIZE_FORMAT " lower-case hex digits",
                        name, 2 * size);
      return FALSE;
    }
  return TRUE;
}

gboolean
ahadi_json_get_id (json_t *object, const char *name, AhadiId *id, GError **error)
{
  return ahadi_json_get_bytes (object, name, id->bytes, AHADI_ID_SIZE, error);
}

json_t *
ahadi_json_get_array (json_t *object, const char *name, GError **error)
{
  return get_member (object, name, JSON_ARRAY, "not an array", error);
}

static void
set_member (json_t *object, const char *name, json_t *member)
{
  int failed = json_object_set_new (object, name, member);

  g_assert (!failed);
}

void
ahadi_json_set_bytes (json_t *object, const char *name, const guint8 *bytes, gsize size)
{
  g_autofree char *text = g_malloc (2 * size + 1);

  ahadi_hex_encode (bytes, size, text);
  set_member (object, name, json_string_nocheck (text));
}

void
ahadi_json_set_text (json_t *object, const char *name, const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *composed = NULL;

  if (ahadi_text_is_nfc (text, -1))
    {
      set_member (object, name, json_string_nocheck (text));
      return;
    }

  /* Every reader of ours would refuse what we write otherwise. */
  valid = g_utf8_make_valid (text, -1);
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  set_member (object, name, json_string (composed));
}

void
ahadi_json_set_int (json_t *object, const char *name, gint64 value)
{
  g_assert (is_exact_integer (value));
  set_member (object, name, json_integer (value));
}
