/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Sound and film of telephones: MP4, M4A, 3GP, MOV (ISO/IEC 14496-12; boxes as in 4.2,
 * see ahadi-boxes.h). Numbers in it count from the start of the file, so that nothing is
 * taken away: what tells something becomes as many bytes that tell nothing.
 *
 *   B1 It begins with a box `ftyp` of at most 4 KiB.
 *   B2 A box is as long as its header at least, and lies in the file.
 *   B3 One box `moov`, of at most 16 MiB; what is looked at in it (ahadi-mp4-movie.c)
 *      follows its form.
 *   B4 It is in one piece: no `moof`, whose sound and pictures are found in other ways.
 *   B5 Sound and pictures lie in an `mdat`. All else in it becomes zeros: tracks of
 *      positions and texts, and what belongs to none.
 *   B6 Any other box becomes `free`, of zeros.
 *   B7 It has at most 4096 boxes outside `moov`.
 *   F1 Nothing is cut short.
 */

#include <string.h>

#include "ahadi-media-error.h"
#include "ahadi-mp4-movie.h"
#include "base/ahadi-base.h"

#define HEAD_SIZE 8
#define LARGE_SIZE 8
#define START_LIMIT 4096
#define MOVIE_LIMIT (16 * 1024 * 1024)
#define MOST_BOXES 4096

typedef struct
{
  AhadiMediaFilter *filter;
  guint64 size; /* of the file */
  gboolean has_movie;
  GArray *edits;   /* AhadiMediaEdit, as the others */
  GArray *data;    /* what is in each mdat */
  GArray *samples; /* what sounds or shows */
  GArray *rest;    /* all outside of @data */
} Mp4;

typedef struct
{
  char type[5];
  guint64 at;   /* of its header */
  guint64 from; /* of its bytes */
  guint64 size; /* of its bytes */
} Box;

static gboolean
load_box (const Mp4 *self, guint64 at, Box *box, GError **error)
{
  guint8 head[HEAD_SIZE + LARGE_SIZE];
  guint64 size;

  if (self->size - at < HEAD_SIZE)
    return ahadi_media_refuse (error, "F1", "it is cut short");
  if (!ahadi_media_filter_load (self->filter, at, head, HEAD_SIZE, error))
    return FALSE;

  *box = (Box){ .at = at, .from = at + HEAD_SIZE };
  memcpy (box->type, head + 4, 4);
  size = ahadi_get_u32be (head);
  if (size == 0)
    size = self->size - at;
  else if (size == 1)
    {
      box->from += LARGE_SIZE;
      if (!ahadi_media_filter_load (self->filter, at + HEAD_SIZE, head + HEAD_SIZE,
                                    LARGE_SIZE, error))
        return FALSE;
      size = ahadi_get_u64be (head + HEAD_SIZE);
    }
  if (size < box->from - at)
    return ahadi_media_refuse (error, "B2", "a box is shorter than its header");
  if (size > self->size - at)
    return ahadi_media_refuse (error, "F1", "it is cut short");

  box->size = size - (box->from - at);
  return TRUE;
}

static gboolean
check_start (const Mp4 *self, Box *box, GError **error)
{
  return load_box (self, 0, box, error) &&
         ((strcmp (box->type, "ftyp") == 0 && box->size <= START_LIMIT) ||
          ahadi_media_refuse (error, "B1", "it does not begin as one"));
}

static gboolean
load_movie (Mp4 *self, const Box *box, GError **error)
{
  g_autofree guint8 *bytes = NULL;

  if (self->has_movie || box->size > MOVIE_LIMIT)
    return ahadi_media_refuse (error, "B3", "its table is too large, or not one");

  bytes = g_malloc (box->size + 1);
  if (!ahadi_media_filter_load (self->filter, box->from, bytes, (gsize) box->size, error))
    return FALSE;

  self->has_movie = TRUE;
  if (!ahadi_mp4_movie_read (self->filter, bytes, (gsize) box->size, self->samples,
                             error))
    return FALSE;

  ahadi_media_edits_write (self->edits, box->from,
                           g_bytes_new (bytes, (gsize) box->size));
  return TRUE;
}

/* B6 */
static void
clear_box (Mp4 *self, const Box *box)
{
  if (strcmp (box->type, "free") != 0)
    self->filter->facts.tells_more = TRUE;
  ahadi_media_edits_write (self->edits, box->at + 4, g_bytes_new_static ("free", 4));
  ahadi_media_edits_fill (self->edits, box->from, box->size, 0);
}

static void
note_box (Mp4 *self, const Box *box)
{
  gboolean is_data = strcmp (box->type, "mdat") == 0;

  ahadi_media_edits_fill (self->rest, box->at,
                          box->from - box->at + (is_data ? 0 : box->size), 0);
  if (is_data)
    ahadi_media_edits_fill (self->data, box->from, box->size, 0);
}

static gboolean
read_box (Mp4 *self, const Box *box, GError **error)
{
  note_box (self, box);
  if (strcmp (box->type, "moof") == 0)
    return ahadi_media_refuse (error, "B4", "it is in pieces");
  if (strcmp (box->type, "moov") == 0)
    return load_movie (self, box, error);

  if (strcmp (box->type, "mdat") != 0)
    clear_box (self, box);
  return TRUE;
}

static gboolean
read_all (Mp4 *self, GError **error)
{
  guint n = 0;
  Box box;

  if (!check_start (self, &box, error))
    return FALSE;

  note_box (self, &box);
  for (guint64 at = box.from + box.size; at < self->size; at = box.from + box.size)
    {
      if (n++ == MOST_BOXES)
        return ahadi_media_refuse (error, "B7", "it has too many boxes");
      if (!load_box (self, at, &box, error) || !read_box (self, &box, error))
        return FALSE;
    }

  return self->has_movie || ahadi_media_refuse (error, "B3", "it has no table");
}

/* B5: a sample that lay elsewhere would be lost. */
static gboolean
check_samples (const Mp4 *self, GError **error)
{
  guint data = 0;

  for (guint i = 0; i < self->samples->len; i++)
    {
      const AhadiMediaEdit *sample = &g_array_index (self->samples, AhadiMediaEdit, i);
      const AhadiMediaEdit *box = NULL;

      for (; data < self->data->len; data++)
        {
          box = &g_array_index (self->data, AhadiMediaEdit, data);
          if (sample->start < box->start + box->size)
            break;
        }
      if (data == self->data->len || sample->start < box->start ||
          sample->size > box->start + box->size - sample->start)
        return ahadi_media_refuse (error, "B5", "a part of it lies outside its data");
    }

  return TRUE;
}

static gboolean
clear_data (Mp4 *self, GError **error)
{
  ahadi_media_edits_sort (self->samples);
  if (!check_samples (self, error))
    return FALSE;

  g_array_append_vals (self->samples, self->rest->data, self->rest->len);
  ahadi_media_edits_clear_gaps (self->edits, self->samples, 0, self->size);
  return TRUE;
}

gboolean
ahadi_mp4_filter (AhadiMediaFilter *self, GError **error)
{
  g_autoptr (GArray) edits = ahadi_media_edits_new ();
  g_autoptr (GArray) data = ahadi_media_edits_new ();
  g_autoptr (GArray) samples = ahadi_media_edits_new ();
  g_autoptr (GArray) rest = ahadi_media_edits_new ();
  Mp4 mp4 = {
    .filter = self, .edits = edits, .data = data, .samples = samples, .rest = rest
  };

  return ahadi_media_filter_get_size (self, &mp4.size, error) && read_all (&mp4, error) &&
         clear_data (&mp4, error) && ahadi_media_edits_apply (edits, self, error);
}
