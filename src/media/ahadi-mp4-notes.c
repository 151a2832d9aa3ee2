/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-mp4-notes.h"

#include <math.h>
#include <string.h>

#include "ahadi-media-text.h"
#include "base/ahadi-base.h"

/*
 * Three ways of telling, integers big-endian:
 *
 *   udta   boxes: A9 and three letters: length 2, language 2, text (QuickTime)
 *          auth: version, flags; language 2, text, NUL (3GPP TS 26.244, 8)
 *          loci: version, flags; language 2, name, NUL, role 1, longitude, latitude,
 *          height 4 each, of 1/65536 degrees
 *          meta, as below
 *   meta   version, flags (not in QuickTime); hdlr; keys; ilst
 *     keys   version, flags; number 4; of each its length 4, "mdta", name
 *     ilst   boxes whose type is a name, or a number in keys from 1 on; in each
 *       data   kind 4, language 4, text
 *
 * Text is UTF-8.
 */

#define MOST_KEYS 256
#define APPLE "com.apple.quicktime."

typedef enum
{
  NOTE_POSITION,
  NOTE_MAKER,
  NOTE_MODEL,
  NOTE_TIME,
  NOTE_AUTHOR,
} Note;

static const struct
{
  const char *name;
  Note note;
} names[] = {
  { "\xa9xyz", NOTE_POSITION },
  { "\xa9mak", NOTE_MAKER },
  { "\xa9mod", NOTE_MODEL },
  { "\xa9too", NOTE_MODEL },
  { "\xa9"
    "day",
    NOTE_TIME },
  { "\xa9"
    "aut",
    NOTE_AUTHOR },
  { "\xa9"
    "ART",
    NOTE_AUTHOR },
  { APPLE "location.ISO6709", NOTE_POSITION },
  { APPLE "make", NOTE_MAKER },
  { APPLE "model", NOTE_MODEL },
  { APPLE "creationdate", NOTE_TIME },
  { APPLE "author", NOTE_AUTHOR },
};

static void
set_position (AhadiMp4Notes *self, double latitude, double longitude)
{
  if (self->has_position || !(fabs (latitude) <= 90) || !(fabs (longitude) <= 180))
    return;

  self->has_position = TRUE;
  self->latitude = latitude;
  self->longitude = longitude;
}

static void
read_position (AhadiMp4Notes *self, const guint8 *bytes, gsize n)
{
  char text[64] = "";
  double latitude;
  double longitude;

  ahadi_media_text_note (text, sizeof text, bytes, n, NULL);
  if (ahadi_media_text_to_position (text, &latitude, &longitude))
    set_position (self, latitude, longitude);
}

static void
note (AhadiMp4Notes *self, const char *name, const guint8 *bytes, gsize n)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (names) && strcmp (names[i].name, name) != 0)
    i++;
  if (i == G_N_ELEMENTS (names))
    return;

  switch (names[i].note)
    {
    case NOTE_POSITION:
      read_position (self, bytes, n);
      break;
    case NOTE_MAKER:
      ahadi_media_text_note (self->maker, sizeof self->maker, bytes, n, NULL);
      break;
    case NOTE_MODEL:
      ahadi_media_text_note (self->model, sizeof self->model, bytes, n, NULL);
      break;
    case NOTE_TIME:
      ahadi_media_text_note (self->time, sizeof self->time, bytes, n, NULL);
      break;
    case NOTE_AUTHOR:
      ahadi_media_text_note (self->author, sizeof self->author, bytes, n, NULL);
      break;
    }
}

/* --- udta -------------------------------------------------------------------- */

static void
read_quicktime (AhadiMp4Notes *self, const char *name, AhadiBoxes text)
{
  gsize n = (gsize) ahadi_boxes_take (&text, 2);
  const guint8 *bytes;

  ahadi_boxes_skip (&text, 2);
  bytes = ahadi_boxes_skip (&text, n);
  if (bytes != NULL)
    note (self, name, bytes, n);
}

static void
read_author (AhadiMp4Notes *self, AhadiBoxes auth)
{
  if (ahadi_boxes_skip (&auth, 6) != NULL)
    note (self,
          "\xa9"
          "aut",
          auth.at, ahadi_boxes_left (&auth));
}

static double
take_degrees (AhadiBoxes *boxes)
{
  return (gint32) ahadi_boxes_take (boxes, 4) / 65536.0;
}

static void
read_place (AhadiMp4Notes *self, AhadiBoxes loci)
{
  const guint8 *end;
  double longitude;
  double latitude;

  if (ahadi_boxes_skip (&loci, 6) == NULL)
    return;
  end = memchr (loci.at, '\0', ahadi_boxes_left (&loci));
  if (end == NULL)
    return;

  ahadi_boxes_skip (&loci, (gsize) (end - loci.at) + 2);
  longitude = take_degrees (&loci);
  latitude = take_degrees (&loci);
  if (!loci.failed)
    set_position (self, latitude, longitude);
}

/* --- meta -------------------------------------------------------------------- */

/* Of key @number; "" if there is none. */
static void
find_key (AhadiBoxes keys, guint64 number, char name[64])
{
  guint64 n;

  ahadi_boxes_skip (&keys, 4);
  n = ahadi_boxes_take (&keys, 4);
  for (guint64 i = 1; i <= MIN (n, MOST_KEYS); i++)
    {
      gsize size = (gsize) ahadi_boxes_take (&keys, 4);
      const guint8 *bytes = size < 8 ? NULL : ahadi_boxes_skip (&keys, size - 4);

      if (bytes == NULL)
        return;
      if (i == number)
        ahadi_media_text_note (name, 64, bytes + 4, size - 8, NULL);
    }
}

static void
read_item (AhadiMp4Notes *self, AhadiBoxes keys, const AhadiBox *item)
{
  char name[64] = "";
  AhadiBox data;

  find_key (keys, ahadi_get_u32be (item->name), name);
  if (ahadi_boxes_find (item->inside, "data", &data) &&
      ahadi_boxes_skip (&data.inside, 8) != NULL)
    note (self, *name != '\0' ? name : item->type, data.inside.at,
          ahadi_boxes_left (&data.inside));
}

static void
read_meta (AhadiMp4Notes *self, AhadiBoxes meta)
{
  AhadiBoxes none = { NULL, NULL, TRUE };
  AhadiBox keys = { .inside = none };
  AhadiBox list;
  AhadiBox item;
  guint n = 0;

  if (ahadi_boxes_left (&meta) >= 8 && memcmp (meta.at + 4, "hdlr", 4) != 0)
    ahadi_boxes_skip (&meta, 4);
  if (!ahadi_boxes_find (meta, "keys", &keys))
    keys.inside = none;
  if (!ahadi_boxes_find (meta, "ilst", &list))
    return;

  while (n++ < MOST_KEYS && ahadi_boxes_left (&list.inside) > 0 &&
         ahadi_boxes_next (&list.inside, &item))
    read_item (self, keys.inside, &item);
}

static void
read_described (AhadiMp4Notes *self, const AhadiBox *box)
{
  if (strcmp (box->type, "meta") == 0)
    read_meta (self, box->inside);
  else if (strcmp (box->type, "loci") == 0)
    read_place (self, box->inside);
  else if (strcmp (box->type, "auth") == 0)
    read_author (self, box->inside);
  else
    read_quicktime (self, box->type, box->inside);
}

void
ahadi_mp4_notes_read (AhadiMp4Notes *self, const AhadiBox *box)
{
  AhadiBoxes boxes = box->inside;
  AhadiBox inner;

  if (strcmp (box->type, "meta") == 0)
    read_meta (self, boxes);
  else
    while (ahadi_boxes_left (&boxes) > 0 && ahadi_boxes_next (&boxes, &inner))
      read_described (self, &inner);
}
