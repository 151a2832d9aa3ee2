/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Unlocks a vault and reads the first page of members with their count, once. The linker
 * puts our crypto_pwhash() before libsodium's, so that the moment when the passphrase's
 * work is done is known exactly, and not by subtraction.
 */
#include "open-vault.h"
#include "parties.h"

#define PAGE 50

static gint64 kdf_time;
static gint64 kdf_end;

int __real_crypto_pwhash (unsigned char *out,
                          unsigned long long out_size,
                          const char *secret,
                          unsigned long long secret_size,
                          const unsigned char *salt,
                          unsigned long long passes,
                          gsize memory,
                          int algorithm);
int __wrap_crypto_pwhash (unsigned char *out,
                          unsigned long long out_size,
                          const char *secret,
                          unsigned long long secret_size,
                          const unsigned char *salt,
                          unsigned long long passes,
                          gsize memory,
                          int algorithm);

int
__wrap_crypto_pwhash (unsigned char *out,
                      unsigned long long out_size,
                      const char *secret,
                      unsigned long long secret_size,
                      const unsigned char *salt,
                      unsigned long long passes,
                      gsize memory,
                      int algorithm)
{
  gint64 start = g_get_monotonic_time ();
  int result = __real_crypto_pwhash (out, out_size, secret, secret_size, salt, passes,
                                     memory, algorithm);

  kdf_end = g_get_monotonic_time ();
  kdf_time += kdf_end - start;
  return result;
}

static gboolean
unlock (const BenchInput *input, GError **error)
{
  const AhadiQuery query = { .kind = AHADI_KIND_MEMBER,
                             .sort = AHADI_SORT_NAME,
                             .limit = PAGE };
  g_autoptr (AhadiSession) session = bench_input_unlock (input, error);
  gint64 opened = g_get_monotonic_time ();
  g_autoptr (GPtrArray) page = NULL;
  guint64 count = 0;
  gint64 listed;

  if (session == NULL)
    return FALSE;
  page = ahadi_records_list (session, &query, error);
  if (page == NULL || !ahadi_records_count (session, &query, &count, error))
    return FALSE;
  listed = g_get_monotonic_time ();

  g_assert_cmpint (kdf_end, >, 0);
  g_assert_cmpuint (page->len, >, 0);
  bench_party_print (json_pack ("{sI sI sI sI}", "kdf_us", (json_int_t) kdf_time,
                                "open_us", (json_int_t) (opened - kdf_end), "page_us",
                                (json_int_t) (listed - opened), "members",
                                (json_int_t) count));
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_auto (BenchInput) input = { NULL };
  g_autoptr (GError) error = NULL;

  if (bench_input_parse (&input, &argc, &argv, &error) && unlock (&input, &error))
    return 0;
  return bench_party_exit (error);
}
