/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Bech32 (BIP 173) as the age format uses it:
 *
 *   prefix ‖ "1" ‖ 52 characters of 5 bits (32 bytes, 4 zero bits) ‖ 6 of checksum
 *
 *  1. The length is exactly that of 32 bytes.
 *  2. The prefix is the expected one, in the expected case, and so is all the rest.
 *  3. Every character stands in the alphabet.
 *  4. The BCH checksum over prefix and data is 1.
 *  5. The 4 bits of padding are zero.
 *
 * Values may be secret: every temporary is wiped.
 */
#include "ahadi-bech32.h"

#include <sodium.h>
#include <string.h>

#define DATA_LENGTH 52
#define CHECKSUM_LENGTH 6

static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static guint32
step_checksum (guint32 sum, guint8 value)
{
  static const guint32 generator[] = { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                       0x2a1462b3 };
  guint32 top = sum >> 25;

  sum = (sum & 0x1ffffff) << 5 ^ value;
  for (guint i = 0; i < G_N_ELEMENTS (generator); i++)
    sum ^= (top >> i & 1) ? generator[i] : 0;
  return sum;
}

/* The checksum after the prefix, expanded as BIP 173 says: high bits, zero, low bits. */
static guint32
start_checksum (const char *prefix)
{
  guint32 sum = 1;

  for (const char *p = prefix; *p; p++)
    sum = step_checksum (sum, (guint8) (*p >> 5));
  sum = step_checksum (sum, 0);
  for (const char *p = prefix; *p; p++)
    sum = step_checksum (sum, (guint8) (*p & 31));
  return sum;
}

static char
in_case (char c, gboolean upper)
{
  return upper ? g_ascii_toupper (c) : c;
}

void
ahadi_bech32_encode (const char *prefix,
                     gboolean upper,
                     const guint8 bytes[AHADI_BECH32_SIZE],
                     char *text)
{
  guint32 sum = start_checksum (prefix);
  char *next = text;

  for (const char *p = prefix; *p; p++)
    *next++ = in_case (*p, upper);
  *next++ = '1';

  for (guint i = 0; i < DATA_LENGTH; i++)
    {
      guint bit = i * 5;
      guint pair = (guint) bytes[bit / 8] << 8;
      guint8 value;

      if (bit / 8 + 1 < AHADI_BECH32_SIZE)
        pair |= bytes[bit / 8 + 1];
      value = pair >> (11 - bit % 8) & 31;
      sum = step_checksum (sum, value);
      *next++ = in_case (alphabet[value], upper);
    }

  for (guint i = 0; i < CHECKSUM_LENGTH; i++)
    sum = step_checksum (sum, 0);
  sum ^= 1;
  for (guint i = 0; i < CHECKSUM_LENGTH; i++)
    *next++ = in_case (alphabet[sum >> (25 - 5 * i) & 31], upper);
  *next = '\0';
}

/* Reads the 5-bit values behind the separator; FALSE for an unknown character. */
static gboolean
read_values (const char *text,
             gboolean upper,
             guint8 values[DATA_LENGTH + CHECKSUM_LENGTH])
{
  for (guint i = 0; i < DATA_LENGTH + CHECKSUM_LENGTH; i++)
    {
      int found = -1;

      for (int j = 0; j < 32; j++)
        if (text[i] == in_case (alphabet[j], upper))
          found = j;
      if (found < 0)
        return FALSE;
      values[i] = (guint8) found;
    }
  return TRUE;
}

/* Packs the data values; FALSE if the padding is not zero. */
static gboolean
pack_values (const guint8 values[DATA_LENGTH], guint8 bytes[AHADI_BECH32_SIZE])
{
  guint32 pending = 0;
  guint n_bits = 0;
  guint n_bytes = 0;

  for (guint i = 0; i < DATA_LENGTH; i++)
    {
      pending = (pending << 5 | values[i]) & 0xfff;
      n_bits += 5;
      if (n_bits >= 8)
        {
          n_bits -= 8;
          bytes[n_bytes++] = (guint8) (pending >> n_bits);
        }
    }
  return (pending & ((1U << n_bits) - 1)) == 0;
}

static gboolean
has_prefix (const char *prefix, gboolean upper, const char *text)
{
  gsize i;

  for (i = 0; prefix[i]; i++)
    if (text[i] != in_case (prefix[i], upper))
      return FALSE;
  return text[i] == '1';
}

gboolean
ahadi_bech32_decode (const char *prefix,
                     gboolean upper,
                     const char *text,
                     gsize length,
                     guint8 bytes[AHADI_BECH32_SIZE])
{
  guint8 values[DATA_LENGTH + CHECKSUM_LENGTH];
  guint32 sum = start_checksum (prefix);
  gsize prefix_length = strlen (prefix);
  gboolean valid;

  if (length != AHADI_BECH32_LENGTH (prefix_length) || !has_prefix (prefix, upper, text))
    return FALSE;

  valid = read_values (text + prefix_length + 1, upper, values);
  for (guint i = 0; valid && i < G_N_ELEMENTS (values); i++)
    sum = step_checksum (sum, values[i]);
  valid = valid && sum == 1 && pack_values (values, bytes);
  if (!valid)
    sodium_memzero (bytes, AHADI_BECH32_SIZE);
  sodium_memzero (values, sizeof values);
  return valid;
}
