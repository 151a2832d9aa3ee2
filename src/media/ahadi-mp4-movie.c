/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-mp4-movie.h"

#include <string.h>

#include "ahadi-media-error.h"
#include "ahadi-media-text.h"
#include "ahadi-mp4-notes.h"
#include "ahadi-mp4-samples.h"

/*
 * The box `moov` (ISO/IEC 14496-12, 8.2 to 8.8), integers big-endian:
 *
 *   mvhd, tkhd, mdhd   version 1, flags 3; made, changed: 4 each (version 0) or 8,
 *                      seconds since 1904
 *   hdlr               version, flags, 0 4; kind of the track 4; 0 12; name, to the end
 *   stsd               version, flags; number 4; boxes, of pictures: 42 bytes, then the
 *                      name of the program 32, depth 2 …
 *
 *   B8 A track that is neither of pictures nor of sound becomes `free`, of zeros; so does
 *      any box that is not named here, or comes twice. Times become 0, names too.
 *
 * What the boxes `udta` and `meta` told is noted before (ahadi-mp4-notes.c).
 */

#define SECONDS_1904_TO_1970 G_GINT64_CONSTANT (2082844800)
#define PROGRAM_AT 42
#define PROGRAM_SIZE 32

/* Boxes of boxes; none is inside another of its kind, so that there is an end. */
static const char *const movie_boxes[] = { "mvhd", "trak", "iods", NULL };
static const char *const track_boxes[] = { "tkhd", "edts", "mdia", "tref", "tapt", NULL };
static const char *const media_boxes[] = { "mdhd", "hdlr", "minf", "elng", NULL };
static const char *const sample_boxes[] = {
  "vmhd", "smhd", "hdlr", "dinf", "stbl", NULL,
};
static const char *const table_boxes[] = {
  "stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stz2", "stco", "co64",
  "stss", "stsh", "stps", "padb", "stdp", "sdtp", "sbgp", "sgpd", NULL,
};

/* Of the others there is one. */
static const char *const many_boxes[] = { "trak", "sbgp", "sgpd", NULL };

typedef struct
{
  AhadiMediaFilter *filter;
  AhadiMp4Notes notes;
  GArray *samples; /* AhadiMediaEdit */
} Movie;

static gboolean
refuse (GError **error)
{
  return ahadi_media_refuse (error, "B3", "its table is not right");
}

static gboolean
is_empty (const AhadiBoxes *boxes)
{
  gsize n = 0;

  while (n < ahadi_boxes_left (boxes) && boxes->at[n] == 0)
    n++;
  return n == ahadi_boxes_left (boxes);
}

static void
clear_box (Movie *self, const AhadiBox *box)
{
  if (strcmp (box->type, "udta") == 0 || strcmp (box->type, "meta") == 0)
    ahadi_mp4_notes_read (&self->notes, box);
  if (!is_empty (&box->inside))
    self->filter->facts.tells_more = TRUE;

  memcpy (box->name, "free", 4);
  memset (box->inside.at, 0, ahadi_boxes_left (&box->inside));
}

/* Whether a box of @type stays. @seen: (inout): a bit for each of @known that there was
 */
static gboolean
stays (const char *type, const char *const *known, guint32 *seen)
{
  guint32 bit = 1;

  for (; *known != NULL && strcmp (type, *known) != 0; known++)
    bit <<= 1;
  if (*known == NULL)
    return FALSE;
  if ((*seen & bit) != 0 && !ahadi_box_is_one_of (type, many_boxes))
    return FALSE;

  *seen |= bit;
  return TRUE;
}

/* What is not one of @known is cleared, and what comes again: only the first is read. */
static gboolean
clear_others (Movie *self, AhadiBoxes boxes, const char *const *known, GError **error)
{
  guint32 seen = 0;
  AhadiBox box;

  while (ahadi_boxes_left (&boxes) > 0 && ahadi_boxes_next (&boxes, &box))
    if (!stays (box.type, known, &seen))
      clear_box (self, &box);

  return !boxes.failed || refuse (error);
}

/* --- times, names ------------------------------------------------------------ */

static gboolean
clear_times (Movie *self, AhadiBoxes boxes, const char *type, GError **error)
{
  gsize width;
  guint8 *times;
  guint64 made;
  AhadiBox box;

  if (!ahadi_boxes_find (boxes, type, &box))
    return refuse (error);
  width = ahadi_boxes_take (&box.inside, 4) >> 24 == 1 ? 8 : 4;
  times = box.inside.at;
  made = ahadi_boxes_take (&box.inside, width);
  if (ahadi_boxes_skip (&box.inside, width) == NULL)
    return refuse (error);

  if (made > 0 && made < G_MAXINT64)
    ahadi_media_text_note_time (self->notes.time, sizeof self->notes.time,
                                (gint64) made - SECONDS_1904_TO_1970);
  memset (times, 0, 2 * width);
  return TRUE;
}

static void
clear_name (AhadiBoxes boxes)
{
  AhadiBox box;

  if (ahadi_boxes_find (boxes, "hdlr", &box) &&
      ahadi_boxes_skip (&box.inside, 24) != NULL)
    memset (box.inside.at, 0, ahadi_boxes_left (&box.inside));
}

static void
clear_programs (AhadiBoxes stbl)
{
  AhadiBox box;
  AhadiBox entry;
  guint8 *name;

  if (!ahadi_boxes_find (stbl, "stsd", &box))
    return;

  ahadi_boxes_skip (&box.inside, 8);
  while (ahadi_boxes_left (&box.inside) > 0 && ahadi_boxes_next (&box.inside, &entry))
    if (ahadi_boxes_skip (&entry.inside, PROGRAM_AT) != NULL &&
        (name = ahadi_boxes_skip (&entry.inside, PROGRAM_SIZE)) != NULL)
      memset (name, 0, PROGRAM_SIZE);
}

/* --- tracks ------------------------------------------------------------------ */

static gboolean
is_kind (AhadiBoxes mdia, const char *kind)
{
  AhadiBox box;
  const guint8 *found;

  if (!ahadi_boxes_find (mdia, "hdlr", &box))
    return FALSE;

  ahadi_boxes_skip (&box.inside, 8);
  found = ahadi_boxes_skip (&box.inside, 4);
  return found != NULL && memcmp (found, kind, 4) == 0;
}

static gboolean
clear_media (Movie *self, AhadiBoxes mdia, gboolean has_pictures, GError **error)
{
  AhadiBox minf;
  AhadiBox stbl;

  if (!clear_others (self, mdia, media_boxes, error) ||
      !clear_times (self, mdia, "mdhd", error))
    return FALSE;
  if (!ahadi_boxes_find (mdia, "minf", &minf) ||
      !ahadi_boxes_find (minf.inside, "stbl", &stbl))
    return refuse (error);

  clear_name (mdia);
  clear_name (minf.inside);
  if (has_pictures)
    clear_programs (stbl.inside);
  return clear_others (self, minf.inside, sample_boxes, error) &&
         clear_others (self, stbl.inside, table_boxes, error) &&
         ahadi_mp4_samples_find (stbl.inside, self->samples, error);
}

static gboolean
clear_track (Movie *self, const AhadiBox *trak, GError **error)
{
  gboolean has_pictures;
  AhadiBox mdia;

  if (!ahadi_boxes_find (trak->inside, "mdia", &mdia))
    return refuse (error);

  has_pictures = is_kind (mdia.inside, "vide");
  if (!has_pictures && !is_kind (mdia.inside, "soun"))
    {
      clear_box (self, trak);
      return TRUE;
    }

  return clear_others (self, trak->inside, track_boxes, error) &&
         clear_times (self, trak->inside, "tkhd", error) &&
         clear_media (self, mdia.inside, has_pictures, error);
}

static gboolean
clear_tracks (Movie *self, AhadiBoxes moov, GError **error)
{
  AhadiBox box;

  while (ahadi_boxes_left (&moov) > 0 && ahadi_boxes_next (&moov, &box))
    if (strcmp (box.type, "trak") == 0 && !clear_track (self, &box, error))
      return FALSE;

  return self->samples->len > 0 ||
         ahadi_media_refuse (error, "B3", "it has neither pictures nor sound");
}

/* --- all of it --------------------------------------------------------------- */

static void
note_facts (const Movie *self)
{
  AhadiMediaFacts *facts = &self->filter->facts;
  const AhadiMp4Notes *notes = &self->notes;

  facts->exif.has_position = notes->has_position;
  facts->exif.latitude = notes->latitude;
  facts->exif.longitude = notes->longitude;
  g_strlcpy (facts->exif.taken, notes->time, sizeof facts->exif.taken);
  ahadi_media_text_join (facts->exif.camera, sizeof facts->exif.camera, notes->maker,
                         notes->model);
  g_strlcpy (facts->author, notes->author, sizeof facts->author);
}

gboolean
ahadi_mp4_movie_read (
    AhadiMediaFilter *filter, guint8 *moov, gsize size, GArray *samples, GError **error)
{
  AhadiBoxes boxes = { moov, moov + size, FALSE };
  Movie movie = { .filter = filter, .samples = samples };

  if (!clear_others (&movie, boxes, movie_boxes, error) ||
      !clear_times (&movie, boxes, "mvhd", error) || !clear_tracks (&movie, boxes, error))
    return FALSE;

  note_facts (&movie);
  return TRUE;
}
