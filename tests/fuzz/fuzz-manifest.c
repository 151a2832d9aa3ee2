/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "sync/ahadi-manifest.h"
#include "sync/ahadi-sync-error.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (AhadiManifest) manifest = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;

  fuzz_start ();
  manifest = ahadi_manifest_parse (bytes, &error);
  if (manifest == NULL)
    {
      g_assert_true (error->domain == AHADI_SYNC_ERROR);
      return 0;
    }

  fuzz_accepted = TRUE;
  again = ahadi_manifest_print (manifest);
  fuzz_assert_same (again, data, size);
  g_assert_cmpuint (manifest->parts->len, ==,
                    ahadi_manifest_is_reply (manifest)           ? 2
                    : ahadi_manifest_is_office_bundle (manifest) ? 4
                                                                 : 5);
  return 0;
}
