/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-riff.h"

#include <string.h>

#include "ahadi-media-bytes.h"
#include "ahadi-media-text.h"

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

void
ahadi_riff_read_info (AhadiMediaFacts *facts, const guint8 *bytes, gsize size)
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
