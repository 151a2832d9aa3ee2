/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * AVI (Microsoft, AVI RIFF File Reference; OpenDML 1.02), chunks as in ahadi-riff.h:
 * "RIFF", u32 size of what follows, "AVI ", then chunks and lists; a list is a chunk
 * "LIST" whose bytes are its name 4 and chunks. More of the same may follow as "RIFF" …
 * "AVIX". Indices count bytes, so that nothing moves.
 *
 *   V1 It begins so.
 *   V2 Kept: idx1; of the list hdrl avih, of strl in it strh, strf, vprp and indx, of
 *      odml dmlh; of movi, and rec in it, sound and pictures (00dc, 00db, 00wb), their
 *      colours (00pc) and indices (ix00). Any other chunk becomes "JUNK", of zeros.
 *   V3 A chunk lies in its list; only movi, and what is in it, may reach beyond, up to
 *      the end: so ends a film that was cut off.
 *   V4 It has a movi.
 *   V5 It has at most 2^20 chunks, of which at most 2^16 become "JUNK".
 *   V6 What follows the last of it is dropped.
 *   F1 Nothing else is cut short.
 */

#include <string.h>

#include "ahadi-media-bytes.h"
#include "ahadi-media-edits.h"
#include "ahadi-media-error.h"
#include "ahadi-media-text.h"
#include "ahadi-riff.h"

#define START_SIZE 12
#define MOST_CHUNKS (1 << 20)
#define MOST_CLEARED (1 << 16)

typedef enum
{
  IN_FILE,
  IN_HEADER,
  IN_STREAM,
  IN_EXTENSION,
  IN_DATA,
  IN_RECORD,
} Place;

/* V2. Of a list: where its chunks are then. */
static const struct
{
  Place place;
  const char *name;
  gboolean is_list;
  Place inside;
} known[] = {
  { IN_FILE, "idx1", FALSE, 0 },          { IN_FILE, "hdrl", TRUE, IN_HEADER },
  { IN_FILE, "movi", TRUE, IN_DATA },     { IN_HEADER, "avih", FALSE, 0 },
  { IN_HEADER, "strl", TRUE, IN_STREAM }, { IN_HEADER, "odml", TRUE, IN_EXTENSION },
  { IN_STREAM, "strh", FALSE, 0 },        { IN_STREAM, "strf", FALSE, 0 },
  { IN_STREAM, "vprp", FALSE, 0 },        { IN_STREAM, "indx", FALSE, 0 },
  { IN_EXTENSION, "dmlh", FALSE, 0 },     { IN_DATA, "rec ", TRUE, IN_RECORD },
};

typedef struct
{
  AhadiMediaFilter *filter;
  GArray *edits; /* AhadiMediaEdit */
  guint64 size;  /* of the file */
  guint chunks;
  guint cleared;
  gboolean has_data;
} Avi;

typedef struct
{
  guint64 at;              /* of its head */
  guint8 head[START_SIZE]; /* with the name of a list */
  gboolean is_list;
  guint64 size; /* of its bytes, the odd one included */
} Chunk;

/* --- what it tells ------------------------------------------------------------- */

static void
note_time (AhadiMediaFacts *facts, const guint8 *type, const guint8 *bytes, gsize size)
{
  if (ahadi_riff_is (type, "IDIT"))
    ahadi_media_text_note (facts->exif.taken, sizeof facts->exif.taken, bytes, size,
                           NULL);
}

/* --- chunks -------------------------------------------------------------------- */

static gboolean
clear_chunk (Avi *self, const Chunk *chunk, GError **error)
{
  if (self->cleared++ == MOST_CLEARED)
    return ahadi_media_refuse (error, "V5", "too many of its chunks are no film");
  return ahadi_riff_clear (self->filter, self->edits, chunk->at, chunk->head, chunk->size,
                           note_time, error);
}

/* "00dc": of pictures or sound. */
static gboolean
is_data (const guint8 *type)
{
  if (g_ascii_isxdigit (type[0]) && g_ascii_isxdigit (type[1]))
    return memcmp (type + 2, "dc", 2) == 0 || memcmp (type + 2, "db", 2) == 0 ||
           memcmp (type + 2, "wb", 2) == 0 || memcmp (type + 2, "pc", 2) == 0;

  return memcmp (type, "ix", 2) == 0 && g_ascii_isxdigit (type[2]) &&
         g_ascii_isxdigit (type[3]);
}

/* Whether @chunk stays. @inside: (out): of a list */
static gboolean
stays (const Chunk *chunk, Place place, Place *inside)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].place == place && known[i].is_list == chunk->is_list &&
        ahadi_riff_is (chunk->head + (chunk->is_list ? AHADI_RIFF_HEAD : 0),
                       known[i].name))
      {
        *inside = known[i].inside;
        return TRUE;
      }

  return place >= IN_DATA && !chunk->is_list && is_data (chunk->head);
}

/* V3. @end: of the list it is in */
static gboolean
load_chunk (Avi *self, Place place, guint64 end, Chunk *chunk, GError **error)
{
  guint64 left = end - chunk->at - AHADI_RIFF_HEAD;

  if (self->chunks++ == MOST_CHUNKS)
    return ahadi_media_refuse (error, "V5", "it has too many chunks");
  if (!ahadi_media_filter_load (self->filter, chunk->at, chunk->head, AHADI_RIFF_HEAD,
                                error))
    return FALSE;

  chunk->size = ahadi_get_u32le (chunk->head + 4);
  chunk->size += chunk->size % 2;
  chunk->is_list = ahadi_riff_is (chunk->head, "LIST");
  if (chunk->is_list && MIN (chunk->size, left) < 4)
    return ahadi_media_refuse (error, "V3", "a list has no name");
  if (chunk->is_list &&
      !ahadi_media_filter_load (self->filter, chunk->at + AHADI_RIFF_HEAD,
                                chunk->head + AHADI_RIFF_HEAD, 4, error))
    return FALSE;
  if (chunk->size <= left)
    return TRUE;

  chunk->size = left;
  return place >= IN_DATA ||
         (chunk->is_list && ahadi_riff_is (chunk->head + AHADI_RIFF_HEAD, "movi")) ||
         ahadi_media_refuse (error, "V3", "a chunk is longer than its list");
}

/* Lists are in each other four deep at most. */
static gboolean
filter_chunks (Avi *self, Place place, guint64 start, guint64 end, GError **error)
{
  Chunk chunk = { .at = start };

  for (; end - chunk.at >= AHADI_RIFF_HEAD; chunk.at += AHADI_RIFF_HEAD + chunk.size)
    {
      guint64 from = chunk.at + AHADI_RIFF_HEAD;
      Place inside = place;

      if (!load_chunk (self, place, end, &chunk, error))
        return FALSE;
      if (!stays (&chunk, place, &inside))
        {
          if (!clear_chunk (self, &chunk, error))
            return FALSE;
          continue;
        }
      self->has_data |= inside == IN_DATA;
      if (chunk.is_list &&
          !filter_chunks (self, inside, from + 4, from + chunk.size, error))
        return FALSE;
    }

  ahadi_media_edits_fill (self->edits, chunk.at, end - chunk.at, 0);
  return TRUE;
}

/* "RIFF" at @at; @end: (out): of it, or @at if there is none of @name */
static gboolean
load_start (Avi *self, guint64 at, const char *name, guint64 *end, GError **error)
{
  guint8 start[START_SIZE];
  guint64 size;

  *end = at;
  if (self->size - at < sizeof start)
    return TRUE;
  if (!ahadi_media_filter_load (self->filter, at, start, sizeof start, error))
    return FALSE;
  if (!ahadi_riff_is (start, "RIFF") || !ahadi_riff_is (start + 8, name))
    return TRUE;

  size = (guint64) ahadi_get_u32le (start + 4) + AHADI_RIFF_HEAD;
  size += size % 2;
  *end = size > START_SIZE ? at + MIN (size, self->size - at) : self->size;
  return TRUE;
}

static gboolean
filter_all (Avi *self, GError **error)
{
  guint64 end;

  if (!load_start (self, 0, "AVI ", &end, error))
    return FALSE;
  if (end == 0)
    return ahadi_media_refuse (error, "V1", "it does not begin as one");

  for (guint64 at = 0; end > at;)
    {
      if (!filter_chunks (self, IN_FILE, at + START_SIZE, end, error))
        return FALSE;
      at = end;
      if (!load_start (self, at, "AVIX", &end, error))
        return FALSE;
    }

  ahadi_media_edits_drop (self->edits, end, self->size - end);
  return self->has_data || ahadi_media_refuse (error, "V4", "it has no pictures");
}

gboolean
ahadi_avi_filter (AhadiMediaFilter *self, GError **error)
{
  g_autoptr (GArray) edits = ahadi_media_edits_new ();
  Avi avi = { .filter = self, .edits = edits };

  return ahadi_media_filter_get_size (self, &avi.size, error) &&
         filter_all (&avi, error) && ahadi_media_edits_apply (edits, self, error);
}
