/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-id3-notes.h"

#include <string.h>

#include "ahadi-media-text.h"
#include "base/ahadi-base.h"

#define HEAD_SIZE 10
#define HAS_MORE 0xc0 /* written in ways that are not read: other bytes between */

static const char *const charsets[] = { "ISO-8859-1", "UTF-16", "UTF-16BE", "UTF-8" };

static void
note (AhadiMediaFacts *facts, const guint8 *name, const guint8 *bytes, gsize n)
{
  const struct
  {
    const char *name;
    char *to;
    gsize size;
  } names[] = {
    { "TPE1", facts->author, sizeof facts->author },
    { "TDRC", facts->exif.taken, sizeof facts->exif.taken },
    { "TYER", facts->exif.taken, sizeof facts->exif.taken },
    { "TSSE", facts->exif.camera, sizeof facts->exif.camera },
    { "TENC", facts->exif.camera, sizeof facts->exif.camera },
  };

  if (n == 0 || bytes[0] >= G_N_ELEMENTS (charsets))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (memcmp (name, names[i].name, 4) == 0)
      ahadi_media_text_note (names[i].to, names[i].size, bytes + 1, n - 1,
                             charsets[bytes[0]]);
}

static gsize
get_size (const guint8 *b, guint8 version)
{
  if (version == 3)
    return ahadi_get_u32be (b);
  return (gsize) (b[0] & 127) << 21 | (gsize) (b[1] & 127) << 14 |
         (gsize) (b[2] & 127) << 7 | (b[3] & 127);
}

void
ahadi_id3_notes_read (
    AhadiMediaFacts *facts, guint8 version, guint8 flags, const guint8 *bytes, gsize size)
{
  gsize at = 0;

  if ((version != 3 && version != 4) || (flags & HAS_MORE) != 0)
    return;

  while (at + HEAD_SIZE <= size && bytes[at] != 0)
    {
      gsize n = get_size (bytes + at + 4, version);

      if (n > size - at - HEAD_SIZE)
        return;
      note (facts, bytes + at, bytes + at + HEAD_SIZE, n);
      at += HEAD_SIZE + n;
    }
}
