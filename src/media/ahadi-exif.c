/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * EXIF is a TIFF 6.0 (Adobe, 1992) file of one picture's descriptions:
 *
 *   0  2  "II" little-endian, or "MM" big-endian     4  4  offset of the first directory
 *   2  2  42
 *
 * A directory: u16 number of entries, then entries of 12 bytes: u16 tag, u16 type, u32
 * count, and the value, or its offset if it has more than 4 bytes. Read from the first
 * directory: 010F maker, 0110 model, 0112 orientation, 0132 time, 8769 offset of the
 * directory with 9003 (time of the picture), 8825 offset of the one with 1 to 4
 * (position).
 *
 *   X1 The byte order, 42 and the offsets lead to directories inside the block.
 *   X2 A directory has at most 256 entries, all inside the block.
 *   X3 A value lies inside the block and has the type and count of its tag.
 *   X4 A position is degrees, minutes and seconds, none divided by 0, at most 90 and 180.
 *
 * What breaks a rule is not there. A directory is read once and at most two are followed,
 * so no chain of offsets goes on for ever.
 */

#include "ahadi-exif.h"

#include <string.h>

#include "ahadi-media-text.h"

#define HEADER_SIZE 8
#define ENTRY_SIZE 12
#define MAX_ENTRIES 256

enum
{
  TYPE_TEXT = 2,
  TYPE_SHORT = 3,
  TYPE_LONG = 4,
  TYPE_RATIO = 5,
};

enum
{
  TAG_LATITUDE_SIDE = 1,
  TAG_LATITUDE = 2,
  TAG_LONGITUDE_SIDE = 3,
  TAG_LONGITUDE = 4,
  TAG_MAKER = 0x010f,
  TAG_MODEL = 0x0110,
  TAG_ORIENTATION = 0x0112,
  TAG_CHANGED = 0x0132,
  TAG_EXIF = 0x8769,
  TAG_POSITION = 0x8825,
  TAG_TAKEN = 0x9003,
};

typedef struct
{
  const guint8 *bytes;
  gsize size;
  gboolean is_big; /* big-endian */
} Block;

static guint
get_short (const Block *self, gsize at)
{
  const guint8 *b = self->bytes + at;

  return self->is_big ? (guint) b[0] << 8 | b[1] : (guint) b[1] << 8 | b[0];
}

static guint32
get_long (const Block *self, gsize at)
{
  guint32 first = get_short (self, at);
  guint32 second = get_short (self, at + 2);

  return self->is_big ? first << 16 | second : second << 16 | first;
}

static gsize
type_size (guint type)
{
  switch (type)
    {
    case TYPE_TEXT:
      return 1;
    case TYPE_SHORT:
      return 2;
    case TYPE_LONG:
      return 4;
    case TYPE_RATIO:
    default:
      return 8;
    }
}

/* Where the entry @tag of @directory stands; 0 if there is none (X2). */
static gsize
find_entry (const Block *self, gsize directory, guint tag)
{
  guint n;

  if (directory < HEADER_SIZE || self->size < 2 || directory > self->size - 2)
    return 0;

  n = get_short (self, directory);
  if (n > MAX_ENTRIES || n * ENTRY_SIZE > self->size - 2 - directory)
    return 0;

  for (guint i = 0; i < n; i++)
    if (get_short (self, directory + 2 + i * ENTRY_SIZE) == tag)
      return directory + 2 + i * ENTRY_SIZE;

  return 0;
}

/* Where the value of @tag stands; 0 if it is not there (X3). @count: (inout): asked for,
 * or 0 for any; then what it has */
static gsize
find_value (const Block *self, gsize directory, guint tag, guint type, guint32 *count)
{
  gsize entry = find_entry (self, directory, tag);
  guint32 found;
  guint64 length;
  guint64 at;

  if (entry == 0 || get_short (self, entry + 2) != type)
    return 0;

  found = get_long (self, entry + 4);
  if (found == 0 || (*count != 0 && found != *count))
    return 0;

  length = (guint64) found * type_size (type);
  at = length <= 4 ? entry + 8 : get_long (self, entry + 8);
  if (at + length > self->size)
    return 0;

  *count = found;
  return (gsize) at;
}

static void
read_text (const Block *self, gsize directory, guint tag, char *text, gsize size)
{
  guint32 count = 0;
  gsize at = find_value (self, directory, tag, TYPE_TEXT, &count);
  gsize length = 0;

  while (at != 0 && length < MIN (count, size - 1) &&
         g_ascii_isprint ((char) self->bytes[at + length]))
    length++;

  memcpy (text, self->bytes + at, length);
  text[length] = '\0';
  g_strchomp (text);
}

static gsize
read_offset (const Block *self, gsize directory, guint tag)
{
  guint32 count = 1;
  gsize at = find_value (self, directory, tag, TYPE_LONG, &count);

  return at != 0 ? get_long (self, at) : 0;
}

gboolean
ahadi_exif_parse_degrees (const guint8 bytes[AHADI_EXIF_DEGREES_SIZE],
                          gboolean is_big,
                          double limit,
                          double *degrees)
{
  static const double parts[] = { 1, 60, 3600 };
  Block block = { bytes, AHADI_EXIF_DEGREES_SIZE, is_big };

  *degrees = 0;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      guint32 above = get_long (&block, 8 * i);
      guint32 below = get_long (&block, 8 * i + 4);

      if (below == 0)
        return FALSE;
      *degrees += (double) above / below / parts[i];
    }

  return *degrees <= limit;
}

/* X4 */
static gboolean
read_degrees (
    const Block *self, gsize directory, guint tag, double limit, double *degrees)
{
  guint32 count = 3;
  gsize at = find_value (self, directory, tag, TYPE_RATIO, &count);

  *degrees = 0;
  return at != 0 &&
         ahadi_exif_parse_degrees (self->bytes + at, self->is_big, limit, degrees);
}

/* Whether the side of @tag is @letter: south, west. */
static gboolean
is_side (const Block *self, gsize directory, guint tag, char letter)
{
  char side[2];

  read_text (self, directory, tag, side, sizeof side);
  return side[0] == letter;
}

static void
read_position (const Block *self, gsize directory, AhadiExif *exif)
{
  exif->has_position =
      read_degrees (self, directory, TAG_LATITUDE, 90, &exif->latitude) &&
      read_degrees (self, directory, TAG_LONGITUDE, 180, &exif->longitude);
  if (is_side (self, directory, TAG_LATITUDE_SIDE, 'S'))
    exif->latitude = -exif->latitude;
  if (is_side (self, directory, TAG_LONGITUDE_SIDE, 'W'))
    exif->longitude = -exif->longitude;
}

static void
read_camera (const Block *self, gsize directory, AhadiExif *exif)
{
  char maker[32];
  char model[32];

  read_text (self, directory, TAG_MAKER, maker, sizeof maker);
  read_text (self, directory, TAG_MODEL, model, sizeof model);
  ahadi_media_text_join (exif->camera, sizeof exif->camera, maker, model);
}

static guint
read_orientation (const Block *self, gsize directory)
{
  guint32 count = 1;
  gsize at = find_value (self, directory, TAG_ORIENTATION, TYPE_SHORT, &count);
  guint value = at != 0 ? get_short (self, at) : 0;

  return value <= 8 ? value : 0;
}

void
ahadi_exif_read (const guint8 *tiff, gsize size, AhadiExif *self)
{
  Block block = { tiff, size, FALSE };
  gsize first;

  *self = (AhadiExif){ 0 };
  if (size < HEADER_SIZE || (memcmp (tiff, "II", 2) != 0 && memcmp (tiff, "MM", 2) != 0))
    return;
  block.is_big = tiff[0] == 'M';
  if (get_short (&block, 2) != 42)
    return;

  first = get_long (&block, 4);
  self->orientation = read_orientation (&block, first);
  read_camera (&block, first, self);
  read_text (&block, read_offset (&block, first, TAG_EXIF), TAG_TAKEN, self->taken,
             sizeof self->taken);
  if (*self->taken == '\0')
    read_text (&block, first, TAG_CHANGED, self->taken, sizeof self->taken);
  read_position (&block, read_offset (&block, first, TAG_POSITION), self);
}

void
ahadi_exif_write_orientation (guint orientation, guint8 tiff[AHADI_EXIF_ORIENTATION_SIZE])
{
  static const guint8 block[AHADI_EXIF_ORIENTATION_SIZE] = {
    'I',  'I',  42,         0, HEADER_SIZE, 0, 0, 0, /* header */
    1,    0,                                         /* one entry */
    0x12, 0x01, TYPE_SHORT, 0, 1,           0, 0, 0, /* orientation, one short */
    0,    0,    0,          0,                       /* which */
    0,    0,    0,          0,                       /* no further directory */
  };

  memcpy (tiff, block, sizeof block);
  tiff[18] = (guint8) orientation;
}
