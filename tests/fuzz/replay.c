/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs a fuzz target over a folder of saved inputs, as a test under any compiler. */

#include "fuzz.h"

static void
replay_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  g_autofree guint8 *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size = 0;

  g_test_message ("%s", path);
  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);

  /* Without the NUL behind it, so that whoever reads too far is seen. */
  data = g_memdup2 (content, size);
  g_assert_cmpint (LLVMFuzzerTestOneInput (data, size), ==, 0);
  if (g_str_has_prefix (name, "good-"))
    g_assert_true (fuzz_accepted);
  if (g_str_has_prefix (name, "bad-"))
    g_assert_false (fuzz_accepted);
}

static void
test_corpus (gconstpointer folder)
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint seen = 0;

  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      replay_file (folder, name);
      seen++;
    }

  g_assert_cmpuint (seen, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

  g_test_add_data_func ("/fuzz/corpus", argv[1], test_corpus);

  return g_test_run ();
}
