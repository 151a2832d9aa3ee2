/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ahadi-exif.h"
#include "ahadi-media-type.h"

G_BEGIN_DECLS

/*
 * Pictures as files: what they tell of where, when and with what they were made, and the
 * same picture without that. What shows is copied bit for bit; nothing is decoded.
 */

/* What was found in a picture. A plain value. */
typedef struct
{
  guint32 width;
  guint32 height;
  AhadiExif exif;
  gboolean tells_more; /* captions, programs, small copies: also taken out */
  guint64 removed;     /* bytes that are taken out */
  guint64 clean_size;  /* bytes that are left */
} AhadiPictureFacts;

/* Where the bytes of the cleaned picture go. */
typedef gboolean (*AhadiPictureSink) (gpointer data,
                                      const void *bytes,
                                      gsize size,
                                      GError **error);

/**
 * ahadi_picture_read:
 * @type: one of ahadi_media_can_strip()
 * @in: from its start; at most 64 KiB of it are held at a time, and 1 MiB of descriptions
 * @facts: (out)
 *
 * Returns: %FALSE with %AHADI_MEDIA_ERROR_DAMAGED, or @in's error.
 */
gboolean ahadi_picture_read (AhadiMediaType type,
                             GInputStream *in,
                             AhadiPictureFacts *facts,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_picture_clean:
 * @in: the same again, from its start
 * @facts: of ahadi_picture_read()
 *
 * Gives @sink the picture without what it tells; how it is turned stays said.
 *
 * Returns: %FALSE with %AHADI_MEDIA_ERROR_DAMAGED, CHANGED if it is not what @facts are
 * of, or the error of @in or @sink.
 */
gboolean ahadi_picture_clean (AhadiMediaType type,
                              GInputStream *in,
                              const AhadiPictureFacts *facts,
                              AhadiPictureSink sink,
                              gpointer data,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
