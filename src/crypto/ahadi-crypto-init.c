/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-crypto-init.h"

#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "ahadi-crypto-error.h"

gboolean
ahadi_crypto_init (GError **error)
{
  /* 0 the first time, 1 afterwards; libsodium locks for itself. */
  if (sodium_init () < 0)
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_RESOURCE,
                           "cannot start cryptography: no source of random bytes");
      return FALSE;
    }
  return TRUE;
}

void
ahadi_crypto_harden_process (void)
{
  const struct rlimit none = { 0, 0 };

  /* Neither can fail for a process that lowers its own rights; there is no fallback if it
   * did. */
  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_warning ("cannot switch core files off");
  if (prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    g_warning ("cannot keep debuggers out");
}

void
ahadi_random_bytes (gpointer buffer, gsize size)
{
  randombytes_buf (buffer, size);
}

guint32
ahadi_random_u32 (void)
{
  return randombytes_random ();
}

gboolean
ahadi_bytes_equal_secret (gconstpointer a, gconstpointer b, gsize size)
{
  return sodium_memcmp (a, b, size) == 0;
}
