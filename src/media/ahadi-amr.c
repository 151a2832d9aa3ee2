/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * AMR (RFC 4867, 5): "#!AMR\n" or, of wide band, "#!AMR-WB\n"; then frames: 1 bit 0, 4
 * bits of type, 1 bit, 2 bits 0; and as many bytes as the type has. It can tell nothing.
 *
 *   R1 It begins so, and has one channel.
 *   R2 From there on it is frames to the end: nothing can be hidden in it. Only the last
 *      may be cut short, as of a recording that was cut off.
 */

#include <string.h>

#include "ahadi-media-error.h"
#include "ahadi-media-filter.h"

#define FRAME_ZEROS 0x83

/* Behind the byte of the type; of those that are none there is 0. */
static const guint8 narrow[16] = { 12, 13, 15, 17, 19, 20, 26, 31, 5, 6, 5, 5 };
static const guint8 wide[16] = { 17, 23, 32, 36, 40, 46, 50, 58, 60, 5 };

static gboolean
keep_frame (AhadiMediaFilter *self, const guint8 *sizes, GError **error)
{
  const guint8 *bytes;
  guint left;
  guint8 type;
  gsize n;

  if (!ahadi_media_filter_take (self, &type, 1, error))
    return FALSE;
  if ((type & FRAME_ZEROS) != 0)
    return ahadi_media_refuse (error, "R2", "it is more than sound");
  if (!ahadi_media_filter_keep (self, &type, 1, error))
    return FALSE;

  for (left = sizes[type >> 3]; left > 0; left -= (guint) n)
    {
      if (!ahadi_media_filter_peek (self, &bytes, &n, error))
        return FALSE;
      if (n == 0)
        return TRUE;
      n = MIN (n, left);
      if (!ahadi_media_filter_pass (self, n, error))
        return FALSE;
    }
  return TRUE;
}

/* R1. @sizes: (out): of the frames that follow */
static gboolean
keep_start (AhadiMediaFilter *self, const guint8 **sizes, GError **error)
{
  guint8 start[9];
  gsize n = 6;

  if (!ahadi_media_filter_take (self, start, n, error))
    return FALSE;

  *sizes = narrow;
  if (memcmp (start, "#!AMR-", 6) == 0)
    {
      *sizes = wide;
      n = sizeof start;
      if (!ahadi_media_filter_take (self, start + 6, 3, error))
        return FALSE;
    }
  return (memcmp (start, *sizes == wide ? "#!AMR-WB\n" : "#!AMR\n", n) == 0 ||
          ahadi_media_refuse (error, "R1", "it does not begin as one")) &&
         ahadi_media_filter_keep (self, start, n, error);
}

gboolean
ahadi_amr_filter (AhadiMediaFilter *self, GError **error)
{
  const guint8 *sizes;
  const guint8 *bytes;
  gsize n;

  if (!keep_start (self, &sizes, error) ||
      !ahadi_media_filter_peek (self, &bytes, &n, error))
    return FALSE;

  while (n > 0)
    if (!keep_frame (self, sizes, error) ||
        !ahadi_media_filter_peek (self, &bytes, &n, error))
      return FALSE;

  return TRUE;
}
