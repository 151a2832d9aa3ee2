/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-matroska-notes.h"

#include <math.h>

#include "ahadi-media-text.h"
#include "base/ahadi-base.h"

/*
 * Tags (Matroska, RFC 9559, 5.1.8): 7373 Tag, in it 67C8 SimpleTag, in it 45A3 its name
 * and 4487 its text, both UTF-8. Time (4461) is in billionths of a second since 2001.
 */

enum
{
  TAG = 0x7373,
  SIMPLE_TAG = 0x67c8,
  TAG_NAME = 0x45a3,
  TAG_TEXT = 0x4487,
  INFO_TIME = 0x4461,
  INFO_WRITTEN_WITH = 0x5741,
};

#define DEEPEST 4
#define NANOSECONDS G_GINT64_CONSTANT (1000000000)
#define SECONDS_1970_TO_2001 G_GINT64_CONSTANT (978307200)

gsize
ahadi_ebml_width (guint8 first)
{
  gsize width = 1;

  while (width <= 8 && (first & 0x100 >> width) == 0)
    width++;
  return width <= 8 ? width : 0;
}

gsize
ahadi_ebml_read_head (const guint8 *bytes, gsize n, guint32 *id, guint64 *size)
{
  gsize id_width = n > 0 ? ahadi_ebml_width (bytes[0]) : 0;
  gsize width;
  guint64 all;

  if (id_width == 0 || id_width > 4 || id_width >= n)
    return 0;
  width = ahadi_ebml_width (bytes[id_width]);
  if (width == 0 || width > n - id_width)
    return 0;

  *id = 0;
  for (gsize i = 0; i < id_width; i++)
    *id = *id << 8 | bytes[i];
  all = ((guint64) 1 << (7 * width)) - 1;
  *size = bytes[id_width];
  for (gsize i = 1; i < width; i++)
    *size = *size << 8 | bytes[id_width + i];
  *size &= all;
  if (*size == all)
    *size = G_MAXUINT64;
  return id_width + width;
}

void
ahadi_matroska_note_info (AhadiMediaFacts *facts,
                          guint32 id,
                          const guint8 *bytes,
                          gsize size)
{
  AhadiExif *exif = &facts->exif;

  if (id == INFO_WRITTEN_WITH)
    ahadi_media_text_note (exif->camera, sizeof exif->camera, bytes, size, NULL);
  else if (id == INFO_TIME && size == 8)
    ahadi_media_text_note_time (exif->taken, sizeof exif->taken,
                                (gint64) ahadi_get_u64be (bytes) / NANOSECONDS +
                                    SECONDS_1970_TO_2001);
}

static void
note_position (AhadiExif *exif, const char *text)
{
  double latitude;
  double longitude;

  if (exif->has_position || !ahadi_media_text_to_position (text, &latitude, &longitude) ||
      !(fabs (latitude) <= 90) || !(fabs (longitude) <= 180))
    return;

  exif->has_position = TRUE;
  exif->latitude = latitude;
  exif->longitude = longitude;
}

static void
note_tag (AhadiMediaFacts *facts, const char *name, const guint8 *bytes, gsize size)
{
  AhadiExif *exif = &facts->exif;
  char text[65] = "";

  ahadi_media_text_note (text, sizeof text, bytes, size, NULL);
  if (g_ascii_strcasecmp (name, "ARTIST") == 0 ||
      g_ascii_strcasecmp (name, "AUTHOR") == 0)
    ahadi_media_text_note (facts->author, sizeof facts->author, bytes, size, NULL);
  else if (g_ascii_strncasecmp (name, "DATE", 4) == 0)
    ahadi_media_text_note (exif->taken, sizeof exif->taken, bytes, size, NULL);
  else if (g_ascii_strncasecmp (name, "LOCATION", 8) == 0 ||
           g_ascii_strcasecmp (name, "com.apple.quicktime.location.ISO6709") == 0)
    note_position (exif, text);
}

/* Elements in elements; the name of a SimpleTag stands before its text. */
static void
read_tags (AhadiMediaFacts *facts, const guint8 *bytes, gsize size, guint depth)
{
  char name[65] = "";

  while (size > 0)
    {
      guint32 id;
      guint64 n;
      gsize head = ahadi_ebml_read_head (bytes, size, &id, &n);

      if (head == 0 || n > size - head)
        return;
      bytes += head;
      size -= head;
      if ((id == TAG || id == SIMPLE_TAG) && depth < DEEPEST)
        read_tags (facts, bytes, (gsize) n, depth + 1);
      else if (id == TAG_NAME)
        ahadi_media_text_note (name, sizeof name, bytes, (gsize) n, NULL);
      else if (id == TAG_TEXT)
        note_tag (facts, name, bytes, (gsize) n);
      bytes += n;
      size -= (gsize) n;
    }
}

void
ahadi_matroska_note_tags (AhadiMediaFacts *facts, const guint8 *bytes, gsize size)
{
  read_tags (facts, bytes, size, 0);
}
