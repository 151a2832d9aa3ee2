/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "sync/ahadi-sync-error.h"
#include "sync/ahadi-ustar.h"
#include "sync/forge.h"

#define STEP 100

static gboolean
hash_member (AhadiUstarReader *reader, guint64 size, AhadiHash *hash, GError **error)
{
  guint64 seen = 0;
  guint8 step[STEP];
  gsize n;

  do
    {
      if (!ahadi_ustar_reader_read (reader, step, sizeof step, &n, error))
        return FALSE;
      ahadi_hash_update (hash, step, n);
      seen += n;
    }
  while (n > 0);

  g_assert_cmpuint (seen, ==, size);
  return TRUE;
}

/* Of all names, sizes and bytes; FALSE if the archive is refused. */
static gboolean
hash_archive (GBytes *archive, guint8 digest[AHADI_HASH_SIZE], GError **error)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (archive);
  g_autoptr (AhadiUstarReader) reader = ahadi_ustar_reader_new (in);
  g_autoptr (AhadiHash) hash = ahadi_hash_new (AHADI_HASH_SIZE);
  const char *name;
  guint64 size;

  while (TRUE)
    {
      if (!ahadi_ustar_reader_next (reader, &name, &size, error))
        return FALSE;
      if (name == NULL)
        break;

      g_assert_cmpuint (strlen (name), <=, AHADI_USTAR_NAME_LIMIT);
      ahadi_hash_update (hash, name, strlen (name) + 1);
      ahadi_hash_update_u64be (hash, size);
      if (!hash_member (reader, size, hash, error))
        return FALSE;
    }

  ahadi_hash_finish (hash, digest);
  return TRUE;
}

/* Written again, with the fields that a reader ignores as we write them. */
static void
check_round_trip (GBytes *archive, const guint8 digest[AHADI_HASH_SIZE])
{
  g_autoptr (Forge) forge = forge_open_archive (archive);
  g_autoptr (GBytes) again = forge_to_archive (forge);
  guint8 digest_again[AHADI_HASH_SIZE];

  g_assert_cmpuint (g_bytes_get_size (again), <=, g_bytes_get_size (archive));
  g_assert_true (hash_archive (again, digest_again, NULL));
  g_assert_cmpmem (digest, AHADI_HASH_SIZE, digest_again, AHADI_HASH_SIZE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) archive = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  guint8 digest[AHADI_HASH_SIZE];

  fuzz_start ();
  fuzz_accepted = hash_archive (archive, digest, &error);
  if (fuzz_accepted)
    check_round_trip (archive, digest);
  else if (!g_error_matches (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN))
    g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED);
  return 0;
}
