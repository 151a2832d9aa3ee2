/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-riff.h"

#include <string.h>

#include "ahadi-media-bytes.h"
#include "ahadi-media-edits.h"
#include "ahadi-media-text.h"

#define NOTES_LIMIT (1024 * 1024)

gboolean
ahadi_riff_is (const guint8 *type, const char *name)
{
  return memcmp (type, name, 4) == 0;
}

static void
note_info (AhadiMediaFacts *facts, const guint8 *type, const guint8 *bytes, gsize n)
{
  if (ahadi_riff_is (type, "IART"))
    ahadi_media_text_note (facts->author, sizeof facts->author, bytes, n, NULL);
  else if (ahadi_riff_is (type, "ICRD"))
    ahadi_media_text_note (facts->exif.taken, sizeof facts->exif.taken, bytes, n, NULL);
  else if (ahadi_riff_is (type, "ISFT"))
    ahadi_media_text_note (facts->exif.camera, sizeof facts->exif.camera, bytes, n, NULL);
}

/* A list "INFO", from that word on: chunks of text. */
static void
read_info (AhadiMediaFacts *facts, const guint8 *bytes, gsize size)
{
  gsize at = 4;

  while (at + AHADI_RIFF_HEAD <= size)
    {
      gsize n = ahadi_get_u32le (bytes + at + 4);

      if (n > size - at - AHADI_RIFF_HEAD)
        return;
      note_info (facts, bytes + at, bytes + at + AHADI_RIFF_HEAD, n);
      at += AHADI_RIFF_HEAD + n + n % 2;
    }
}

static gboolean
note_chunk (AhadiMediaFilter *filter,
            guint64 at,
            const guint8 type[4],
            guint64 size,
            AhadiRiffNote note,
            GError **error)
{
  AhadiMediaFacts *facts = &filter->facts;
  g_autofree guint8 *bytes = NULL;

  if (ahadi_riff_is (type, "JUNK"))
    return TRUE;

  facts->tells_more = TRUE;
  if (size > NOTES_LIMIT)
    return TRUE;

  bytes = g_malloc (size + 1);
  if (!ahadi_media_filter_load (filter, at + AHADI_RIFF_HEAD, bytes, (gsize) size, error))
    return FALSE;

  if (ahadi_riff_is (type, "LIST") && size >= 4 && ahadi_riff_is (bytes, "INFO"))
    read_info (facts, bytes, (gsize) size);
  else
    note (facts, type, bytes, (gsize) size);
  return TRUE;
}

gboolean
ahadi_riff_clear (AhadiMediaFilter *filter,
                  GArray *edits,
                  guint64 at,
                  const guint8 type[4],
                  guint64 size,
                  AhadiRiffNote note,
                  GError **error)
{
  if (!note_chunk (filter, at, type, size, note, error))
    return FALSE;

  ahadi_media_edits_write (edits, at, g_bytes_new_static ("JUNK", 4));
  ahadi_media_edits_fill (edits, at + AHADI_RIFF_HEAD, size, 0);
  return TRUE;
}
