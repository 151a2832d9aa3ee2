/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * FLAC (RFC 9639, 8), integers big-endian: "fLaC", then blocks, then sound:
 *
 *   1 bit: the last, 7 bits of type; length 3; bytes
 *
 *   C1 It begins so, and with a block 0 of 34 bytes (what the sound is like).
 *   C2 Kept: blocks 0 and 3 (where to seek). Any other becomes padding (1), of zeros.
 *   C3 A block lies in the file; there are at most 1024.
 *   C4 The sound begins with FF F8 or FF F9. A last 128 bytes "TAG" (ID3) are dropped.
 *   F1 Nothing is cut short.
 */

#include <string.h>

#include "ahadi-media-edits.h"
#include "ahadi-media-error.h"
#include "ahadi-vorbis-notes.h"

#define START_SIZE 4
#define HEAD_SIZE 4
#define FORMAT_SIZE 34
#define TAG_SIZE 128
#define NOTES_LIMIT (1024 * 1024)
#define MOST_BLOCKS 1024
#define IS_LAST 0x80

enum
{
  BLOCK_FORMAT = 0,
  BLOCK_PADDING = 1,
  BLOCK_SEEK = 3,
  BLOCK_NOTES = 4,
};

static const guint8 padding[] = { BLOCK_PADDING, IS_LAST | BLOCK_PADDING };

typedef struct
{
  AhadiMediaFilter *filter;
  GArray *edits; /* AhadiMediaEdit */
  guint64 size;  /* of the file */
  guint64 at;
} Flac;

static gboolean
note_block (Flac *self, guint type, gsize size, GError **error)
{
  g_autofree guint8 *bytes = NULL;

  if (type != BLOCK_PADDING)
    self->filter->facts.tells_more = TRUE;
  if (type != BLOCK_NOTES || size > NOTES_LIMIT)
    return TRUE;
  bytes = g_malloc (size + 1);
  if (!ahadi_media_filter_load (self->filter, self->at + HEAD_SIZE, bytes, size, error))
    return FALSE;

  ahadi_vorbis_notes_read (&self->filter->facts, bytes, size);
  return TRUE;
}

/* @is_last: (out) */
static gboolean
read_block (Flac *self, gboolean is_first, gboolean *is_last, GError **error)
{
  guint8 head[HEAD_SIZE];
  guint type;
  gsize size;

  if (!ahadi_media_filter_load (self->filter, self->at, head, sizeof head, error))
    return FALSE;

  *is_last = (head[0] & IS_LAST) != 0;
  type = head[0] & ~IS_LAST;
  size = (gsize) head[1] << 16 | (gsize) head[2] << 8 | head[3];
  if (is_first && (type != BLOCK_FORMAT || size != FORMAT_SIZE))
    return ahadi_media_refuse (error, "C1", "it does not say what the sound is like");
  if (size > self->size - self->at - HEAD_SIZE)
    return ahadi_media_refuse (error, "C3", "a block is longer than the recording");

  if (!is_first && type != BLOCK_SEEK)
    {
      if (!note_block (self, type, size, error))
        return FALSE;
      ahadi_media_edits_write (self->edits, self->at,
                               g_bytes_new_static (&padding[*is_last], 1));
      ahadi_media_edits_fill (self->edits, self->at + HEAD_SIZE, size, 0);
    }
  self->at += HEAD_SIZE + size;
  return TRUE;
}

static gboolean
read_blocks (Flac *self, GError **error)
{
  gboolean is_last = FALSE;

  for (guint n = 0; !is_last; n++)
    {
      if (n == MOST_BLOCKS)
        return ahadi_media_refuse (error, "C3", "it has too many blocks");
      if (!read_block (self, n == 0, &is_last, error))
        return FALSE;
    }

  return TRUE;
}

/* C4 */
static gboolean
read_sound (Flac *self, GError **error)
{
  guint8 bytes[3];

  if (!ahadi_media_filter_load (self->filter, self->at, bytes, 2, error))
    return FALSE;
  if (bytes[0] != 0xff || (bytes[1] & 0xfe) != 0xf8)
    return ahadi_media_refuse (error, "C4", "it has no sound");
  if (self->size - self->at < TAG_SIZE)
    return TRUE;
  if (!ahadi_media_filter_load (self->filter, self->size - TAG_SIZE, bytes, 3, error))
    return FALSE;

  if (memcmp (bytes, "TAG", 3) == 0)
    ahadi_media_edits_drop (self->edits, self->size - TAG_SIZE, TAG_SIZE);
  return TRUE;
}

static gboolean
read_start (Flac *self, GError **error)
{
  guint8 start[START_SIZE];

  self->at = sizeof start;
  return ahadi_media_filter_get_size (self->filter, &self->size, error) &&
         ahadi_media_filter_load (self->filter, 0, start, sizeof start, error) &&
         (memcmp (start, "fLaC", sizeof start) == 0 ||
          ahadi_media_refuse (error, "C1", "it does not begin as one"));
}

gboolean
ahadi_flac_filter (AhadiMediaFilter *self, GError **error)
{
  g_autoptr (GArray) edits = ahadi_media_edits_new ();
  Flac flac = { .filter = self, .edits = edits };

  return read_start (&flac, error) && read_blocks (&flac, error) &&
         read_sound (&flac, error) && ahadi_media_edits_apply (edits, self, error);
}
