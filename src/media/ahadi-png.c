/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * PNG (W3C, third edition, 5): 89 "PNG" 0D 0A 1A 0A, then chunks
 *
 *   u32 length (big-endian), 4 letters of type, bytes, u32 CRC of type and bytes
 *
 *   N1 It begins with the eight bytes.
 *   N2 A length is at most 2^31 - 1 and a type four letters.
 *   N3 Kept: IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD hIST pHYs sPLT
 *      acTL fcTL fdAT. All else is dropped: eXIf, texts, times, and what is not known. An
 *      unknown chunk without which nothing can be shown (its first letter is upper case)
 *      is refused.
 *   N4 The first chunk is IHDR, of 13 bytes. The picture ends with IEND; what follows is
 *      dropped.
 *   N5 If the picture is turned, an eXIf that says only that follows IHDR.
 *   F1 Nothing is cut short.
 */

#include <string.h>
#include <zlib.h>

#include "ahadi-media-error.h"
#include "ahadi-media-filter.h"
#include "base/ahadi-base.h"

#define HEAD_SIZE 8
#define CRC_SIZE 4
#define HEADER_SIZE 13

static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

static const char *const kept[] = {
  "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT",
  "sRGB", "cICP", "bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT",
};

typedef struct
{
  guint8 head[HEAD_SIZE];
  char type[5];
  guint32 size;
} Chunk;

static gboolean
take_chunk (AhadiMediaFilter *self, Chunk *chunk, GError **error)
{
  if (!ahadi_media_filter_take (self, chunk->head, HEAD_SIZE, error))
    return FALSE;

  chunk->size = ahadi_get_u32be (chunk->head);
  memcpy (chunk->type, chunk->head + 4, 4);
  chunk->type[4] = '\0';
  for (guint i = 0; i < 4; i++)
    if (!g_ascii_isalpha (chunk->type[i]))
      return ahadi_media_refuse (error, "N2", "a chunk's type is none");

  return chunk->size <= G_MAXINT32 ||
         ahadi_media_refuse (error, "N2", "a chunk is too long");
}

static gboolean
is_kept (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (strcmp (kept[i], type) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
keep_chunk (AhadiMediaFilter *self, const Chunk *chunk, GError **error)
{
  return ahadi_media_filter_keep (self, chunk->head, HEAD_SIZE, error) &&
         ahadi_media_filter_pass (self, (guint64) chunk->size + CRC_SIZE, error);
}

static gboolean
drop_chunk (AhadiMediaFilter *self, const Chunk *chunk, GError **error)
{
  gboolean is_exif = strcmp (chunk->type, "eXIf") == 0;

  if (g_ascii_isupper (chunk->type[0]))
    return ahadi_media_refuse (error, "N3", "a chunk that it needs is not known");

  self->facts.removed += HEAD_SIZE;
  self->facts.tells_more |= !is_exif;
  return (is_exif ? ahadi_media_filter_skip_exif (self, chunk->size, 0, error)
                  : ahadi_media_filter_skip (self, chunk->size, error)) &&
         ahadi_media_filter_skip (self, CRC_SIZE, error);
}

/* N5 */
static gboolean
write_turn (AhadiMediaFilter *self, GError **error)
{
  guint turn = ahadi_media_filter_get_turn (self);
  guint8 chunk[HEAD_SIZE + AHADI_EXIF_ORIENTATION_SIZE + CRC_SIZE] = {
    0, 0, 0, AHADI_EXIF_ORIENTATION_SIZE, 'e', 'X', 'I', 'f',
  };
  uLong crc;

  if (turn == 0)
    return TRUE;

  ahadi_exif_write_orientation (turn, chunk + HEAD_SIZE);
  crc = crc32 (0, chunk + 4, 4 + AHADI_EXIF_ORIENTATION_SIZE);
  ahadi_put_u32be (chunk + sizeof chunk - CRC_SIZE, (guint32) crc);
  return ahadi_media_filter_keep (self, chunk, sizeof chunk, error);
}

static gboolean
keep_header (AhadiMediaFilter *self, GError **error)
{
  guint8 bytes[HEADER_SIZE + CRC_SIZE];
  Chunk chunk;

  if (!take_chunk (self, &chunk, error))
    return FALSE;
  if (strcmp (chunk.type, "IHDR") != 0 || chunk.size != HEADER_SIZE)
    return ahadi_media_refuse (error, "N4", "its header is none");
  if (!ahadi_media_filter_take (self, bytes, sizeof bytes, error))
    return FALSE;

  self->facts.width = ahadi_get_u32be (bytes);
  self->facts.height = ahadi_get_u32be (bytes + 4);
  return ahadi_media_filter_keep (self, chunk.head, HEAD_SIZE, error) &&
         ahadi_media_filter_keep (self, bytes, sizeof bytes, error);
}

static gboolean
keep_signature (AhadiMediaFilter *self, GError **error)
{
  guint8 found[sizeof signature];

  if (!ahadi_media_filter_take (self, found, sizeof found, error))
    return FALSE;

  return (memcmp (found, signature, sizeof found) == 0 ||
          ahadi_media_refuse (error, "N1", "it does not begin as one")) &&
         ahadi_media_filter_keep (self, found, sizeof found, error);
}

gboolean
ahadi_png_filter (AhadiMediaFilter *self, GError **error)
{
  Chunk chunk = { { 0 } };

  if (!keep_signature (self, error) || !keep_header (self, error) ||
      !write_turn (self, error))
    return FALSE;

  while (strcmp (chunk.type, "IEND") != 0)
    {
      if (!take_chunk (self, &chunk, error))
        return FALSE;
      if (is_kept (chunk.type) ? !keep_chunk (self, &chunk, error)
                               : !drop_chunk (self, &chunk, error))
        return FALSE;
    }

  return ahadi_media_filter_skip_rest (self, error);
}
