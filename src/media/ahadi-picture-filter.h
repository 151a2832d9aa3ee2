/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-picture.h"

G_BEGIN_DECLS

/*
 * Private to media/: a picture under way from its file to its cleaned copy. Each format
 * says of each stretch of bytes whether it is kept, dropped or read. Lives on the stack
 * of ahadi-picture.c.
 */
typedef struct
{
  GInputStream *in;
  AhadiPictureSink sink; /* NULL while only looking */
  gpointer data;
  const AhadiPictureFacts *known; /* NULL while only looking */
  AhadiPictureFacts facts;        /* found this time */
  guint8 *buffer;                 /* of AHADI_PICTURE_BUFFER bytes */
  gsize start;                    /* of what is not used yet, in it */
  gsize end;
} AhadiPictureFilter;

#define AHADI_PICTURE_BUFFER (64 * 1024)

/* The format's own way through a whole picture. */
gboolean ahadi_heif_filter (AhadiPictureFilter *self, GError **error);
gboolean ahadi_jpeg_filter (AhadiPictureFilter *self, GError **error);
gboolean ahadi_png_filter (AhadiPictureFilter *self, GError **error);
gboolean ahadi_webp_filter (AhadiPictureFilter *self, GError **error);

/* Reads exactly @size bytes, which are not yet kept or dropped. DAMAGED at the end. */
gboolean ahadi_picture_filter_take (AhadiPictureFilter *self,
                                    guint8 *bytes,
                                    gsize size,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is in the buffer, at least one byte; none at the end. Not used up. */
gboolean ahadi_picture_filter_peek (AhadiPictureFilter *self,
                                    const guint8 **bytes,
                                    gsize *size,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Into the copy. */
gboolean ahadi_picture_filter_keep (AhadiPictureFilter *self,
                                    const guint8 *bytes,
                                    gsize size,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The next @size bytes into the copy; or nowhere. */
gboolean ahadi_picture_filter_pass (AhadiPictureFilter *self,
                                    guint64 size,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_picture_filter_skip (AhadiPictureFilter *self,
                                    guint64 size,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The next @size bytes are descriptions: dropped, and read as EXIF behind @lead bytes
 * that say so; what is longer than 1 MiB, or none, is only dropped. */
gboolean ahadi_picture_filter_skip_exif (AhadiPictureFilter *self,
                                         guint64 size,
                                         gsize lead,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What an EXIF block told that was dropped. */
void ahadi_picture_filter_note_exif (AhadiPictureFilter *self, const AhadiExif *exif);

/* All that follows is dropped. */
gboolean ahadi_picture_filter_skip_rest (AhadiPictureFilter *self,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How the picture is turned, if it is: 2 to 8. Known only the second time. */
guint ahadi_picture_filter_get_turn (const AhadiPictureFilter *self);

G_END_DECLS
