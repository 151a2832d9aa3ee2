/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * JPEG (ITU T.81, B.1.1; JFIF 1.02; Exif 2.32, 4.7): FF D8, then segments
 *
 *   FF, marker, u16 length of what follows with itself, bytes
 *
 * and behind each start of scan (DA) its picture data, in which FF is followed by 00 or
 * D0 to D7, until the next marker; FF D9 ends the picture.
 *
 *   J1 It begins FF D8.
 *   J2 A segment begins FF and, after any more FF, a marker that is none of 00, 01, D0 to
 *      D8; its length is at least 2. Stray bytes before it are dropped.
 *   J3 Kept: every segment that is no APPn and no comment; APP0 with "JFIF" (without its
 *      small copy), APP2 with "ICC_PROFILE", APP14 with "Adobe". All else is dropped.
 *   J4 Picture data is kept.
 *   J5 The picture ends with FF D9; what follows is dropped (films, second pictures).
 *   J6 If the picture is turned, a block that says only that stands before the first
 *      segment that is no JFIF.
 *   F1 Nothing is cut short.
 */

#include <string.h>

#include "ahadi-media-error.h"
#include "ahadi-media-filter.h"

enum
{
  START = 0xd8,
  END = 0xd9,
  SCAN = 0xda,
  RESTART_FIRST = 0xd0,
  RESTART_LAST = 0xd7,
  TEM = 0x01,
  APP0 = 0xe0,
  APP1 = 0xe1,
  APP2 = 0xe2,
  APP14 = 0xee,
  APP15 = 0xef,
  COMMENT = 0xfe,
};

#define JFIF_SIZE 14
#define LEAD_SIZE 14

/* One segment, its first bytes looked at. */
typedef struct
{
  guint8 marker;
  gsize left;             /* bytes of it that are still in the file */
  guint8 lead[LEAD_SIZE]; /* its first bytes */
  gsize lead_size;
} Segment;

static gboolean
is_lone (guint8 marker)
{
  return marker == TEM || (marker >= RESTART_FIRST && marker <= RESTART_LAST);
}

/* What stands before FF is in no segment; decoders pass over it, so nothing is lost. */
static gboolean
drop_strays (AhadiMediaFilter *self, GError **error)
{
  const guint8 *bytes;
  const guint8 *found = NULL;
  gsize size;

  while (found == NULL)
    {
      if (!ahadi_media_filter_peek (self, &bytes, &size, error))
        return FALSE;
      if (size == 0)
        return ahadi_media_refuse (error, "F1", "it is cut short");

      found = memchr (bytes, 0xff, size);
      if (found != NULL)
        size = (gsize) (found - bytes);
      self->facts.tells_more |= size > 0;
      if (!ahadi_media_filter_skip (self, size, error))
        return FALSE;
    }

  return TRUE;
}

/* FF and marker; J2. */
static gboolean
take_marker (AhadiMediaFilter *self, guint8 *marker, GError **error)
{
  if (!drop_strays (self, error))
    return FALSE;

  do
    if (!ahadi_media_filter_take (self, marker, 1, error))
      return FALSE;
  while (*marker == 0xff);

  return (*marker != 0 && *marker != START && !is_lone (*marker)) ||
         ahadi_media_refuse (error, "J2", "a marker is none");
}

static gboolean
take_head (AhadiMediaFilter *self, Segment *segment, GError **error)
{
  guint8 length[2];
  gsize size;

  if (!ahadi_media_filter_take (self, length, sizeof length, error))
    return FALSE;
  size = (gsize) length[0] << 8 | length[1];
  if (size < 2)
    return ahadi_media_refuse (error, "J2", "a segment is shorter than its length");

  segment->lead_size = MIN (size - 2, LEAD_SIZE);
  segment->left = size - 2 - segment->lead_size;
  return ahadi_media_filter_take (self, segment->lead, segment->lead_size, error);
}

static gboolean
begins (const Segment *segment, const char *text, gsize size)
{
  return segment->lead_size >= size && memcmp (segment->lead, text, size) == 0;
}

static gboolean
keep_head (AhadiMediaFilter *self, const Segment *segment, GError **error)
{
  gsize size = 2 + segment->lead_size + segment->left;
  guint8 head[] = { 0xff, segment->marker, (guint8) (size >> 8), (guint8) size };

  return ahadi_media_filter_keep (self, head, sizeof head, error) &&
         ahadi_media_filter_keep (self, segment->lead, segment->lead_size, error);
}

static gboolean
keep_segment (AhadiMediaFilter *self, const Segment *segment, GError **error)
{
  return keep_head (self, segment, error) &&
         ahadi_media_filter_pass (self, segment->left, error);
}

/* Its last two bytes are the width and height of a small copy that follows. */
static gboolean
keep_jfif (AhadiMediaFilter *self, Segment *segment, GError **error)
{
  gsize copy = segment->left;

  segment->left = 0;
  self->facts.tells_more |= copy > 0;
  segment->lead[JFIF_SIZE - 2] = segment->lead[JFIF_SIZE - 1] = 0;
  return keep_head (self, segment, error) && ahadi_media_filter_skip (self, copy, error);
}

static gboolean
drop_segment (AhadiMediaFilter *self, const Segment *segment, GError **error)
{
  self->facts.removed += 4 + segment->lead_size;
  self->facts.tells_more = TRUE;
  return ahadi_media_filter_skip (self, segment->left, error);
}

/* "Exif" NUL NUL, then the block. */
static gboolean
drop_exif (AhadiMediaFilter *self, Segment *segment, GError **error)
{
  gsize size = segment->lead_size + segment->left - 6;
  g_autofree guint8 *block = g_malloc (size);
  gsize lead = segment->lead_size - 6;
  AhadiExif exif;

  memcpy (block, segment->lead + 6, lead);
  if (!ahadi_media_filter_take (self, block + lead, segment->left, error))
    return FALSE;

  self->facts.removed += 10 + size;
  ahadi_exif_read (block, size, &exif);
  ahadi_media_filter_note_exif (self, &exif);
  return TRUE;
}

/* J6 */
static gboolean
write_turn (AhadiMediaFilter *self, GError **error)
{
  guint turn = ahadi_media_filter_get_turn (self);
  Segment segment = { APP1, AHADI_EXIF_ORIENTATION_SIZE, "Exif\0\0", 6 };
  guint8 block[AHADI_EXIF_ORIENTATION_SIZE];

  if (turn == 0)
    return TRUE;

  ahadi_exif_write_orientation (turn, block);
  return keep_head (self, &segment, error) &&
         ahadi_media_filter_keep (self, block, sizeof block, error);
}

/* Frame header: precision, height, width. */
static void
note_size (AhadiMediaFilter *self, const Segment *segment)
{
  const guint8 *b = segment->lead;
  gboolean is_frame = segment->marker >= 0xc0 && segment->marker <= 0xcf &&
                      segment->marker != 0xc4 && segment->marker != 0xc8 &&
                      segment->marker != 0xcc;

  if (!is_frame || segment->lead_size < 5)
    return;
  self->facts.height = (guint32) b[1] << 8 | b[2];
  self->facts.width = (guint32) b[3] << 8 | b[4];
}

/* J3. @front: (inout): nothing but JFIF so far */
static gboolean
filter_segment (AhadiMediaFilter *self, Segment *segment, gboolean *front, GError **error)
{
  gboolean is_app = segment->marker >= APP0 && segment->marker <= APP15;

  if (segment->marker == APP0 && segment->lead_size == JFIF_SIZE &&
      begins (segment, "JFIF", 5))
    return keep_jfif (self, segment, error);
  if (*front && !write_turn (self, error))
    return FALSE;

  *front = FALSE;
  note_size (self, segment);
  if (segment->marker == APP1 && begins (segment, "Exif\0\0", 6))
    return drop_exif (self, segment, error);
  if ((segment->marker == APP2 && begins (segment, "ICC_PROFILE", 12)) ||
      (segment->marker == APP14 && begins (segment, "Adobe", 5)) ||
      (!is_app && segment->marker != COMMENT))
    return keep_segment (self, segment, error);

  return drop_segment (self, segment, error);
}

/* Keeps all before the next FF, which is used up and not kept. */
static gboolean
pass_to_ff (AhadiMediaFilter *self, GError **error)
{
  const guint8 *bytes;
  const guint8 *found;
  guint8 ff;
  gsize size;

  do
    {
      if (!ahadi_media_filter_peek (self, &bytes, &size, error))
        return FALSE;
      if (size == 0)
        return ahadi_media_refuse (error, "F1", "it is cut short");

      found = memchr (bytes, 0xff, size);
      if (found != NULL)
        size = (gsize) (found - bytes);
      if (!ahadi_media_filter_pass (self, size, error))
        return FALSE;
    }
  while (found == NULL);

  return ahadi_media_filter_take (self, &ff, 1, error);
}

/* J4. @marker: (out): of the segment that follows */
static gboolean
pass_data (AhadiMediaFilter *self, guint8 *marker, GError **error)
{
  guint8 pair[] = { 0xff, 0 };

  while (TRUE)
    {
      if (!pass_to_ff (self, error))
        return FALSE;
      do
        if (!ahadi_media_filter_take (self, pair + 1, 1, error))
          return FALSE;
      while (pair[1] == 0xff);

      if (pair[1] != 0 && !is_lone (pair[1]))
        {
          *marker = pair[1];
          return TRUE;
        }
      if (!ahadi_media_filter_keep (self, pair, sizeof pair, error))
        return FALSE;
    }
}

static gboolean
end_picture (AhadiMediaFilter *self, GError **error)
{
  static const guint8 end[] = { 0xff, END };

  return ahadi_media_filter_keep (self, end, sizeof end, error) &&
         ahadi_media_filter_skip_rest (self, error);
}

static gboolean
begin_picture (AhadiMediaFilter *self, GError **error)
{
  static const guint8 start[] = { 0xff, START };
  guint8 found[sizeof start];

  if (!ahadi_media_filter_take (self, found, sizeof found, error))
    return FALSE;

  return (memcmp (found, start, sizeof start) == 0 ||
          ahadi_media_refuse (error, "J1", "it has no start")) &&
         ahadi_media_filter_keep (self, start, sizeof start, error);
}

gboolean
ahadi_jpeg_filter (AhadiMediaFilter *self, GError **error)
{
  gboolean front = TRUE;
  Segment segment;

  if (!begin_picture (self, error) || !take_marker (self, &segment.marker, error))
    return FALSE;

  while (segment.marker != END)
    {
      gboolean is_scan = segment.marker == SCAN;

      if (!take_head (self, &segment, error) ||
          !filter_segment (self, &segment, &front, error))
        return FALSE;
      if (is_scan ? !pass_data (self, &segment.marker, error)
                  : !take_marker (self, &segment.marker, error))
        return FALSE;
    }

  return end_picture (self, error);
}
