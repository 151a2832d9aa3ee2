/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-tiff-notes.h"

#include "ahadi-media-text.h"

#define TEXT_LIMIT 256

enum
{
  TAG_LATITUDE_SIDE = 1,
  TAG_LATITUDE = 2,
  TAG_LONGITUDE_SIDE = 3,
  TAG_LONGITUDE = 4,
  TAG_WIDTH = 256,
  TAG_HEIGHT = 257,
  TAG_MAKER = 271,
  TAG_MODEL = 272,
  TAG_ORIENTATION = 274,
  TAG_PROGRAM = 305,
  TAG_CHANGED = 306,
  TAG_AUTHOR = 315,
  TAG_TAKEN = 0x9003,
};

/* Whether the entry has @type and its value lies in the file. */
static const AhadiTiffEntry *
find (const AhadiTiffForm *form,
      const AhadiTiffDirectory *directory,
      guint tag,
      guint type)
{
  const AhadiTiffEntry *entry =
      directory != NULL ? ahadi_tiff_directory_find (directory, tag) : NULL;

  return entry != NULL && entry->type == type && entry->at <= form->size &&
                 entry->size <= form->size - entry->at
             ? entry
             : NULL;
}

static gboolean
note_text (const AhadiTiffForm *form,
           const AhadiTiffDirectory *directory,
           guint tag,
           char *text,
           gsize size,
           GError **error)
{
  const AhadiTiffEntry *entry = find (form, directory, tag, AHADI_TIFF_TEXT);
  guint8 bytes[TEXT_LIMIT];
  gsize n;

  if (entry == NULL)
    return TRUE;
  n = (gsize) MIN (entry->size, sizeof bytes);
  if (!ahadi_media_filter_load (form->filter, entry->at, bytes, n, error))
    return FALSE;

  ahadi_media_text_note (text, size, bytes, n, NULL);
  return TRUE;
}

/* @degrees: (out). Returns: %FALSE with the file's error. @found: (out) */
static gboolean
read_degrees (const AhadiTiffForm *form,
              const AhadiTiffDirectory *position,
              guint tag,
              double limit,
              double *degrees,
              gboolean *found,
              GError **error)
{
  const AhadiTiffEntry *entry = find (form, position, tag, AHADI_TIFF_RATIO);
  guint8 bytes[AHADI_EXIF_DEGREES_SIZE];

  *found = FALSE;
  if (entry == NULL || entry->size != sizeof bytes)
    return TRUE;
  if (!ahadi_media_filter_load (form->filter, entry->at, bytes, sizeof bytes, error))
    return FALSE;

  *found = ahadi_exif_parse_degrees (bytes, form->is_big, limit, degrees);
  return TRUE;
}

static gboolean
note_position (const AhadiTiffForm *form,
               const AhadiTiffDirectory *position,
               GError **error)
{
  AhadiExif *exif = &form->filter->facts.exif;
  char north[2] = "";
  char east[2] = "";
  gboolean has_latitude;
  gboolean has_longitude;

  if (!read_degrees (form, position, TAG_LATITUDE, 90, &exif->latitude, &has_latitude,
                     error) ||
      !read_degrees (form, position, TAG_LONGITUDE, 180, &exif->longitude, &has_longitude,
                     error) ||
      !note_text (form, position, TAG_LATITUDE_SIDE, north, sizeof north, error) ||
      !note_text (form, position, TAG_LONGITUDE_SIDE, east, sizeof east, error))
    return FALSE;

  exif->has_position = has_latitude && has_longitude;
  if (*north == 'S')
    exif->latitude = -exif->latitude;
  if (*east == 'W')
    exif->longitude = -exif->longitude;
  return TRUE;
}

static gboolean
note_device (const AhadiTiffForm *form, const AhadiTiffDirectory *first, GError **error)
{
  AhadiExif *exif = &form->filter->facts.exif;
  char maker[32] = "";
  char model[32] = "";

  if (!note_text (form, first, TAG_MAKER, maker, sizeof maker, error) ||
      !note_text (form, first, TAG_MODEL, model, sizeof model, error))
    return FALSE;

  ahadi_media_text_join (exif->camera, sizeof exif->camera, maker, model);
  return note_text (form, first, TAG_PROGRAM, exif->camera, sizeof exif->camera, error);
}

gboolean
ahadi_tiff_notes_read (const AhadiTiffForm *form,
                       const AhadiTiffDirectory *first,
                       const AhadiTiffDirectory *exif,
                       const AhadiTiffDirectory *position,
                       GError **error)
{
  AhadiMediaFacts *facts = &form->filter->facts;
  guint64 turn = ahadi_tiff_directory_get_number (form, first, TAG_ORIENTATION, 0);

  facts->width = (guint32) ahadi_tiff_directory_get_number (form, first, TAG_WIDTH, 0);
  facts->height = (guint32) ahadi_tiff_directory_get_number (form, first, TAG_HEIGHT, 0);
  facts->exif.orientation = turn <= 8 ? (guint) turn : 0;
  return note_device (form, first, error) && note_position (form, position, error) &&
         note_text (form, exif, TAG_TAKEN, facts->exif.taken, sizeof facts->exif.taken,
                    error) &&
         note_text (form, first, TAG_CHANGED, facts->exif.taken, sizeof facts->exif.taken,
                    error) &&
         note_text (form, first, TAG_AUTHOR, facts->author, sizeof facts->author, error);
}
