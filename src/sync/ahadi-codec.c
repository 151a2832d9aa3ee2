/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-codec.h"

#include <string.h>

#include "ahadi-error-map.h"

#define LINE_LIMIT 200

/* The number behind @format, without sign or leading zeros; 0 if @text is anything else.
 */
static guint64
parse_number (const char *text, const char *format)
{
  guint64 number;

  if (!g_str_has_prefix (text, format) || text[strlen (format)] == '0' ||
      !g_ascii_string_to_unsigned (text + strlen (format), 10, 1, G_MAXUINT64, &number,
                                   NULL))
    return 0;

  return number;
}

static gboolean
check_format (const char *text, const char *format, guint version, GError **error)
{
  guint64 number = parse_number (text, format);

  if (number == version)
    return TRUE;

  if (number > version)
    g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NEWER,
                 "against rule J2: it is %s, and this program knows %s%u", text, format,
                 version);
  else
    g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_MALFORMED,
                 "against rule J2: its format is not %s%u", format, version);
  return FALSE;
}

/* Why what could not be parsed is refused. */
static const char *
find_json_rule (GError **error)
{
  return error != NULL &&
                 g_error_matches (*error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT)
             ? "J5"
             : "J1";
}

json_t *
ahadi_codec_read (
    const char *bytes, gsize size, const char *format, guint version, GError **error)
{
  g_autoptr (json_t) document = ahadi_json_parse (bytes, size, error);
  const char *text;

  if (document == NULL)
    {
      ahadi_sync_error_blame (error, AHADI_BASE_ERROR, find_json_rule (error));
      ahadi_error_map_input (error, "cannot read the document");
      return NULL;
    }
  if (!json_is_object (document))
    {
      ahadi_codec_refuse (error, "J1", "it is not an object");
      return NULL;
    }

  text = ahadi_json_get_text (document, "fmt", error);
  if (text == NULL)
    {
      ahadi_error_map_input (error, "cannot read the document");
      return NULL;
    }

  return check_format (text, format, version, error) ? g_steal_pointer (&document) : NULL;
}

json_t *
ahadi_codec_start (const char *format, guint version)
{
  g_autofree char *text = g_strdup_printf ("%s%u", format, version);
  json_t *document = json_object ();

  ahadi_json_set_text (document, "fmt", text);
  return document;
}

gboolean
ahadi_codec_check_spelling (const char *bytes,
                            gsize size,
                            const char *spelling,
                            GError **error)
{
  if (strlen (spelling) == size && memcmp (bytes, spelling, size) == 0)
    return TRUE;

  return ahadi_codec_refuse (error, "J4", "it is not in its one spelling");
}

gboolean
ahadi_codec_is_line (const char *text)
{
  g_autofree char *clean = ahadi_text_clean (text);

  return clean != NULL && strcmp (clean, text) == 0 && !ahadi_text_breaks_line (text) &&
         ahadi_text_length (text) <= LINE_LIMIT;
}

gboolean
ahadi_codec_check_typed (const char *text, gboolean required, GError **error)
{
  if (text != NULL && ahadi_codec_is_line (text) && (*text != 0 || !required))
    return TRUE;

  g_set_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE,
               "cannot keep a name: not one line of %d to %d characters",
               required ? 1 : 0, LINE_LIMIT);
  return FALSE;
}

gboolean
ahadi_codec_refuse (GError **error, const char *rule, const char *why)
{
  g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_MALFORMED, "against rule %s: %s",
               rule, why);
  return FALSE;
}
