/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-picture.h"

#include "ahadi-media-error.h"
#include "ahadi-picture-filter.h"

static gboolean
run (AhadiMediaType type, AhadiPictureFilter *self, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (AHADI_PICTURE_BUFFER);

  self->buffer = buffer;
  switch (type)
    {
    case AHADI_MEDIA_JPEG:
      return ahadi_jpeg_filter (self, error);
    case AHADI_MEDIA_PNG:
      return ahadi_png_filter (self, error);
    case AHADI_MEDIA_WEBP:
      return ahadi_webp_filter (self, error);
    case AHADI_MEDIA_HEIF:
      return ahadi_heif_filter (self, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Looked at twice: only the second time is it known what the copy begins with. */
gboolean
ahadi_picture_read (AhadiMediaType type,
                    GInputStream *in,
                    AhadiPictureFacts *facts,
                    GError **error)
{
  AhadiPictureFilter filter = { .in = in };

  if (!run (type, &filter, error))
    return FALSE;

  *facts = filter.facts;
  return TRUE;
}

gboolean
ahadi_picture_clean (AhadiMediaType type,
                     GInputStream *in,
                     const AhadiPictureFacts *facts,
                     AhadiPictureSink sink,
                     gpointer data,
                     GError **error)
{
  AhadiPictureFilter filter = { .in = in, .sink = sink, .data = data, .known = facts };

  if (!run (type, &filter, error))
    return FALSE;
  if (filter.facts.removed == facts->removed &&
      filter.facts.exif.orientation == facts->exif.orientation)
    return TRUE;

  g_set_error_literal (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_CHANGED,
                       "cannot copy the picture: it was changed meanwhile");
  return FALSE;
}
