/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Argon2id takes most of a second each time, as it should, and tests make vaults by the
 * hundred. Here it runs at the lowest cost there is, over a digest of everything it was
 * given: another passphrase, salt or cost still gives another key. tests/crypto and what
 * runs the programs themselves have the real cost only.
 */
#include <glib.h>
#include <sodium.h>
#include <string.h>

extern __typeof__ (crypto_pwhash) __real_crypto_pwhash;
extern __typeof__ (crypto_pwhash) __wrap_crypto_pwhash;

int
__wrap_crypto_pwhash (guint8 *out,
                      unsigned long long out_size,
                      const char *password,
                      unsigned long long password_size,
                      const guint8 *salt,
                      unsigned long long passes,
                      gsize memory,
                      int algorithm)
{
  guint64 cost[] = { passes, memory };
  guint8 digest[crypto_generichash_BYTES];
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, sizeof digest);
  crypto_generichash_update (&state, (const guint8 *) cost, sizeof cost);
  crypto_generichash_update (&state, (const guint8 *) password, password_size);
  crypto_generichash_final (&state, digest, sizeof digest);

  return __real_crypto_pwhash (out, out_size, (const char *) digest, sizeof digest, salt,
                               crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN,
                               algorithm);
}
