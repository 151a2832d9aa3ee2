/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * MP3 (ISO/IEC 11172-3 and 13818-3, 2.4): frames, each behind 4 bytes:
 *
 *   11 bits 1; 2 of version, 2 of layer, 1; 4 of rate, 2 of frequency, 1 longer, 1; 8
 *
 * from which its length follows. Before, between and behind them stand tags: "ID3" 2.x
 * (ahadi-id3-notes.h), "APETAGEX"; others have no head of
 * their own.
 *
 *   M1 It has a frame.
 *   M2 Kept: frames. Dropped: tags, and at most 1 MiB that is in neither.
 *   M3 A tag lies in the file.
 *   M4 Frames are of the same version, layer and frequency, and have a rate.
 *
 * The last frame may be cut short, as of a recording that was cut off. The name of a
 * program in the first frame stays.
 */

#include <string.h>

#include "ahadi-id3-notes.h"
#include "ahadi-media-bytes.h"
#include "ahadi-media-error.h"
#include "ahadi-media-filter.h"

#define HEAD_SIZE 4
#define ID3_HEAD_SIZE 10
#define ID3_HAS_END 0x10
#define APE_HEAD_SIZE 32
#define APE_AT_SIZE 12
#define NOTES_LIMIT (1024 * 1024)
#define OTHER_LIMIT (1024 * 1024)

typedef struct
{
  AhadiMediaFilter *filter;
  guint64 left; /* bytes to come, those in @head included */
  guint8 head[HEAD_SIZE];
  gboolean has_head;       /* it was taken */
  guint8 first[HEAD_SIZE]; /* of the first frame */
  gboolean has_frame;
  gboolean in_step; /* a frame or tag ended just before */
  guint other;      /* bytes that were in none */
} Mp3;

/* Thousands of bits in a second: version 1 layers 1 to 3, version 2 layer 1, the rest. */
static const guint16 rates[5][16] = {
  { 0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448 },
  { 0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384 },
  { 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320 },
  { 0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256 },
  { 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160 },
};

static const guint32 frequencies[4] = { 44100, 48000, 32000, 0 };

/* Returns: 0 if it is no frame, or has no rate. */
static guint
get_frame_size (const guint8 head[HEAD_SIZE])
{
  guint version = head[1] >> 3 & 3;     /* 3: 1, 2: 2, 0: 2.5 */
  guint layer = 4 - (head[1] >> 1 & 3); /* 1 to 3; 4 is none */
  guint row = version == 3 ? layer - 1 : layer == 1 ? 3 : 4;
  guint longer = head[2] >> 1 & 1;
  guint32 frequency = frequencies[head[2] >> 2 & 3];
  guint32 rate;

  if (head[0] != 0xff || head[1] < 0xe0 || version == 1 || layer == 4)
    return 0;
  rate = rates[row][head[2] >> 4] * 1000u;
  frequency >>= version == 3 ? 0 : version == 2 ? 1 : 2;
  if (rate == 0 || frequency == 0)
    return 0;

  if (layer == 1)
    return (12 * rate / frequency + longer) * 4;
  return (layer == 3 && version != 3 ? 72 : 144) * rate / frequency + longer;
}

/* --- tags ----------------------------------------------------------------------- */

static gboolean
drop (Mp3 *self, guint64 size, GError **error)
{
  self->left -= size;
  return ahadi_media_filter_skip (self->filter, size, error);
}

static gboolean
refuse_tag (GError **error)
{
  return ahadi_media_refuse (error, "M3", "a tag is longer than the recording");
}

static guint32
get_id3_size (const guint8 b[4])
{
  return (guint32) (b[0] & 127) << 21 | (guint32) (b[1] & 127) << 14 |
         (guint32) (b[2] & 127) << 7 | (b[3] & 127);
}

static gboolean
drop_id3 (Mp3 *self, GError **error)
{
  guint8 head[ID3_HEAD_SIZE];
  g_autofree guint8 *bytes = NULL;
  guint64 size;

  memcpy (head, self->head, HEAD_SIZE);
  if (!ahadi_media_filter_take (self->filter, head + HEAD_SIZE, sizeof head - HEAD_SIZE,
                                error))
    return FALSE;

  self->left -= sizeof head;
  self->filter->facts.removed += sizeof head;
  self->filter->facts.tells_more = TRUE;
  size = get_id3_size (head + 6) + ((head[5] & ID3_HAS_END) != 0 ? ID3_HEAD_SIZE : 0);
  if (size > self->left)
    return refuse_tag (error);
  if (size > NOTES_LIMIT)
    return drop (self, size, error);

  bytes = g_malloc (size + 1);
  if (!ahadi_media_filter_take (self->filter, bytes, (gsize) size, error))
    return FALSE;

  self->left -= size;
  self->filter->facts.removed += size;
  ahadi_id3_notes_read (&self->filter->facts, head[3], head[5], bytes, (gsize) size);
  return TRUE;
}

static gboolean
drop_ape (Mp3 *self, GError **error)
{
  guint8 head[APE_HEAD_SIZE];
  guint64 size;

  memcpy (head, self->head, HEAD_SIZE);
  if (!ahadi_media_filter_take (self->filter, head + HEAD_SIZE, sizeof head - HEAD_SIZE,
                                error))
    return FALSE;

  self->left -= sizeof head;
  self->filter->facts.removed += sizeof head;
  self->filter->facts.tells_more = TRUE;
  size = ahadi_get_u32le (head + APE_AT_SIZE);
  return size <= self->left ? drop (self, size, error) : refuse_tag (error);
}

/* M2, M4: one byte, so that no frame behind it is missed. */
static gboolean
drop_byte (Mp3 *self, GError **error)
{
  AhadiMediaFacts *facts = &self->filter->facts;

  if (self->other++ == OTHER_LIMIT)
    return ahadi_media_refuse (error, "M4", "too much of it is no sound");

  facts->tells_more |= self->head[0] != 0;
  facts->removed++;
  self->left--;
  self->in_step = FALSE;
  if (self->left < HEAD_SIZE)
    {
      facts->removed += self->left;
      self->left = 0;
      return TRUE;
    }

  memmove (self->head, self->head + 1, HEAD_SIZE - 1);
  self->has_head = TRUE;
  return ahadi_media_filter_take (self->filter, self->head + HEAD_SIZE - 1, 1, error);
}

/* --- frames --------------------------------------------------------------------- */

/* Version, layer and frequency are the same in all frames. */
static gboolean
is_like_first (const Mp3 *self)
{
  return !self->has_frame || (((self->head[1] ^ self->first[1]) & 0xfe) == 0 &&
                              ((self->head[2] ^ self->first[2]) & 0x0c) == 0);
}

static gboolean
keep_frame (Mp3 *self, guint size, GError **error)
{
  guint64 n = MIN (size, self->left);

  if (!self->has_frame)
    memcpy (self->first, self->head, HEAD_SIZE);
  self->has_frame = TRUE;
  self->in_step = TRUE;
  self->left -= n;
  return ahadi_media_filter_keep (self->filter, self->head, HEAD_SIZE, error) &&
         ahadi_media_filter_pass (self->filter, n - HEAD_SIZE, error);
}

static gboolean
filter_next (Mp3 *self, GError **error)
{
  guint size;

  if (!self->has_head && self->left < HEAD_SIZE)
    return drop (self, self->left, error);
  if (!self->has_head &&
      !ahadi_media_filter_take (self->filter, self->head, HEAD_SIZE, error))
    return FALSE;

  self->has_head = FALSE;
  size = get_frame_size (self->head);
  if (size >= HEAD_SIZE && is_like_first (self))
    return keep_frame (self, size, error);
  if (size >= HEAD_SIZE && self->in_step)
    return ahadi_media_refuse (error, "M4", "its frames are of two kinds");
  if (memcmp (self->head, "ID3", 3) == 0 && self->left >= ID3_HEAD_SIZE)
    return drop_id3 (self, error);
  if (memcmp (self->head, "APET", 4) == 0 && self->left >= APE_HEAD_SIZE)
    return drop_ape (self, error);

  return drop_byte (self, error);
}

gboolean
ahadi_mp3_filter (AhadiMediaFilter *self, GError **error)
{
  Mp3 mp3 = { .filter = self };

  if (!ahadi_media_filter_get_size (self, &mp3.left, error))
    return FALSE;

  while (mp3.left > 0)
    if (!filter_next (&mp3, error))
      return FALSE;

  return mp3.has_frame || ahadi_media_refuse (error, "M1", "it has no sound");
}
