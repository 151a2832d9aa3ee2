/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-member-stream.h"

#include <string.h>

#include "forge.h"

static void
test_ends_with_its_member (void)
{
  g_autoptr (Forge) forge = forge_new ();
  g_autoptr (GBytes) first = g_bytes_new_static ("maji", 4);
  g_autoptr (GBytes) second = g_bytes_new_static ("moto moto", 9);
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (AhadiUstarReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  forge_insert (forge, NULL, "b", second);
  forge_insert (forge, NULL, "a", first);
  archive = forge_to_archive (forge);
  in = g_memory_input_stream_new_from_bytes (archive);
  reader = ahadi_ustar_reader_new (in);
  for (guint i = 0; i < 2; i++)
    {
      GBytes *wanted = i == 0 ? first : second;
      g_autoptr (GInputStream) member = NULL;
      const char *name;
      char buffer[32];
      guint64 size;
      gsize n;

      assert_ok (ahadi_ustar_reader_next (reader, &name, &size, &error));
      member = ahadi_member_stream_new (reader);
      assert_ok (
          g_input_stream_read_all (member, buffer, sizeof buffer, &n, NULL, &error));
      g_assert_cmpmem (buffer, n, g_bytes_get_data (wanted, NULL),
                       g_bytes_get_size (wanted));
    }
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);
  g_test_add_func ("/sync/member-stream/ends-with-its-member", test_ends_with_its_member);
  return g_test_run ();
}
