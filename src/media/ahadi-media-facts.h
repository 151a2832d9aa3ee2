/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ahadi-exif.h"
#include "ahadi-media-type.h"

G_BEGIN_DECLS

/*
 * Files: what they tell of where, when, by whom and with what they were made, and the
 * same file without that. What shows or sounds is copied bit for bit; nothing is decoded.
 */

/* What was found in a file. A plain value. */
typedef struct
{
  guint32 width;
  guint32 height;
  AhadiExif exif;      /* place, time and device, also where no EXIF told them */
  char author[65];     /* UTF-8, or "" */
  gboolean tells_more; /* captions, programs, small copies: also taken out */
  guint64 removed;     /* bytes that are taken out; of a PDF things, of any size */
  guint64 clean_size;  /* bytes that are left */
} AhadiMediaFacts;

/* Where the bytes of the cleaned file go. Sometimes there are none: only to ask whether
 * to go on. */
typedef gboolean (*AhadiMediaSink) (gpointer data,
                                    const void *bytes,
                                    gsize size,
                                    GError **error);

/**
 * ahadi_media_read:
 * @type: one of ahadi_media_can_strip()
 * @in: from its start; for all but pictures it can be sought in. At most 64 KiB of it are
 *   held at a time, 1 MiB of descriptions, and 16 MiB of tables of a film; a PDF is read
 *   by a program of its own, which holds several times its size and at most 1.5 GiB
 * @facts: (out)
 *
 * Returns: %FALSE with %AHADI_MEDIA_ERROR_DAMAGED, or @in's error; of a PDF also with
 * LOCKED, SIGNED, HOLDS_FILES or NO_CLEANER.
 */
gboolean ahadi_media_read (AhadiMediaType type,
                           GInputStream *in,
                           AhadiMediaFacts *facts,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_media_clean:
 * @in: the same again, from its start
 * @facts: of ahadi_media_read()
 *
 * Gives @sink the file without what it tells; how a picture is turned stays said.
 *
 * Returns: %FALSE with %AHADI_MEDIA_ERROR_DAMAGED, CHANGED if it is not what @facts are
 * of, or the error of @in or @sink.
 */
gboolean ahadi_media_clean (AhadiMediaType type,
                            GInputStream *in,
                            const AhadiMediaFacts *facts,
                            AhadiMediaSink sink,
                            gpointer data,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
