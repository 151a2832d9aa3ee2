/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-picture-filter.h"

#include <string.h>

#include "ahadi-media-error.h"

#define EXIF_LIMIT (1024 * 1024)

gboolean
ahadi_picture_filter_peek (AhadiPictureFilter *self,
                           const guint8 **bytes,
                           gsize *size,
                           GError **error)
{
  if (self->start == self->end)
    {
      gsize n;

      if (!g_input_stream_read_all (self->in, self->buffer, AHADI_PICTURE_BUFFER, &n,
                                    NULL, error))
        return FALSE;
      self->start = 0;
      self->end = n;
    }

  *bytes = self->buffer + self->start;
  *size = self->end - self->start;
  return TRUE;
}

/* At least one byte of the @left that are still to come. */
static gboolean
peek_some (AhadiPictureFilter *self,
           guint64 left,
           const guint8 **bytes,
           gsize *size,
           GError **error)
{
  if (!ahadi_picture_filter_peek (self, bytes, size, error))
    return FALSE;
  if (*size == 0)
    return ahadi_media_refuse (error, "F1", "it is cut short");

  *size = (gsize) MIN (left, *size);
  return TRUE;
}

gboolean
ahadi_picture_filter_take (AhadiPictureFilter *self,
                           guint8 *bytes,
                           gsize size,
                           GError **error)
{
  while (size > 0)
    {
      const guint8 *some;
      gsize n;

      if (!peek_some (self, size, &some, &n, error))
        return FALSE;
      memcpy (bytes, some, n);
      self->start += n;
      bytes += n;
      size -= n;
    }
  return TRUE;
}

gboolean
ahadi_picture_filter_keep (AhadiPictureFilter *self,
                           const guint8 *bytes,
                           gsize size,
                           GError **error)
{
  self->facts.clean_size += size;
  return self->sink == NULL || self->sink (self->data, bytes, size, error);
}

gboolean
ahadi_picture_filter_pass (AhadiPictureFilter *self, guint64 size, GError **error)
{
  while (size > 0)
    {
      const guint8 *some;
      gsize n;

      if (!peek_some (self, size, &some, &n, error) ||
          !ahadi_picture_filter_keep (self, some, n, error))
        return FALSE;
      self->start += n;
      size -= n;
    }
  return TRUE;
}

gboolean
ahadi_picture_filter_skip (AhadiPictureFilter *self, guint64 size, GError **error)
{
  while (size > 0)
    {
      const guint8 *some;
      gsize n;

      if (!peek_some (self, size, &some, &n, error))
        return FALSE;
      self->start += n;
      self->facts.removed += n;
      size -= n;
    }
  return TRUE;
}

/* Of several blocks the first that tells something counts, as in other readers. */
void
ahadi_picture_filter_note_exif (AhadiPictureFilter *self, const AhadiExif *exif)
{
  if (self->facts.exif.orientation == 0 && !self->facts.exif.has_position)
    self->facts.exif = *exif;
}

gboolean
ahadi_picture_filter_skip_exif (AhadiPictureFilter *self,
                                guint64 size,
                                gsize lead,
                                GError **error)
{
  g_autofree guint8 *block = NULL;
  AhadiExif exif;

  if (size > EXIF_LIMIT || size < lead)
    return ahadi_picture_filter_skip (self, size, error);

  block = g_malloc (size);
  if (!ahadi_picture_filter_take (self, block, size, error))
    return FALSE;

  self->facts.removed += size;
  ahadi_exif_read (block + lead, size - lead, &exif);
  ahadi_picture_filter_note_exif (self, &exif);
  return TRUE;
}

gboolean
ahadi_picture_filter_skip_rest (AhadiPictureFilter *self, GError **error)
{
  const guint8 *some;
  gsize n;

  do
    {
      if (!ahadi_picture_filter_peek (self, &some, &n, error))
        return FALSE;
      self->start += n;
      self->facts.removed += n;
      self->facts.tells_more |= n > 0;
    }
  while (n > 0);

  return TRUE;
}

guint
ahadi_picture_filter_get_turn (const AhadiPictureFilter *self)
{
  guint orientation = self->known != NULL ? self->known->exif.orientation : 0;

  return orientation > 1 ? orientation : 0;
}
