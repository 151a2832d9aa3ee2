/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Matroska and WebM (RFC 9559), elements of EBML (RFC 8794, 4 to 6): number, size, bytes.
 * The first bit that is 1 tells how many bytes a number or size has; a size of bits 1
 * only is not known. Places are counted from the start, so that nothing moves: what is
 * taken out becomes Void (EC) of as many bytes, zeros in it.
 *
 *   K1 It begins with EBML (1A45DFA3) of at most 4 KiB.
 *   K2 Kept are the elements listed below. Any other becomes Void; so does a Seek (4DBB)
 *      that leads to one. The names of programs (4D80, 5741) become zeros.
 *   K3 An element lies in the one it is in; only Segment, Cluster and what is in that may
 *      reach beyond, up to the end: so ends a recording that was cut off. Only those two
 *      may be of a size that is not known.
 *   K4 A track that is neither of pictures nor of sound becomes Void, and its blocks do.
 *      Tracks have numbers below 128 and come before the blocks; there is one that stays.
 *   K5 Comments of Vorbis (CodecPrivate) become zeros. FLAC has nothing there but what
 *      the sound is like.
 *   K6 It has at most 2^22 elements, of which at most 2^16 change.
 *   F1 Nothing else is cut short.
 */

#include <string.h>

#include "ahadi-matroska-notes.h"
#include "ahadi-media-edits.h"
#include "ahadi-media-error.h"

#define HEAD_MOST 12
#define START_LIMIT 4096
#define NOTES_LIMIT (1024 * 1024)
#define MOST_ELEMENTS (1 << 22)
#define MOST_CHANGED (1 << 16)
#define MOST_TRACKS 128

enum
{
  ID_START = 0x1a45dfa3,
  ID_SEGMENT = 0x18538067,
  ID_SEEK_HEAD = 0x114d9b74,
  ID_SEEK = 0x4dbb,
  ID_SEEK_ID = 0x53ab,
  ID_INFO = 0x1549a966,
  ID_WRITTEN_BY = 0x4d80,
  ID_WRITTEN_WITH = 0x5741,
  ID_TRACKS = 0x1654ae6b,
  ID_TRACK = 0xae,
  ID_TRACK_NUMBER = 0xd7,
  ID_TRACK_TYPE = 0x83,
  ID_CODEC = 0x86,
  ID_CODEC_PRIVATE = 0x63a2,
  ID_CLUSTER = 0x1f43b675,
  ID_SIMPLE_BLOCK = 0xa3,
  ID_GROUP = 0xa0,
  ID_BLOCK = 0xa1,
  ID_CUES = 0x1c53bb6b,
  ID_TAGS = 0x1254c367,
  ID_VOID = 0xec,
};

typedef enum
{
  IN_FILE,
  IN_SEGMENT,
  IN_SEEK_HEAD,
  IN_INFO,
  IN_TRACKS,
  IN_TRACK,
  IN_CLUSTER,
  IN_GROUP,
} Place;

/* K2. Where the elements in one are, if they are looked at; else where it is itself. */
static const struct
{
  Place place;
  guint32 id;
  Place inside;
} known[] = {
  { IN_FILE, ID_START, IN_FILE },
  { IN_FILE, ID_SEGMENT, IN_SEGMENT },
  { IN_SEGMENT, ID_SEEK_HEAD, IN_SEEK_HEAD },
  { IN_SEGMENT, ID_INFO, IN_INFO },
  { IN_SEGMENT, ID_TRACKS, IN_TRACKS },
  { IN_SEGMENT, ID_CLUSTER, IN_CLUSTER },
  { IN_SEGMENT, ID_CUES, IN_SEGMENT },
  { IN_SEEK_HEAD, ID_SEEK, IN_SEEK_HEAD },
  { IN_INFO, 0x2ad7b1, IN_INFO }, /* how time is counted */
  { IN_INFO, 0x4489, IN_INFO },   /* duration */
  { IN_INFO, ID_WRITTEN_BY, IN_INFO },
  { IN_INFO, ID_WRITTEN_WITH, IN_INFO },
  { IN_TRACKS, ID_TRACK, IN_TRACK },
  { IN_TRACK, ID_TRACK_NUMBER, IN_TRACK },
  { IN_TRACK, 0x73c5, IN_TRACK }, /* its other number */
  { IN_TRACK, ID_TRACK_TYPE, IN_TRACK },
  { IN_TRACK, 0xb9, IN_TRACK }, /* enabled, default, forced, lacing */
  { IN_TRACK, 0x88, IN_TRACK },
  { IN_TRACK, 0x55aa, IN_TRACK },
  { IN_TRACK, 0x9c, IN_TRACK },
  { IN_TRACK, 0x6de7, IN_TRACK }, /* caches */
  { IN_TRACK, 0x6df8, IN_TRACK },
  { IN_TRACK, 0x23e383, IN_TRACK }, /* durations */
  { IN_TRACK, 0x234e7a, IN_TRACK },
  { IN_TRACK, 0x23314f, IN_TRACK },
  { IN_TRACK, 0x55ee, IN_TRACK },   /* additions to blocks */
  { IN_TRACK, 0x22b59c, IN_TRACK }, /* language */
  { IN_TRACK, ID_CODEC, IN_TRACK },
  { IN_TRACK, ID_CODEC_PRIVATE, IN_TRACK },
  { IN_TRACK, 0xaa, IN_TRACK },
  { IN_TRACK, 0x56aa, IN_TRACK }, /* delay, roll */
  { IN_TRACK, 0x56bb, IN_TRACK },
  { IN_TRACK, 0xe0, IN_TRACK },     /* what pictures are like */
  { IN_TRACK, 0xe1, IN_TRACK },     /* what sound is like */
  { IN_TRACK, 0x6d80, IN_TRACK },   /* how blocks are packed */
  { IN_CLUSTER, 0xe7, IN_CLUSTER }, /* time */
  { IN_CLUSTER, 0xa7, IN_CLUSTER }, /* place, and size of the one before */
  { IN_CLUSTER, 0xab, IN_CLUSTER },
  { IN_CLUSTER, ID_SIMPLE_BLOCK, IN_CLUSTER },
  { IN_CLUSTER, ID_GROUP, IN_GROUP },
  { IN_GROUP, ID_BLOCK, IN_GROUP },
  { IN_GROUP, 0x9b, IN_GROUP }, /* duration, priority, references, state, padding */
  { IN_GROUP, 0xfa, IN_GROUP },
  { IN_GROUP, 0xfb, IN_GROUP },
  { IN_GROUP, 0xa4, IN_GROUP },
  { IN_GROUP, 0x75a2, IN_GROUP },
  { IN_GROUP, 0x75a1, IN_GROUP }, /* additions, as of what can be seen through */
};

typedef struct
{
  AhadiMediaFilter *filter;
  GArray *edits; /* AhadiMediaEdit */
  guint64 size;  /* of the file */
  guint elements;
  guint changed;
  gboolean kept[MOST_TRACKS]; /* tracks, by number */
  gboolean has_tracks;
} Matroska;

typedef struct
{
  guint32 id;
  guint64 at;       /* of its number */
  guint64 from;     /* of its bytes */
  guint64 size;     /* of its bytes */
  gboolean is_open; /* it does not say where it ends */
} Element;

/* --- elements -------------------------------------------------------------------- */

/* K3. @end: of what it is in */
static gboolean
load_element (Matroska *self,
              Place place,
              guint64 at,
              guint64 end,
              Element *element,
              GError **error)
{
  guint8 head[HEAD_MOST];
  gsize n = (gsize) MIN (end - at, HEAD_MOST);
  gboolean is_part;

  if (self->elements++ == MOST_ELEMENTS)
    return ahadi_media_refuse (error, "K6", "it has too many elements");
  if (!ahadi_media_filter_load (self->filter, at, head, n, error))
    return FALSE;

  *element = (Element){ .at = at };
  n = ahadi_ebml_read_head (head, n, &element->id, &element->size);
  if (n == 0)
    return ahadi_media_refuse (error, "K3", "a part of it is no element");

  element->from = at + n;
  /* One of which the size is not known ends where the next begins. */
  is_part = (place == IN_FILE && element->id == ID_SEGMENT) ||
            ((place == IN_SEGMENT || place == IN_CLUSTER) && element->id == ID_CLUSTER);
  element->is_open = element->size == G_MAXUINT64;
  if (element->is_open && !is_part)
    return ahadi_media_refuse (error, "K3", "an element does not say where it ends");
  if (element->size > end - element->from && !is_part && place < IN_CLUSTER)
    return ahadi_media_refuse (error, "K3", "an element is longer than what it is in");

  element->size = MIN (element->size, end - element->from);
  return TRUE;
}

static gboolean
count_change (Matroska *self, GError **error)
{
  return self->changed++ < MOST_CHANGED ||
         ahadi_media_refuse (error, "K6", "too much of it is not known");
}

static guint8 *
load_bytes (Matroska *self, const Element *element, GError **error)
{
  g_autofree guint8 *bytes = g_malloc (element->size + 1);

  if (!ahadi_media_filter_load (self->filter, element->from, bytes, (gsize) element->size,
                                error))
    return NULL;
  return g_steal_pointer (&bytes);
}

static gboolean
note_element (Matroska *self, Place place, const Element *element, GError **error)
{
  AhadiMediaFacts *facts = &self->filter->facts;
  g_autofree guint8 *bytes = NULL;

  if (element->size > NOTES_LIMIT || (place != IN_INFO && element->id != ID_TAGS))
    return TRUE;
  bytes = load_bytes (self, element, error);
  if (bytes == NULL)
    return FALSE;

  if (place == IN_INFO)
    ahadi_matroska_note_info (facts, element->id, bytes, (gsize) element->size);
  else
    ahadi_matroska_note_tags (facts, bytes, (gsize) element->size);
  return TRUE;
}

/* Void of as many bytes. */
static gboolean
clear_element (Matroska *self, Place place, const Element *element, GError **error)
{
  gsize head = (gsize) (element->from - element->at);
  gsize width = MIN (head - 1, 8);
  guint64 size = element->size + head - 1 - width;
  guint8 bytes[1 + 8] = { ID_VOID };

  if (!count_change (self, error) || !note_element (self, place, element, error))
    return FALSE;

  for (gsize i = width; i > 0; i--, size >>= 8)
    bytes[i] = (guint8) size;
  bytes[1] |= (guint8) (0x100 >> width);
  ahadi_media_edits_write (self->edits, element->at, g_bytes_new (bytes, 1 + width));
  ahadi_media_edits_fill (self->edits, element->at + 1 + width,
                          element->size + head - 1 - width, 0);
  self->filter->facts.tells_more |= element->id != ID_VOID;
  return TRUE;
}

static gboolean
clear_bytes (Matroska *self, Place place, const Element *element, GError **error)
{
  if (!count_change (self, error) || !note_element (self, place, element, error))
    return FALSE;

  ahadi_media_edits_fill (self->edits, element->from, element->size, 0);
  return TRUE;
}

/* --- tracks ---------------------------------------------------------------------- */

/* The first number in @element that @id has, of at most 8 bytes; else 0. */
static gboolean
find_number (
    Matroska *self, const Element *element, guint32 id, guint64 *number, GError **error)
{
  guint64 end = element->from + element->size;
  Element inner;

  *number = 0;
  for (guint64 at = element->from; at < end; at = inner.from + inner.size)
    {
      guint8 bytes[8];

      if (!load_element (self, IN_TRACK, at, end, &inner, error))
        return FALSE;
      if (inner.id != id || inner.size > sizeof bytes)
        continue;
      if (!ahadi_media_filter_load (self->filter, inner.from, bytes, (gsize) inner.size,
                                    error))
        return FALSE;
      for (gsize i = 0; i < inner.size; i++)
        *number = *number << 8 | bytes[i];
      return TRUE;
    }

  return TRUE;
}

/* K4. @stays: (out) */
static gboolean
check_track (Matroska *self, const Element *track, gboolean *stays, GError **error)
{
  guint64 type;
  guint64 number;

  if (!find_number (self, track, ID_TRACK_TYPE, &type, error) ||
      !find_number (self, track, ID_TRACK_NUMBER, &number, error))
    return FALSE;
  if (number == 0 || number >= MOST_TRACKS)
    return ahadi_media_refuse (error, "K4", "a track has no number");

  *stays = type == 1 || type == 2;
  self->kept[number] |= *stays;
  self->has_tracks |= *stays;
  return TRUE;
}

/* K5: behind the name of the second of three packets, whose sizes stand before them. */
static gboolean
clear_comments (Matroska *self, const Element *element, guint8 *bytes, GError **error)
{
  gsize at = 1;
  gsize sizes[2] = { 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    do
      {
        if (at == element->size)
          return ahadi_media_refuse (error, "K5", "its sound is not described");
        sizes[i] += bytes[at];
      }
    while (bytes[at++] == 255);

  if (sizes[0] > element->size - at || sizes[1] > element->size - at - sizes[0] ||
      sizes[1] < 16 || memcmp (bytes + at + sizes[0], "\3vorbis", 7) != 0)
    return ahadi_media_refuse (error, "K5", "its sound is not described");

  at += sizes[0] + 7;
  ahadi_media_edits_fill (self->edits, element->from + at, 8, 0);
  ahadi_media_edits_fill (self->edits, element->from + at + 8, 1, 1);
  ahadi_media_edits_fill (self->edits, element->from + at + 9, sizes[1] - 16, 0);
  return count_change (self, error);
}

static gboolean
filter_private (Matroska *self, const Element *element, GError **error)
{
  g_autofree guint8 *bytes = NULL;

  if (element->size > NOTES_LIMIT)
    return ahadi_media_refuse (error, "K5", "its sound is described at length");
  bytes = load_bytes (self, element, error);
  if (bytes == NULL)
    return FALSE;

  if (element->size > 42 && memcmp (bytes, "fLaC", 4) == 0)
    return ahadi_media_refuse (error, "K5", "its sound has notes");
  return element->size < 11 || bytes[0] != 2 ||
         memmem (bytes, MIN ((gsize) element->size, 1024), "\1vorbis", 7) == NULL ||
         clear_comments (self, element, bytes, error);
}

/* --- blocks ---------------------------------------------------------------------- */

/* @stays: (out): K4 */
static gboolean
check_block (Matroska *self, const Element *block, gboolean *stays, GError **error)
{
  guint8 number;

  if (!self->has_tracks)
    return ahadi_media_refuse (error, "K4", "its tracks come too late");
  *stays = FALSE;
  if (block->size == 0)
    return TRUE;
  if (!ahadi_media_filter_load (self->filter, block->from, &number, 1, error))
    return FALSE;

  *stays = number >= 0x80 && self->kept[number & 127];
  return TRUE;
}

static gboolean
check_group (Matroska *self, const Element *group, gboolean *stays, GError **error)
{
  guint64 end = group->from + group->size;
  Element inner;

  *stays = FALSE;
  for (guint64 at = group->from; at < end; at = inner.from + inner.size)
    {
      if (!load_element (self, IN_GROUP, at, end, &inner, error))
        return FALSE;
      if (inner.id == ID_BLOCK)
        return check_block (self, &inner, stays, error);
    }

  return TRUE;
}

/* Whether @id is an element of a segment. */
static gboolean
is_known (Place place, guint32 id, Place *inside)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].place == place && known[i].id == id)
      {
        *inside = known[i].inside;
        return TRUE;
      }

  return FALSE;
}

static gboolean
check_seek (Matroska *self, const Element *seek, gboolean *stays, GError **error)
{
  guint64 id;
  Place inside;

  if (!find_number (self, seek, ID_SEEK_ID, &id, error))
    return FALSE;

  *stays = id <= G_MAXUINT32 && is_known (IN_SEGMENT, (guint32) id, &inside);
  return TRUE;
}

/* --- all of it ------------------------------------------------------------------- */

static gboolean
check_element (Matroska *self, const Element *element, gboolean *stays, GError **error)
{
  switch (element->id)
    {
    case ID_TRACK:
      return check_track (self, element, stays, error);
    case ID_SEEK:
      return check_seek (self, element, stays, error);
    case ID_SIMPLE_BLOCK:
    case ID_BLOCK:
      return check_block (self, element, stays, error);
    case ID_GROUP:
      return check_group (self, element, stays, error);
    default:
      return TRUE;
    }
}

static gboolean filter_elements (Matroska *self,
                                 Place place,
                                 gboolean is_open,
                                 guint64 at,
                                 guint64 *end,
                                 GError **error);

static gboolean
filter_element (Matroska *self, Place place, Element *element, GError **error)
{
  Place inside = place;
  gboolean stays = is_known (place, element->id, &inside);
  guint64 end = element->from + element->size;

  if (stays && !check_element (self, element, &stays, error))
    return FALSE;
  if (!stays)
    return clear_element (self, place, element, error);
  if (element->id == ID_WRITTEN_BY || element->id == ID_WRITTEN_WITH)
    return clear_bytes (self, place, element, error);
  if (element->id == ID_CODEC_PRIVATE)
    return filter_private (self, element, error);
  if (inside == place)
    return TRUE;

  if (!filter_elements (self, inside, element->is_open, element->from, &end, error))
    return FALSE;
  element->size = end - element->from;
  return TRUE;
}

/* A cluster that does not say where it ends does so before an element of a segment. */
static gboolean
ends_cluster (Place place, gboolean is_open, guint32 id)
{
  return place == IN_CLUSTER && is_open && id > 0xffffff;
}

/* @end: (inout): where they end. None is in another of its kind, so that there is an
 * end to it. */
static gboolean
filter_elements (Matroska *self,
                 Place place,
                 gboolean is_open,
                 guint64 at,
                 guint64 *end,
                 GError **error)
{
  while (at < *end)
    {
      Element element;

      if (!load_element (self, place, at, *end, &element, error))
        return FALSE;
      if (ends_cluster (place, is_open, element.id))
        break;
      if (!filter_element (self, place, &element, error))
        return FALSE;
      at = element.from + element.size;
    }

  *end = at;
  return TRUE;
}

static gboolean
filter_all (Matroska *self, GError **error)
{
  guint64 end = self->size;
  Element start;

  if (!load_element (self, IN_FILE, 0, end, &start, error))
    return FALSE;
  if (start.id != ID_START || start.size > START_LIMIT)
    return ahadi_media_refuse (error, "K1", "it does not begin as one");

  return filter_elements (self, IN_FILE, FALSE, 0, &end, error) &&
         (self->has_tracks || ahadi_media_refuse (error, "K4", "it has no track"));
}

gboolean
ahadi_matroska_filter (AhadiMediaFilter *self, GError **error)
{
  g_autoptr (GArray) edits = ahadi_media_edits_new ();
  Matroska matroska = { .filter = self, .edits = edits };

  return ahadi_media_filter_get_size (self, &matroska.size, error) &&
         filter_all (&matroska, error) && ahadi_media_edits_apply (edits, self, error);
}
