/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include "properties.h"

/*
 * Histories with a name: each was a bug once, here or in another system. A file of cases/
 * says in its first lines what went wrong; one that is added is played from then on.
 *
 * AHADI_CASE=<file> plays that one alone.
 */
static void
test_case (gconstpointer path)
{
  g_autofree char *text = NULL;
  g_autofree char *wrong = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (History) history = NULL;
  Stage stage;

  assert_ok (g_file_get_contents (path, &text, NULL, &error));
  history = history_parse (text, &wrong);
  g_assert_cmpstr (wrong, ==, NULL);
  stage_open (&stage);
  said = stage_play (&stage, history);
  stage_close (&stage);
  g_assert_cmpstr (said, ==, NULL);
}

static void
add_case (const char *folder, const char *file)
{
  const char *dot = strrchr (file, '.');
  g_autofree char *name = g_strdup_printf ("/sim/cases/%.*s", (int) (dot - file), file);

  g_test_add_data_func_full (name, g_build_filename (folder, file, NULL), test_case,
                             g_free);
}

static void
add_cases (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "sim", "cases", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *file;

  g_assert_no_error (error);
  while ((file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".history"))
      add_case (folder, file);
}

int
main (int argc, char *argv[])
{
  if (access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  place_init_tests (&argc, &argv);
  if (g_getenv ("AHADI_CASE") != NULL)
    g_test_add_data_func ("/sim/cases/one", g_getenv ("AHADI_CASE"), test_case);
  else
    add_cases ();
  return g_test_run ();
}
