/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * WebP (RFC 9649, 2.3 to 2.7), integers little-endian: "RIFF", u32 size of what follows,
 * "WEBP", then chunks
 *
 *   4 characters of type, u32 length, bytes, one more byte if the length is odd
 *
 *   W1 It begins so, and its size is even.
 *   W2 A chunk lies inside the size.
 *   W3 Kept: "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP". All else is dropped.
 *   W4 VP8X has 10 bytes; its flags for EXIF (08) and XMP (04) are cleared.
 *   W5 What follows the size is dropped.
 *   W6 If the picture is turned, a chunk "EXIF" that says only that ends it, and the flag
 *      for EXIF is set. Without a VP8X it is not turned: there is no EXIF then.
 *   F1 Nothing is cut short.
 */

#include <string.h>

#include "ahadi-media-bytes.h"
#include "ahadi-media-error.h"
#include "ahadi-media-filter.h"

#define START_SIZE 12
#define HEAD_SIZE 8
#define EXTENDED_SIZE 10
#define FRAME_SIZE 10 /* of what tells how large one is */
#define FLAG_EXIF 0x08
#define FLAG_XMP 0x04

static const char *const kept[] = {
  "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"
};

typedef struct
{
  guint8 head[HEAD_SIZE];
  guint64 size; /* of its bytes, the odd one included */
} Chunk;

static gboolean
is_type (const Chunk *chunk, const char *type)
{
  return memcmp (chunk->head, type, 4) == 0;
}

static gboolean
is_kept (const Chunk *chunk)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (is_type (chunk, kept[i]))
      return TRUE;

  return FALSE;
}

/* @left: (inout): of the size */
static gboolean
take_chunk (AhadiMediaFilter *self, Chunk *chunk, guint64 *left, GError **error)
{
  guint32 length;

  if (*left < HEAD_SIZE)
    return ahadi_media_refuse (error, "W2", "a chunk is cut short");
  if (!ahadi_media_filter_take (self, chunk->head, HEAD_SIZE, error))
    return FALSE;

  length = ahadi_get_u32le (chunk->head + 4);
  chunk->size = (guint64) length + length % 2;
  *left -= HEAD_SIZE;
  if (chunk->size > *left)
    return ahadi_media_refuse (error, "W2", "a chunk is longer than the picture");

  *left -= chunk->size;
  return TRUE;
}

static guint32
get_u24le (const guint8 *b)
{
  return (guint32) b[0] | (guint32) b[1] << 8 | (guint32) b[2] << 16;
}

/* W4. @extended: (out): there is one */
static gboolean
keep_extended (AhadiMediaFilter *self,
               const Chunk *chunk,
               gboolean *extended,
               GError **error)
{
  guint8 bytes[EXTENDED_SIZE];

  if (chunk->size != sizeof bytes)
    return ahadi_media_refuse (error, "W4", "its header is none");
  if (!ahadi_media_filter_take (self, bytes, sizeof bytes, error))
    return FALSE;

  *extended = TRUE;
  self->facts.width = get_u24le (bytes + 4) + 1;
  self->facts.height = get_u24le (bytes + 7) + 1;
  bytes[0] &= (guint8) ~(FLAG_EXIF | FLAG_XMP);
  if (ahadi_media_filter_get_turn (self) != 0)
    bytes[0] |= FLAG_EXIF;
  return ahadi_media_filter_keep (self, chunk->head, HEAD_SIZE, error) &&
         ahadi_media_filter_keep (self, bytes, sizeof bytes, error);
}

/* RFC 6386, 9.1; the lossless one: RFC 9649, 3.4. */
static void
note_size (AhadiMediaFacts *facts, const Chunk *chunk, const guint8 bytes[FRAME_SIZE])
{
  guint32 packed = ahadi_get_u32le (bytes + 1);

  if (is_type (chunk, "VP8L"))
    {
      facts->width = (packed & 0x3fff) + 1;
      facts->height = (packed >> 14 & 0x3fff) + 1;
    }
  else
    {
      facts->width = (bytes[6] | (guint32) bytes[7] << 8) & 0x3fff;
      facts->height = (bytes[8] | (guint32) bytes[9] << 8) & 0x3fff;
    }
}

/* The picture itself, if there is no other header. */
static gboolean
keep_frame (AhadiMediaFilter *self, const Chunk *chunk, GError **error)
{
  guint8 bytes[FRAME_SIZE];

  if (!ahadi_media_filter_take (self, bytes, sizeof bytes, error))
    return FALSE;

  note_size (&self->facts, chunk, bytes);
  return ahadi_media_filter_keep (self, chunk->head, HEAD_SIZE, error) &&
         ahadi_media_filter_keep (self, bytes, sizeof bytes, error) &&
         ahadi_media_filter_pass (self, chunk->size - sizeof bytes, error);
}

/* Some writers put JPEG's lead before the block. */
static gboolean
drop_exif (AhadiMediaFilter *self, const Chunk *chunk, gboolean extended, GError **error)
{
  static const guint8 lead[] = { 'E', 'x', 'i', 'f', 0, 0 };
  const guint8 *bytes;
  gsize size;
  gboolean has_lead;

  if (!ahadi_media_filter_peek (self, &bytes, &size, error))
    return FALSE;

  has_lead = size >= sizeof lead && memcmp (bytes, lead, sizeof lead) == 0;
  if (!ahadi_media_filter_skip_exif (self, chunk->size, has_lead ? sizeof lead : 0,
                                     error))
    return FALSE;

  if (!extended)
    self->facts.exif.orientation = 0;
  return TRUE;
}

static gboolean
filter_chunk (AhadiMediaFilter *self,
              const Chunk *chunk,
              gboolean *extended,
              GError **error)
{
  if (is_type (chunk, "VP8X"))
    return keep_extended (self, chunk, extended, error);
  if (!*extended && chunk->size >= FRAME_SIZE &&
      (is_type (chunk, "VP8 ") || is_type (chunk, "VP8L")))
    return keep_frame (self, chunk, error);
  if (is_kept (chunk))
    return ahadi_media_filter_keep (self, chunk->head, HEAD_SIZE, error) &&
           ahadi_media_filter_pass (self, chunk->size, error);

  self->facts.removed += HEAD_SIZE;
  if (is_type (chunk, "EXIF"))
    return drop_exif (self, chunk, *extended, error);

  self->facts.tells_more = TRUE;
  return ahadi_media_filter_skip (self, chunk->size, error);
}

/* W6 */
static gboolean
write_turn (AhadiMediaFilter *self, GError **error)
{
  guint turn = ahadi_media_filter_get_turn (self);
  guint8 chunk[HEAD_SIZE + AHADI_EXIF_ORIENTATION_SIZE] = {
    'E', 'X', 'I', 'F', AHADI_EXIF_ORIENTATION_SIZE,
  };

  if (turn == 0)
    return TRUE;

  ahadi_exif_write_orientation (turn, chunk + HEAD_SIZE);
  return ahadi_media_filter_keep (self, chunk, sizeof chunk, error);
}

/* The size that the copy will have. */
static guint32
count_size (const AhadiMediaFilter *self)
{
  guint64 size = self->known != NULL ? self->known->clean_size : 0;

  if (size > 0 && ahadi_media_filter_get_turn (self) != 0)
    size += HEAD_SIZE + AHADI_EXIF_ORIENTATION_SIZE;
  return (guint32) (size - MIN (size, HEAD_SIZE));
}

/* W1. @left: (out): bytes of chunks */
static gboolean
keep_start (AhadiMediaFilter *self, guint64 *left, GError **error)
{
  guint8 start[START_SIZE];
  guint32 size;

  if (!ahadi_media_filter_take (self, start, sizeof start, error))
    return FALSE;

  size = ahadi_get_u32le (start + 4);
  if (memcmp (start, "RIFF", 4) != 0 || memcmp (start + 8, "WEBP", 4) != 0 || size < 4 ||
      size % 2 != 0)
    return ahadi_media_refuse (error, "W1", "it does not begin as one");

  *left = size - 4;
  ahadi_put_u32le (start + 4, count_size (self));
  return ahadi_media_filter_keep (self, start, sizeof start, error);
}

gboolean
ahadi_webp_filter (AhadiMediaFilter *self, GError **error)
{
  gboolean extended = FALSE;
  guint64 left = 0;

  if (!keep_start (self, &left, error))
    return FALSE;

  while (left > 0)
    {
      Chunk chunk;

      if (!take_chunk (self, &chunk, &left, error) ||
          !filter_chunk (self, &chunk, &extended, error))
        return FALSE;
    }

  return write_turn (self, error) && ahadi_media_filter_skip_rest (self, error);
}
