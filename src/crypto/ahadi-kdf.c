/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-kdf.h"

#include <sodium.h>
#include <string.h>

/* HKDF (RFC 5869) on HMAC-SHA256: libsodium has it only from 1.0.19 on. */

#define MAC_SIZE crypto_auth_hmacsha256_BYTES

/* libsodium wants a pointer also where there is nothing to read. */
static const void *
or_empty (gconstpointer bytes)
{
  return bytes ? bytes : "";
}

void
ahadi_hmac_sha256 (
    gconstpointer key, gsize key_size, gconstpointer bytes, gsize size, guint8 mac[32])
{
  crypto_auth_hmacsha256_state state;

  crypto_auth_hmacsha256_init (&state, or_empty (key), key_size);
  crypto_auth_hmacsha256_update (&state, or_empty (bytes), size);
  crypto_auth_hmacsha256_final (&state, mac);
  sodium_memzero (&state, sizeof state);
}

/* T(@counter) = HMAC (PRK, T(@counter - 1) ‖ info ‖ @counter); @block holds T(@counter -
 * 1). */
static void
expand_block (const guint8 prk[MAC_SIZE],
              guint8 counter,
              gconstpointer info,
              gsize info_size,
              guint8 block[MAC_SIZE])
{
  crypto_auth_hmacsha256_state state;

  crypto_auth_hmacsha256_init (&state, prk, MAC_SIZE);
  if (counter > 1)
    crypto_auth_hmacsha256_update (&state, block, MAC_SIZE);
  crypto_auth_hmacsha256_update (&state, or_empty (info), info_size);
  crypto_auth_hmacsha256_update (&state, &counter, 1);
  crypto_auth_hmacsha256_final (&state, block);
  sodium_memzero (&state, sizeof state);
}

void
ahadi_hkdf_sha256 (gconstpointer ikm,
                   gsize ikm_size,
                   gconstpointer salt,
                   gsize salt_size,
                   gconstpointer info,
                   gsize info_size,
                   guint8 *out,
                   gsize out_size)
{
  guint8 prk[MAC_SIZE];
  guint8 block[MAC_SIZE];

  g_assert (out_size <= 255 * MAC_SIZE);

  /* An empty HMAC key is the same as the 32 zeros of RFC 5869, 2.2. */
  ahadi_hmac_sha256 (salt, salt_size, ikm, ikm_size, prk);
  for (guint8 counter = 1; out_size > 0; counter++)
    {
      gsize n = MIN (out_size, MAC_SIZE);

      expand_block (prk, counter, info, info_size, block);
      memcpy (out, block, n);
      out += n;
      out_size -= n;
    }
  sodium_memzero (prk, sizeof prk);
  sodium_memzero (block, sizeof block);
}
