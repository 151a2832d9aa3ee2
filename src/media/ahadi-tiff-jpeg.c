/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-tiff-jpeg.h"

#include <string.h>

#include "ahadi-media-error.h"

/* Segments are as in ahadi-jpeg.c; nothing may move here. */
#define STEP 4096

enum
{
  TEM = 0x01,
  RESTART_FIRST = 0xd0,
  START = 0xd8,
  END = 0xd9,
  SCAN = 0xda,
  APP0 = 0xe0,
  APP14 = 0xee,
  APP15 = 0xef,
  COMMENT = 0xfe,
};

#define JFIF_SIZE 14
#define ADOBE_SIZE 12

typedef struct
{
  AhadiMediaFilter *filter;
  GArray *edits; /* AhadiMediaEdit */
  guint64 at;    /* of the next byte */
  guint64 end;
  guint8 buffer[STEP];
  gsize used;
  gsize filled;
} Data;

static gboolean
refuse (GError **error)
{
  return ahadi_media_refuse (error, "T7", "JPEG data in it is not right");
}

/* The next byte. */
static gboolean
take (Data *self, guint8 *byte, GError **error)
{
  if (self->at == self->end)
    return refuse (error);

  if (self->used == self->filled)
    {
      self->used = 0;
      self->filled = (gsize) MIN (self->end - self->at, STEP);
      if (!ahadi_media_filter_load (self->filter, self->at, self->buffer, self->filled,
                                    error))
        return FALSE;
    }

  *byte = self->buffer[self->used++];
  self->at++;
  return TRUE;
}

/* @n bytes that become zeros, unless they are. */
static gboolean
clear (Data *self, guint64 n, GError **error)
{
  guint64 start = self->at;
  gboolean tells = FALSE;
  guint8 byte = 0;

  for (guint64 i = 0; i < n; i++)
    {
      if (!take (self, &byte, error))
        return FALSE;
      tells |= byte != 0;
    }

  if (tells)
    ahadi_media_edits_fill (self->edits, start, n, 0);
  self->filter->facts.tells_more |= tells;
  return TRUE;
}

static gboolean
pass (Data *self, guint64 n, GError **error)
{
  guint8 byte = 0;

  for (guint64 i = 0; i < n; i++)
    if (!take (self, &byte, error))
      return FALSE;
  return TRUE;
}

/* Whether those that follow are @text; none is used up. */
static gboolean
begins (Data *self, const char *text, gsize size, gboolean *does, GError **error)
{
  guint8 bytes[8];

  *does = FALSE;
  if (self->end - self->at < size)
    return refuse (error);
  if (!ahadi_media_filter_load (self->filter, self->at, bytes, size, error))
    return FALSE;

  *does = memcmp (bytes, text, size) == 0;
  return TRUE;
}

static gboolean
filter_segment (Data *self, guint8 marker, GError **error)
{
  gboolean is_app = marker >= APP0 && marker <= APP15;
  gboolean draws = !is_app && marker != COMMENT;
  guint8 length[2] = { 0 };
  guint size;

  if (!take (self, &length[0], error) || !take (self, &length[1], error))
    return FALSE;
  size = (guint) length[0] << 8 | length[1];
  if (size < 2)
    return refuse (error);

  size -= 2;
  if (marker == APP0 && size == JFIF_SIZE && !begins (self, "JFIF", 5, &draws, error))
    return FALSE;
  if (marker == APP14 && size == ADOBE_SIZE && !begins (self, "Adobe", 5, &draws, error))
    return FALSE;
  return draws ? pass (self, size, error) : clear (self, size, error);
}

/* Up to the next marker, or the end: data may stop there. */
static gboolean
pass_scan (Data *self, guint8 *marker, GError **error)
{
  guint8 byte = 0;

  *marker = END;
  while (self->at < self->end)
    {
      if (!take (self, &byte, error))
        return FALSE;
      while (byte == 0xff && self->at < self->end)
        {
          if (!take (self, &byte, error))
            return FALSE;
          if (byte != 0 && byte != 0xff && (byte & 0xf8) != RESTART_FIRST)
            {
              *marker = byte;
              return TRUE;
            }
        }
    }

  return TRUE;
}

static gboolean
take_marker (Data *self, guint8 *marker, GError **error)
{
  if (!take (self, marker, error))
    return FALSE;
  if (*marker != 0xff)
    return refuse (error);

  while (*marker == 0xff)
    if (!take (self, marker, error))
      return FALSE;
  return (*marker > TEM && *marker != START && (*marker & 0xf8) != RESTART_FIRST) ||
         refuse (error);
}

gboolean
ahadi_tiff_jpeg_clear (
    AhadiMediaFilter *filter, guint64 start, guint64 size, GArray *edits, GError **error)
{
  Data data = { .filter = filter, .edits = edits, .at = start, .end = start + size };
  guint8 first[2] = { 0 };
  guint8 marker = 0;

  if (!take (&data, &first[0], error) || !take (&data, &first[1], error))
    return FALSE;
  if (first[0] != 0xff || first[1] != START)
    return refuse (error);

  if (!take_marker (&data, &marker, error))
    return FALSE;
  while (marker != END)
    {
      gboolean is_scan = marker == SCAN;

      if (!filter_segment (&data, marker, error) ||
          (is_scan ? !pass_scan (&data, &marker, error)
                   : !take_marker (&data, &marker, error)))
        return FALSE;
    }

  return clear (&data, data.end - data.at, error);
}
