/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "sync/ahadi-roots.h"
#include "sync/ahadi-sync-error.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (AhadiRoots) roots = NULL;
  g_autoptr (AhadiRoots) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;

  fuzz_start ();
  roots = ahadi_roots_parse (bytes, &error);
  if (roots == NULL)
    {
      g_assert_true (error->domain == AHADI_SYNC_ERROR);
      return 0;
    }

  fuzz_accepted = TRUE;
  again = ahadi_roots_print (roots);
  fuzz_assert_same (again, data, size);
  copy = ahadi_roots_copy (roots);
  g_assert_true (ahadi_roots_continue (roots, copy));
  g_assert_cmpuint (ahadi_roots_get_last (roots)->threshold, >=, 1);
  return 0;
}
