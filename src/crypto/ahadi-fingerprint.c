/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-fingerprint.h"

#include <sodium.h>
#include <string.h>

#include "base/ahadi-base.h"

#define GROUPS 5
#define GROUP_MODULUS 100000
#define PASSES 2
#define MEMORY (64 * 1024 * 1024)

char *
ahadi_fingerprint_make (const char *domain, gconstpointer bytes, gsize size)
{
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 hash[GROUPS * 8];
  guint group[GROUPS];

  crypto_generichash (salt, sizeof salt, (const guint8 *) domain, strlen (domain), NULL,
                      0);
  if (crypto_pwhash (hash, sizeof hash, bytes, size, salt, PASSES, MEMORY,
                     crypto_pwhash_ALG_ARGON2ID13) != 0)
    g_error ("cannot allocate %d bytes for a fingerprint", MEMORY);

  /* 64 bits for 5 digits: the bias of the remainder is below 2^-47. */
  for (guint i = 0; i < GROUPS; i++)
    group[i] = (guint) (ahadi_get_u64be (hash + 8 * i) % GROUP_MODULUS);
  return g_strdup_printf ("%05u %05u %05u %05u %05u", group[0], group[1], group[2],
                          group[3], group[4]);
}
