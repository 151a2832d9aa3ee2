/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-media-filter.h"

#include <string.h>

#include "ahadi-media-error.h"

#define EXIF_LIMIT (1024 * 1024)

gboolean
ahadi_media_filter_peek (AhadiMediaFilter *self,
                         const guint8 **bytes,
                         gsize *size,
                         GError **error)
{
  if (self->start == self->end)
    {
      gsize n;

      if (!g_input_stream_read_all (self->in, self->buffer, AHADI_MEDIA_BUFFER, &n, NULL,
                                    error))
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
peek_some (AhadiMediaFilter *self,
           guint64 left,
           const guint8 **bytes,
           gsize *size,
           GError **error)
{
  if (!ahadi_media_filter_peek (self, bytes, size, error))
    return FALSE;
  if (*size == 0)
    return ahadi_media_refuse (error, "F1", "it is cut short");

  *size = (gsize) MIN (left, *size);
  return TRUE;
}

gboolean
ahadi_media_filter_take (AhadiMediaFilter *self,
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
ahadi_media_filter_keep (AhadiMediaFilter *self,
                         const guint8 *bytes,
                         gsize size,
                         GError **error)
{
  self->facts.clean_size += size;
  return self->sink == NULL || self->sink (self->data, bytes, size, error);
}

gboolean
ahadi_media_filter_pass (AhadiMediaFilter *self, guint64 size, GError **error)
{
  while (size > 0)
    {
      const guint8 *some;
      gsize n;

      if (!peek_some (self, size, &some, &n, error) ||
          !ahadi_media_filter_keep (self, some, n, error))
        return FALSE;
      self->start += n;
      size -= n;
    }
  return TRUE;
}

gboolean
ahadi_media_filter_skip (AhadiMediaFilter *self, guint64 size, GError **error)
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
ahadi_media_filter_note_exif (AhadiMediaFilter *self, const AhadiExif *exif)
{
  if (self->facts.exif.orientation == 0 && !self->facts.exif.has_position)
    self->facts.exif = *exif;
}

gboolean
ahadi_media_filter_skip_exif (AhadiMediaFilter *self,
                              guint64 size,
                              gsize lead,
                              GError **error)
{
  g_autofree guint8 *block = NULL;
  AhadiExif exif;

  if (size > EXIF_LIMIT || size < lead)
    return ahadi_media_filter_skip (self, size, error);

  block = g_malloc (size + 1);
  if (!ahadi_media_filter_take (self, block, size, error))
    return FALSE;

  self->facts.removed += size;
  ahadi_exif_read (block + lead, size - lead, &exif);
  ahadi_media_filter_note_exif (self, &exif);
  return TRUE;
}

gboolean
ahadi_media_filter_skip_rest (AhadiMediaFilter *self, GError **error)
{
  const guint8 *some;
  gsize n;

  do
    {
      if (!ahadi_media_filter_peek (self, &some, &n, error))
        return FALSE;
      self->start += n;
      self->facts.removed += n;
      self->facts.tells_more |= n > 0;
    }
  while (n > 0);

  return TRUE;
}

gboolean
ahadi_media_filter_pass_rest (AhadiMediaFilter *self, GError **error)
{
  const guint8 *some;
  gsize n;

  do
    {
      if (!ahadi_media_filter_peek (self, &some, &n, error) ||
          !ahadi_media_filter_pass (self, n, error))
        return FALSE;
    }
  while (n > 0);

  return TRUE;
}

gboolean
ahadi_media_filter_seek (AhadiMediaFilter *self, guint64 at, GError **error)
{
  g_return_val_if_fail (G_IS_SEEKABLE (self->in) && at <= G_MAXINT64, FALSE);

  self->start = 0;
  self->end = 0;
  return g_seekable_seek (G_SEEKABLE (self->in), (goffset) at, G_SEEK_SET, NULL, error);
}

gboolean
ahadi_media_filter_get_size (AhadiMediaFilter *self, guint64 *size, GError **error)
{
  goffset at = g_seekable_tell (G_SEEKABLE (self->in));

  if (!g_seekable_seek (G_SEEKABLE (self->in), 0, G_SEEK_END, NULL, error))
    return FALSE;

  *size = (guint64) g_seekable_tell (G_SEEKABLE (self->in));
  return g_seekable_seek (G_SEEKABLE (self->in), at, G_SEEK_SET, NULL, error);
}

gboolean
ahadi_media_filter_load (
    AhadiMediaFilter *self, guint64 at, guint8 *bytes, gsize size, GError **error)
{
  gsize n;

  if (!ahadi_media_filter_seek (self, at, error) ||
      !g_input_stream_read_all (self->in, bytes, size, &n, NULL, error))
    return FALSE;

  return n == size || ahadi_media_refuse (error, "F1", "it is cut short");
}

guint
ahadi_media_filter_get_turn (const AhadiMediaFilter *self)
{
  guint orientation = self->known != NULL ? self->known->exif.orientation : 0;

  return orientation > 1 ? orientation : 0;
}
