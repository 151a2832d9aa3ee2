/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file is, told from its first bytes and never from its name. */
typedef enum
{
  AHADI_MEDIA_OTHER,
  AHADI_MEDIA_JPEG,
  AHADI_MEDIA_PNG,
  AHADI_MEDIA_WEBP,
  AHADI_MEDIA_GIF,
  AHADI_MEDIA_TIFF,
  AHADI_MEDIA_HEIF, /* HEIC, AVIF */
  AHADI_MEDIA_PDF,
  AHADI_MEDIA_MP3,
  AHADI_MEDIA_MP4, /* sound or film */
  AHADI_MEDIA_OGG,
  AHADI_MEDIA_WAV,
  AHADI_MEDIA_FLAC,
  AHADI_MEDIA_AMR,
  AHADI_MEDIA_AVI,
  AHADI_MEDIA_MATROSKA, /* WebM */
} AhadiMediaType;

/* So many bytes are enough. */
#define AHADI_MEDIA_SNIFF_SIZE 32

AhadiMediaType ahadi_media_sniff (const guint8 *bytes, gsize size);

/* "image/jpeg"; "application/octet-stream" for others. */
const char *ahadi_media_type_to_mime (AhadiMediaType type);
AhadiMediaType ahadi_media_type_from_mime (const char *mime);

gboolean ahadi_media_is_picture (AhadiMediaType type);
gboolean ahadi_media_is_sound (AhadiMediaType type);

/* Whether place, time and device can be taken out here without touching what shows. Of
 * PDF: if this was built with qpdf. */
gboolean ahadi_media_can_strip (AhadiMediaType type);

G_END_DECLS
