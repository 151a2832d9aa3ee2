/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * WAV (Microsoft and IBM, Multimedia Programming Interface, 1991), integers
 * little-endian: "RIFF", u32 size of what follows, "WAVE", then chunks
 *
 *   4 characters of type, u32 length, bytes, one more byte if the length is odd
 *
 *   A1 It begins so.
 *   A2 Kept: "fmt ", "fact", "data". Any other chunk becomes "JUNK", of zeros.
 *   A3 A chunk lies in the file; only "data" may reach beyond, up to its end: so ends a
 *      recording that was cut off, and one whose length was not known.
 *   A4 It has a "data".
 *   A5 What follows the size is dropped.
 *   F1 Nothing else is cut short.
 */

#include <string.h>

#include "ahadi-media-bytes.h"
#include "ahadi-media-edits.h"
#include "ahadi-media-error.h"
#include "ahadi-media-text.h"

#define START_SIZE 12
#define HEAD_SIZE 8
#define NOTES_LIMIT (1024 * 1024)

/* Of "bext" (EBU Tech 3285): what it is of, who made it, its number; then when. */
#define BEXT_MAKER 256
#define BEXT_DATE 320
#define BEXT_DATE_SIZE 10
#define BEXT_TIME_SIZE 8
#define BEXT_TEXT_SIZE 32

typedef struct
{
  AhadiMediaFilter *filter;
  GArray *edits; /* AhadiMediaEdit */
  guint64 size;  /* of the file */
  guint64 end;   /* of the recording in it */
  gboolean has_sound;
} Wav;

typedef struct
{
  guint64 at; /* of its head */
  guint8 head[HEAD_SIZE];
  guint64 size; /* of its bytes, the odd one included */
} Chunk;

static gboolean
is_type (const guint8 *type, const char *name)
{
  return memcmp (type, name, 4) == 0;
}

/* --- what it tells ------------------------------------------------------------- */

static void
note_info (AhadiMediaFacts *facts, const guint8 *type, const guint8 *bytes, gsize n)
{
  if (is_type (type, "IART"))
    ahadi_media_text_note (facts->author, sizeof facts->author, bytes, n, NULL);
  else if (is_type (type, "ICRD"))
    ahadi_media_text_note (facts->exif.taken, sizeof facts->exif.taken, bytes, n, NULL);
  else if (is_type (type, "ISFT"))
    ahadi_media_text_note (facts->exif.camera, sizeof facts->exif.camera, bytes, n, NULL);
}

/* "INFO", then chunks of text. */
static void
read_info (AhadiMediaFacts *facts, const guint8 *bytes, gsize size)
{
  gsize at = 4;

  while (at + HEAD_SIZE <= size)
    {
      gsize n = ahadi_get_u32le (bytes + at + 4);

      if (n > size - at - HEAD_SIZE)
        return;
      note_info (facts, bytes + at, bytes + at + HEAD_SIZE, n);
      at += HEAD_SIZE + n + n % 2;
    }
}

static void
read_broadcast (AhadiMediaFacts *facts, const guint8 *bytes, gsize size)
{
  char time[20];

  if (size < BEXT_DATE + BEXT_DATE_SIZE + BEXT_TIME_SIZE)
    return;

  ahadi_media_text_note (facts->exif.camera, sizeof facts->exif.camera,
                         bytes + BEXT_MAKER, BEXT_TEXT_SIZE, NULL);
  g_snprintf (time, sizeof time, "%.10s %.8s", (const char *) bytes + BEXT_DATE,
              (const char *) bytes + BEXT_DATE + BEXT_DATE_SIZE);
  ahadi_media_text_note (facts->exif.taken, sizeof facts->exif.taken, time, sizeof time,
                         NULL);
}

/* --- chunks -------------------------------------------------------------------- */

static gboolean
note_chunk (Wav *self, const Chunk *chunk, GError **error)
{
  AhadiMediaFacts *facts = &self->filter->facts;
  g_autofree guint8 *bytes = NULL;

  if (is_type (chunk->head, "JUNK"))
    return TRUE;

  facts->tells_more = TRUE;
  if (chunk->size > NOTES_LIMIT)
    return TRUE;

  bytes = g_malloc (chunk->size + 1);
  if (!ahadi_media_filter_load (self->filter, chunk->at + HEAD_SIZE, bytes,
                                (gsize) chunk->size, error))
    return FALSE;

  if (is_type (chunk->head, "bext"))
    read_broadcast (facts, bytes, (gsize) chunk->size);
  else if (is_type (chunk->head, "LIST") && chunk->size >= 4 && is_type (bytes, "INFO"))
    read_info (facts, bytes, (gsize) chunk->size);
  return TRUE;
}

/* A2 */
static gboolean
clear_chunk (Wav *self, const Chunk *chunk, GError **error)
{
  if (!note_chunk (self, chunk, error))
    return FALSE;

  ahadi_media_edits_write (self->edits, chunk->at, g_bytes_new_static ("JUNK", 4));
  ahadi_media_edits_fill (self->edits, chunk->at + HEAD_SIZE, chunk->size, 0);
  return TRUE;
}

static gboolean
read_chunk (Wav *self, Chunk *chunk, GError **error)
{
  guint64 left = self->end - chunk->at - HEAD_SIZE;

  if (!ahadi_media_filter_load (self->filter, chunk->at, chunk->head, HEAD_SIZE, error))
    return FALSE;

  chunk->size = ahadi_get_u32le (chunk->head + 4);
  chunk->size += chunk->size % 2;
  if (is_type (chunk->head, "data"))
    {
      self->has_sound = TRUE;
      chunk->size = MIN (chunk->size, left);
      return TRUE;
    }
  if (chunk->size > left)
    return ahadi_media_refuse (error, "A3", "a chunk is longer than the recording");

  return is_type (chunk->head, "fmt ") || is_type (chunk->head, "fact") ||
         clear_chunk (self, chunk, error);
}

static gboolean
read_all (Wav *self, GError **error)
{
  Chunk chunk = { .at = START_SIZE };

  for (; self->end - chunk.at >= HEAD_SIZE; chunk.at += HEAD_SIZE + chunk.size)
    if (!read_chunk (self, &chunk, error))
      return FALSE;
  if (!self->has_sound)
    return ahadi_media_refuse (error, "A4", "it has no sound");

  ahadi_media_edits_drop (self->edits, chunk.at, self->size - chunk.at);
  return TRUE;
}

static gboolean
read_start (Wav *self, GError **error)
{
  guint8 start[START_SIZE];
  guint64 size;

  if (!ahadi_media_filter_get_size (self->filter, &self->size, error) ||
      !ahadi_media_filter_load (self->filter, 0, start, sizeof start, error))
    return FALSE;
  if (!is_type (start, "RIFF") || !is_type (start + 8, "WAVE"))
    return ahadi_media_refuse (error, "A1", "it does not begin as one");

  size = (guint64) ahadi_get_u32le (start + 4) + HEAD_SIZE;
  self->end = size > START_SIZE ? MIN (size, self->size) : self->size;
  return TRUE;
}

gboolean
ahadi_wav_filter (AhadiMediaFilter *self, GError **error)
{
  g_autoptr (GArray) edits = ahadi_media_edits_new ();
  Wav wav = { .filter = self, .edits = edits };

  return read_start (&wav, error) && read_all (&wav, error) &&
         ahadi_media_edits_apply (edits, self, error);
}
