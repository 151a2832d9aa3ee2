/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-base64.h"

#include <sodium.h>

static int
get_variant (AhadiBase64 form)
{
  return form == AHADI_BASE64_PADDED ? sodium_base64_VARIANT_ORIGINAL
                                     : sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
}

/* libsodium 1.0.18 takes every byte above 0x7f for a "/": what was changed could read the
 * same. */
static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] > 0x7f)
      return FALSE;
  return TRUE;
}

gboolean
ahadi_base64_decode (AhadiBase64 form,
                     const char *text,
                     gsize length,
                     guint8 *bytes,
                     gsize limit,
                     gsize *size)
{
  return is_ascii (text, length) &&
         sodium_base642bin (bytes, limit, text, length, NULL, size, NULL,
                            get_variant (form)) == 0;
}

gboolean
ahadi_base64_decode_exactly (
    AhadiBase64 form, const char *text, gsize length, guint8 *bytes, gsize size)
{
  gsize decoded;

  return ahadi_base64_decode (form, text, length, bytes, size, &decoded) &&
         decoded == size;
}

char *
ahadi_base64_encode (AhadiBase64 form, const guint8 *bytes, gsize size)
{
  gsize room = sodium_base64_encoded_len (size, get_variant (form));

  return sodium_bin2base64 (g_malloc (room), room, bytes, size, get_variant (form));
}
