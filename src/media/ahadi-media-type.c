/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-media-type.h"

#include <string.h>

/* What files of a type have at @offset. */
typedef struct
{
  AhadiMediaType type;
  gsize offset;
  const char *bytes;
  gsize size;
} Mark;

#define MARK(type, offset, bytes)                                                        \
  {                                                                                      \
    AHADI_MEDIA_##type, offset, bytes, sizeof bytes - 1                                  \
  }

static const Mark marks[] = {
  MARK (JPEG, 0, "\xff\xd8\xff"), MARK (PNG, 0, "\x89PNG\r\n\x1a\n"),
  MARK (GIF, 0, "GIF87a"),        MARK (GIF, 0, "GIF89a"),
  MARK (TIFF, 0, "II*\0"),        MARK (TIFF, 0, "MM\0*"),
  MARK (TIFF, 0, "II+\0"),        MARK (TIFF, 0, "MM\0+"),
  MARK (HEIF, 4, "ftypheic"),     MARK (HEIF, 4, "ftypheix"),
  MARK (HEIF, 4, "ftyphevc"),     MARK (HEIF, 4, "ftypmif1"),
  MARK (HEIF, 4, "ftypmsf1"),     MARK (HEIF, 4, "ftypavif"),
  MARK (PDF, 0, "%PDF-"),         MARK (MP4, 4, "ftyp"),
  MARK (OGG, 0, "OggS"),          MARK (FLAC, 0, "fLaC"),
  MARK (AMR, 0, "#!AMR"),         MARK (MP3, 0, "ID3"),
  MARK (MP3, 0, "\xff\xfb"),      MARK (MP3, 0, "\xff\xf3"),
  MARK (MP3, 0, "\xff\xf2"),      MARK (MATROSKA, 0, "\x1a\x45\xdf\xa3"),
};

static const char *const mimes[] = {
  [AHADI_MEDIA_OTHER] = "application/octet-stream",
  [AHADI_MEDIA_JPEG] = "image/jpeg",
  [AHADI_MEDIA_PNG] = "image/png",
  [AHADI_MEDIA_WEBP] = "image/webp",
  [AHADI_MEDIA_GIF] = "image/gif",
  [AHADI_MEDIA_TIFF] = "image/tiff",
  [AHADI_MEDIA_HEIF] = "image/heif",
  [AHADI_MEDIA_PDF] = "application/pdf",
  [AHADI_MEDIA_MP3] = "audio/mpeg",
  [AHADI_MEDIA_MP4] = "video/mp4",
  [AHADI_MEDIA_OGG] = "audio/ogg",
  [AHADI_MEDIA_WAV] = "audio/wav",
  [AHADI_MEDIA_FLAC] = "audio/flac",
  [AHADI_MEDIA_AMR] = "audio/amr",
  [AHADI_MEDIA_AVI] = "video/x-msvideo",
  [AHADI_MEDIA_MATROSKA] = "video/x-matroska",
};

static gboolean
has (const guint8 *bytes, gsize size, gsize offset, const char *mark, gsize mark_size)
{
  return size >= offset + mark_size && memcmp (bytes + offset, mark, mark_size) == 0;
}

AhadiMediaType
ahadi_media_sniff (const guint8 *bytes, gsize size)
{
  if (has (bytes, size, 0, "RIFF", 4) && has (bytes, size, 8, "WEBP", 4))
    return AHADI_MEDIA_WEBP;
  if (has (bytes, size, 0, "RIFF", 4) && has (bytes, size, 8, "WAVE", 4))
    return AHADI_MEDIA_WAV;
  if (has (bytes, size, 0, "RIFF", 4) && has (bytes, size, 8, "AVI ", 4))
    return AHADI_MEDIA_AVI;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (has (bytes, size, marks[i].offset, marks[i].bytes, marks[i].size))
      return marks[i].type;

  return AHADI_MEDIA_OTHER;
}

const char *
ahadi_media_type_to_mime (AhadiMediaType type)
{
  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (mimes), mimes[AHADI_MEDIA_OTHER]);

  return mimes[type];
}

AhadiMediaType
ahadi_media_type_from_mime (const char *mime)
{
  for (guint i = 0; i < G_N_ELEMENTS (mimes); i++)
    if (g_strcmp0 (mimes[i], mime) == 0)
      return (AhadiMediaType) i;

  return AHADI_MEDIA_OTHER;
}

gboolean
ahadi_media_is_picture (AhadiMediaType type)
{
  return type >= AHADI_MEDIA_JPEG && type <= AHADI_MEDIA_HEIF;
}

gboolean
ahadi_media_is_sound (AhadiMediaType type)
{
  return type >= AHADI_MEDIA_MP3;
}

#ifdef AHADI_WITH_PDF
#define CAN_STRIP_PDF TRUE
#else
#define CAN_STRIP_PDF FALSE
#endif

gboolean
ahadi_media_can_strip (AhadiMediaType type)
{
  return ahadi_media_is_picture (type) || ahadi_media_is_sound (type) ||
         (CAN_STRIP_PDF && type == AHADI_MEDIA_PDF);
}
