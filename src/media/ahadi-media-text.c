/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-media-text.h"

#include <string.h>

#define LIMIT 1024

static char *
decode (const void *bytes, gsize n, const char *charset)
{
  if (charset != NULL)
    return g_convert (bytes, (gssize) n, "UTF-8", charset, NULL, NULL, NULL);

  n = strnlen (bytes, n);
  if (g_utf8_validate_len (bytes, n, NULL))
    return g_strndup (bytes, n);
  return g_convert (bytes, (gssize) n, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}

void
ahadi_media_text_note (
    char *text, gsize size, const void *bytes, gsize n, const char *charset)
{
  g_autofree char *decoded = NULL;
  gsize used = 0;

  if (*text != '\0')
    return;

  decoded = decode (bytes, MIN (n, LIMIT), charset);
  for (const char *at = decoded; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gboolean shows = g_unichar_isprint (g_utf8_get_char (at));
      gsize length = shows ? (gsize) (g_utf8_next_char (at) - at) : 1;

      if (used + length >= size)
        break;
      memcpy (text + used, shows ? at : " ", length);
      used += length;
    }

  text[used] = '\0';
  g_strstrip (text);
}

void
ahadi_media_text_note_time (char *text, gsize size, gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *said =
      time != NULL ? g_date_time_format (time, "%Y:%m:%d %H:%M:%S") : NULL;

  if (said != NULL)
    ahadi_media_text_note (text, size, said, strlen (said), NULL);
}

void
ahadi_media_text_join (char *text, gsize size, const char *maker, const char *model)
{
  g_snprintf (text, size, "%s%s%s", maker, *maker != '\0' && *model != '\0' ? " " : "",
              model);
}

static gboolean
is_signed (const char *text)
{
  return (*text == '+' || *text == '-') && g_ascii_isdigit (text[1]);
}

gboolean
ahadi_media_text_to_position (const char *text, double *latitude, double *longitude)
{
  char *second;

  if (!is_signed (text))
    return FALSE;
  *latitude = g_ascii_strtod (text, &second);
  if (!is_signed (second))
    return FALSE;

  *longitude = g_ascii_strtod (second, NULL);
  return TRUE;
}
