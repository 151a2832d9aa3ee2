/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-media-facts.h"

#include "ahadi-media-error.h"
#include "ahadi-media-filter.h"

static gboolean
run (AhadiMediaType type, AhadiMediaFilter *self, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (AHADI_MEDIA_BUFFER);

  self->buffer = buffer;
  switch (type)
    {
    case AHADI_MEDIA_JPEG:
      return ahadi_jpeg_filter (self, error);
    case AHADI_MEDIA_PNG:
      return ahadi_png_filter (self, error);
    case AHADI_MEDIA_WEBP:
      return ahadi_webp_filter (self, error);
    case AHADI_MEDIA_GIF:
      return ahadi_gif_filter (self, error);
    case AHADI_MEDIA_TIFF:
      return ahadi_tiff_filter (self, error);
    case AHADI_MEDIA_HEIF:
      return ahadi_heif_filter (self, error);
    case AHADI_MEDIA_MP4:
      return ahadi_mp4_filter (self, error);
    case AHADI_MEDIA_MP3:
      return ahadi_mp3_filter (self, error);
    case AHADI_MEDIA_OGG:
      return ahadi_ogg_filter (self, error);
    case AHADI_MEDIA_PDF:
      return ahadi_pdf_filter (self, error);
    case AHADI_MEDIA_WAV:
      return ahadi_wav_filter (self, error);
    case AHADI_MEDIA_FLAC:
      return ahadi_flac_filter (self, error);
    case AHADI_MEDIA_AMR:
      return ahadi_amr_filter (self, error);
    case AHADI_MEDIA_AVI:
      return ahadi_avi_filter (self, error);
    case AHADI_MEDIA_MATROSKA:
      return ahadi_matroska_filter (self, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Looked at twice: only the second time is it known what the copy begins with. */
gboolean
ahadi_media_read (AhadiMediaType type,
                  GInputStream *in,
                  AhadiMediaFacts *facts,
                  GError **error)
{
  AhadiMediaFilter filter = { .in = in };

  if (!run (type, &filter, error))
    return FALSE;

  *facts = filter.facts;
  return TRUE;
}

gboolean
ahadi_media_clean (AhadiMediaType type,
                   GInputStream *in,
                   const AhadiMediaFacts *facts,
                   AhadiMediaSink sink,
                   gpointer data,
                   GError **error)
{
  AhadiMediaFilter filter = { .in = in, .sink = sink, .data = data, .known = facts };

  if (!run (type, &filter, error))
    return FALSE;
  if (filter.facts.removed == facts->removed &&
      filter.facts.exif.orientation == facts->exif.orientation)
    return TRUE;

  g_set_error_literal (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_CHANGED,
                       "cannot copy the file: it was changed meanwhile");
  return FALSE;
}
