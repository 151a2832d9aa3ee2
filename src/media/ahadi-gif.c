/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * GIF (CompuServe, 89a), integers little-endian: "GIF87a" or "GIF89a"; width 2, height 2,
 * flags 1, 0 2; colours; then blocks:
 *
 *   2C  position 4, size 4, flags 1; colours; 1 byte; stretches     a picture
 *   21  label 1; stretches                                          an extension
 *   3B                                                              the end
 *
 * Flags 80: there are 3 times 2^(1 + flags & 7) bytes of colours. A stretch: its size 1,
 * bytes; one of size 0 is the last.
 *
 *   G1 It begins so.
 *   G2 Kept: pictures, and extensions F9 (how a picture is shown) and FF of
 *      "NETSCAPE2.0" (how often). Any other extension is dropped: comments, texts, XMP.
 *   G3 Any other block is refused.
 *   G4 What follows the end is dropped.
 *   F1 Nothing is cut short.
 */

#include <string.h>

#include "ahadi-media-error.h"
#include "ahadi-media-filter.h"

#define START_SIZE 13
#define PICTURE_SIZE 9
#define NAME_SIZE 11
#define HAS_COLOURS 0x80

enum
{
  BLOCK_EXTENSION = 0x21,
  BLOCK_PICTURE = 0x2c,
  BLOCK_END = 0x3b,
  EXTENSION_SHOWN = 0xf9,
  EXTENSION_PROGRAM = 0xff,
};

static gsize
count_colours (guint8 flags)
{
  return (flags & HAS_COLOURS) != 0 ? 3u << (1 + (flags & 7)) : 0;
}

/* Stretches up to the last. */
static gboolean
filter_stretches (AhadiMediaFilter *self, gboolean keeps, GError **error)
{
  guint8 size;

  do
    {
      if (!ahadi_media_filter_take (self, &size, 1, error))
        return FALSE;
      self->facts.removed += keeps ? 0 : 1;
      if (keeps ? !ahadi_media_filter_keep (self, &size, 1, error) ||
                      !ahadi_media_filter_pass (self, size, error)
                : !ahadi_media_filter_skip (self, size, error))
        return FALSE;
    }
  while (size > 0);

  return TRUE;
}

static gboolean
keep_picture (AhadiMediaFilter *self, GError **error)
{
  guint8 bytes[1 + PICTURE_SIZE] = { BLOCK_PICTURE };

  return ahadi_media_filter_take (self, bytes + 1, PICTURE_SIZE, error) &&
         ahadi_media_filter_keep (self, bytes, sizeof bytes, error) &&
         ahadi_media_filter_pass (self, count_colours (bytes[PICTURE_SIZE]) + 1, error) &&
         filter_stretches (self, TRUE, error);
}

/* @size: of what was read of an extension, so far neither kept nor dropped */
static gboolean
filter_extension (AhadiMediaFilter *self,
                  gboolean keeps,
                  const guint8 *bytes,
                  gsize size,
                  GError **error)
{
  if (keeps && !ahadi_media_filter_keep (self, bytes, size, error))
    return FALSE;
  if (!keeps)
    {
      self->facts.removed += size;
      self->facts.tells_more = TRUE;
    }

  return filter_stretches (self, keeps, error);
}

static gboolean
read_extension (AhadiMediaFilter *self, GError **error)
{
  static const guint8 repeats[] = "\x0bNETSCAPE2.0";
  guint8 bytes[3 + NAME_SIZE] = { BLOCK_EXTENSION };

  if (!ahadi_media_filter_take (self, bytes + 1, 1, error))
    return FALSE;
  if (bytes[1] != EXTENSION_PROGRAM)
    return filter_extension (self, bytes[1] == EXTENSION_SHOWN, bytes, 2, error);

  if (!ahadi_media_filter_take (self, bytes + 2, 1, error))
    return FALSE;
  if (bytes[2] != NAME_SIZE)
    return ahadi_media_refuse (error, "G3", "an extension has no name");
  return ahadi_media_filter_take (self, bytes + 3, NAME_SIZE, error) &&
         filter_extension (self, memcmp (bytes + 2, repeats, 1 + NAME_SIZE) == 0, bytes,
                           sizeof bytes, error);
}

static gboolean
keep_start (AhadiMediaFilter *self, GError **error)
{
  guint8 bytes[START_SIZE];

  if (!ahadi_media_filter_take (self, bytes, sizeof bytes, error))
    return FALSE;
  if (memcmp (bytes, "GIF87a", 6) != 0 && memcmp (bytes, "GIF89a", 6) != 0)
    return ahadi_media_refuse (error, "G1", "it does not begin as one");

  self->facts.width = (guint32) bytes[6] | (guint32) bytes[7] << 8;
  self->facts.height = (guint32) bytes[8] | (guint32) bytes[9] << 8;
  return ahadi_media_filter_keep (self, bytes, sizeof bytes, error) &&
         ahadi_media_filter_pass (self, count_colours (bytes[10]), error);
}

static gboolean
filter_block (AhadiMediaFilter *self, guint8 block, GError **error)
{
  switch (block)
    {
    case BLOCK_PICTURE:
      return keep_picture (self, error);
    case BLOCK_EXTENSION:
      return read_extension (self, error);
    case BLOCK_END:
      return ahadi_media_filter_keep (self, &block, 1, error);
    default:
      return ahadi_media_refuse (error, "G3", "a part of it is not known");
    }
}

gboolean
ahadi_gif_filter (AhadiMediaFilter *self, GError **error)
{
  guint8 block = 0;

  if (!keep_start (self, error))
    return FALSE;

  while (block != BLOCK_END)
    if (!ahadi_media_filter_take (self, &block, 1, error) ||
        !filter_block (self, block, error))
      return FALSE;

  return ahadi_media_filter_skip_rest (self, error);
}
