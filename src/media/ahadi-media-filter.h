/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-media-facts.h"

G_BEGIN_DECLS

/*
 * Private to media/: a file under way from its file to its cleaned copy. Each format
 * says of each stretch of bytes whether it is kept, dropped or read. Lives on the stack
 * of ahadi-media-facts.c.
 */
typedef struct
{
  GInputStream *in;
  AhadiMediaSink sink; /* NULL while only looking */
  gpointer data;
  const AhadiMediaFacts *known; /* NULL while only looking */
  AhadiMediaFacts facts;        /* found this time */
  guint8 *buffer;               /* of AHADI_MEDIA_BUFFER bytes */
  gsize start;                  /* of what is not used yet, in it */
  gsize end;
} AhadiMediaFilter;

#define AHADI_MEDIA_BUFFER (64 * 1024)

/* The format's own way through a whole file. */
gboolean ahadi_amr_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_avi_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_flac_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_gif_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_heif_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_jpeg_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_matroska_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_mp3_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_mp4_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_ogg_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_pdf_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_png_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_tiff_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_wav_filter (AhadiMediaFilter *self, GError **error);
gboolean ahadi_webp_filter (AhadiMediaFilter *self, GError **error);

/* Reads exactly @size bytes, which are not yet kept or dropped. DAMAGED at the end. */
gboolean ahadi_media_filter_take (AhadiMediaFilter *self,
                                  guint8 *bytes,
                                  gsize size,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is in the buffer, at least one byte; none at the end. Not used up. */
gboolean ahadi_media_filter_peek (AhadiMediaFilter *self,
                                  const guint8 **bytes,
                                  gsize *size,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Into the copy. */
gboolean ahadi_media_filter_keep (AhadiMediaFilter *self,
                                  const guint8 *bytes,
                                  gsize size,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The next @size bytes into the copy; or nowhere. */
gboolean ahadi_media_filter_pass (AhadiMediaFilter *self,
                                  guint64 size,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_media_filter_skip (AhadiMediaFilter *self,
                                  guint64 size,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The next @size bytes are descriptions: dropped, and read as EXIF behind @lead bytes
 * that say so; what is longer than 1 MiB, or none, is only dropped. */
gboolean ahadi_media_filter_skip_exif (AhadiMediaFilter *self,
                                       guint64 size,
                                       gsize lead,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What an EXIF block told that was dropped. */
void ahadi_media_filter_note_exif (AhadiMediaFilter *self, const AhadiExif *exif);

/* All that follows into the copy. */
gboolean ahadi_media_filter_pass_rest (AhadiMediaFilter *self,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All that follows is dropped. */
gboolean ahadi_media_filter_skip_rest (AhadiMediaFilter *self,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For formats that point back and forth: only files that can be sought in, which all that
 * is attached can. What is read next begins @at. */
gboolean ahadi_media_filter_seek (AhadiMediaFilter *self,
                                  guint64 at,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_media_filter_get_size (AhadiMediaFilter *self,
                                      guint64 *size,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Exactly @size bytes from @at, neither kept nor dropped. DAMAGED at the end. */
gboolean ahadi_media_filter_load (AhadiMediaFilter *self,
                                  guint64 at,
                                  guint8 *bytes,
                                  gsize size,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How the picture is turned, if it is: 2 to 8. Known only the second time. */
guint ahadi_media_filter_get_turn (const AhadiMediaFilter *self);

G_END_DECLS
