/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Argon2id takes most of a second each time, as it should, and tests make vaults by the
 * hundred. What it gives for the same input is the same: here it is worked out once per
 * program. tests/crypto and what runs the programs themselves have the real one only.
 */
#include <glib.h>
#include <string.h>

#define SALT_SIZE 16  /* crypto_pwhash_SALTBYTES */
#define PROBE "probe" /* whose time is taken, by ahadi_slot_cost_calibrate() */

int __real_crypto_pwhash (guint8 *out,
                          unsigned long long out_size,
                          const char *password,
                          unsigned long long password_size,
                          const guint8 *salt,
                          unsigned long long passes,
                          gsize memory,
                          int algorithm);
int __wrap_crypto_pwhash (guint8 *out,
                          unsigned long long out_size,
                          const char *password,
                          unsigned long long password_size,
                          const guint8 *salt,
                          unsigned long long passes,
                          gsize memory,
                          int algorithm);

static GMutex lock;
static GHashTable *known; /* digest of the input, in hex: GBytes of the output */

static void
add (GChecksum *sum, guint64 number)
{
  g_checksum_update (sum, (const guchar *) &number, sizeof number);
}

static char *
describe (unsigned long long out_size,
          const char *password,
          unsigned long long password_size,
          const guint8 *salt,
          unsigned long long passes,
          gsize memory,
          int algorithm)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add (sum, out_size);
  add (sum, passes);
  add (sum, memory);
  add (sum, (guint64) algorithm);
  g_checksum_update (sum, salt, SALT_SIZE);
  g_checksum_update (sum, (const guchar *) password, (gssize) password_size);
  return g_strdup (g_checksum_get_string (sum));
}

static gboolean
recall (const char *input, guint8 *out, gsize out_size)
{
  GBytes *bytes;

  g_mutex_lock (&lock);
  bytes = known == NULL ? NULL : g_hash_table_lookup (known, input);
  if (bytes != NULL)
    memcpy (out, g_bytes_get_data (bytes, NULL), out_size);
  g_mutex_unlock (&lock);
  return bytes != NULL;
}

static void
remember (char *input, const guint8 *out, gsize out_size)
{
  g_mutex_lock (&lock);
  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                   (GDestroyNotify) g_bytes_unref);
  g_hash_table_replace (known, input, g_bytes_new (out, out_size));
  g_mutex_unlock (&lock);
}

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
  g_autofree char *input =
      describe (out_size, password, password_size, salt, passes, memory, algorithm);

  if (strncmp (password, PROBE, password_size) != 0 &&
      recall (input, out, (gsize) out_size))
    return 0;
  if (__real_crypto_pwhash (out, out_size, password, password_size, salt, passes, memory,
                            algorithm) != 0)
    return -1;

  remember (g_steal_pointer (&input), out, (gsize) out_size);
  return 0;
}
