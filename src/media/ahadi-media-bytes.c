/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-media-bytes.h"

void
ahadi_put_u32le (guint8 *bytes, guint32 value)
{
  for (guint i = 0; i < 4; i++)
    bytes[i] = (guint8) (value >> (8 * i));
}

guint32
ahadi_get_u32le (const guint8 *bytes)
{
  return (guint32) bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 |
         (guint32) bytes[3] << 24;
}
