/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-hex.h"

#include <string.h>

void
ahadi_hex_encode (const guint8 *bytes, gsize size, char *text)
{
  static const char digits[] = "0123456789abcdef";

  for (gsize i = 0; i < size; i++)
    {
      text[2 * i] = digits[bytes[i] >> 4];
      text[2 * i + 1] = digits[bytes[i] & 15];
    }
  text[2 * size] = '\0';
}

/* One more than each digit's value; 0 for all that is none. */
static const guint8 values[256] = {
  ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
  ['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
  ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
};

gboolean
ahadi_hex_decode (const char *text, guint8 *bytes, gsize size)
{
  for (gsize i = 0; i < size; i++)
    {
      guint8 high = values[(guchar) text[2 * i]];
      guint8 low;

      /* The second digit is not looked at after a bad first one: that may be the NUL. */
      if (high == 0)
        return FALSE;
      low = values[(guchar) text[2 * i + 1]];
      if (low == 0)
        return FALSE;
      bytes[i] = (guint8) ((high - 1) << 4 | (low - 1));
    }
  return TRUE;
}

void
ahadi_put_u32be (guint8 *bytes, guint32 value)
{
  guint32 swapped = GUINT32_TO_BE (value);

  memcpy (bytes, &swapped, sizeof swapped);
}

void
ahadi_put_u64be (guint8 *bytes, guint64 value)
{
  guint64 swapped = GUINT64_TO_BE (value);

  memcpy (bytes, &swapped, sizeof swapped);
}

guint32
ahadi_get_u32be (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_BE (value);
}

guint64
ahadi_get_u64be (const guint8 *bytes)
{
  guint64 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT64_FROM_BE (value);
}
