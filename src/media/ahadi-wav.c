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
 *   A6 It has at most 4096 chunks.
 *   F1 Nothing else is cut short.
 */

#include <string.h>

#include "ahadi-media-bytes.h"
#include "ahadi-media-edits.h"
#include "ahadi-media-error.h"
#include "ahadi-media-text.h"
#include "ahadi-riff.h"

#define START_SIZE 12
#define MOST_CHUNKS 4096

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
  guint8 head[AHADI_RIFF_HEAD];
  guint64 size; /* of its bytes, the odd one included */
} Chunk;

/* --- what it tells ------------------------------------------------------------- */

static void
note_broadcast (AhadiMediaFacts *facts,
                const guint8 *type,
                const guint8 *bytes,
                gsize size)
{
  char time[20];

  if (!ahadi_riff_is (type, "bext") || size < BEXT_DATE + BEXT_DATE_SIZE + BEXT_TIME_SIZE)
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
read_chunk (Wav *self, Chunk *chunk, GError **error)
{
  guint64 left = self->end - chunk->at - AHADI_RIFF_HEAD;

  if (!ahadi_media_filter_load (self->filter, chunk->at, chunk->head, AHADI_RIFF_HEAD,
                                error))
    return FALSE;

  chunk->size = ahadi_get_u32le (chunk->head + 4);
  chunk->size += chunk->size % 2;
  if (ahadi_riff_is (chunk->head, "data"))
    {
      self->has_sound = TRUE;
      chunk->size = MIN (chunk->size, left);
      return TRUE;
    }
  if (chunk->size > left)
    return ahadi_media_refuse (error, "A3", "a chunk is longer than the recording");

  return ahadi_riff_is (chunk->head, "fmt ") || ahadi_riff_is (chunk->head, "fact") ||
         ahadi_riff_clear (self->filter, self->edits, chunk->at, chunk->head, chunk->size,
                           note_broadcast, error);
}

static gboolean
read_all (Wav *self, GError **error)
{
  Chunk chunk = { .at = START_SIZE };

  for (guint n = 0; self->end - chunk.at >= AHADI_RIFF_HEAD; n++)
    {
      if (n == MOST_CHUNKS)
        return ahadi_media_refuse (error, "A6", "it has too many chunks");
      if (!read_chunk (self, &chunk, error))
        return FALSE;
      chunk.at += AHADI_RIFF_HEAD + chunk.size;
    }
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
  if (!ahadi_riff_is (start, "RIFF") || !ahadi_riff_is (start + 8, "WAVE"))
    return ahadi_media_refuse (error, "A1", "it does not begin as one");

  size = (guint64) ahadi_get_u32le (start + 4) + AHADI_RIFF_HEAD;
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
