/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-vorbis-notes.h"

#include <string.h>

#include "ahadi-media-bytes.h"
#include "ahadi-media-text.h"

#define MOST_NOTES 4096

static void
note (AhadiMediaFacts *facts, const char *text, gsize n)
{
  const struct
  {
    const char *name;
    char *to;
    gsize size;
  } names[] = {
    { "ARTIST=", facts->author, sizeof facts->author },
    { "AUTHOR=", facts->author, sizeof facts->author },
    { "DATE=", facts->exif.taken, sizeof facts->exif.taken },
    { "ENCODER=", facts->exif.camera, sizeof facts->exif.camera },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize length = strlen (names[i].name);

      if (n >= length && g_ascii_strncasecmp (text, names[i].name, length) == 0)
        ahadi_media_text_note (names[i].to, names[i].size, text + length, n - length,
                               NULL);
    }
}

/* The next text, behind its length; %NULL at the end. */
static const char *
take_text (const guint8 **at, const guint8 *end, gsize *n)
{
  const char *text;

  if (end - *at < 4)
    return NULL;
  *n = ahadi_get_u32le (*at);
  if (*n > (gsize) (end - *at) - 4)
    return NULL;

  text = (const char *) *at + 4;
  *at += 4 + *n;
  return text;
}

void
ahadi_vorbis_notes_read (AhadiMediaFacts *facts, const guint8 *bytes, gsize size)
{
  const guint8 *end = bytes + size;
  const char *text;
  gsize n;

  if (take_text (&bytes, end, &n) == NULL || end - bytes < 4)
    return;

  bytes += 4;
  for (guint i = 0; i < MOST_NOTES; i++)
    {
      text = take_text (&bytes, end, &n);
      if (text == NULL)
        return;
      note (facts, text, n);
    }
}
