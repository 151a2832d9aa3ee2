/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/ahadi-paths.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

typedef gboolean (*Check) (const char *path, GError **error);

typedef struct
{
  char *folder;
  char *file;    /* there */
  char *missing; /* two folders below what is there */
  char *below;   /* below the file */
  char *pipe;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("ahadi-paths-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->file = g_build_filename (fixture->folder, "a file", NULL);
  fixture->missing = g_build_filename (fixture->folder, "ü", "new", NULL);
  fixture->below = g_build_filename (fixture->file, "x", NULL);
  fixture->pipe = g_build_filename (fixture->folder, "pipe", NULL);
  g_assert_true (g_file_set_contents (fixture->file, "x", 1, NULL));
  g_assert_cmpint (mkfifo (fixture->pipe, 0600), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_unlink (fixture->file);
  g_unlink (fixture->pipe);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->file);
  g_free (fixture->missing);
  g_free (fixture->below);
  g_free (fixture->pipe);
}

static void
assert_fine (Check check, const char *path)
{
  g_autoptr (GError) error = NULL;
  gboolean fine = check (path, &error);

  g_assert_no_error (error);
  g_assert_true (fine);
}

static void
assert_refused (Check check, const char *path, AhadiBaseError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (check (path, &error));
  g_assert_error (error, AHADI_BASE_ERROR, (int) code);
}

static void
test_folder_may_be_missing_with_its_parents (Fixture *fixture, gconstpointer unused)
{
  assert_fine (ahadi_paths_check_folder, fixture->folder);
  assert_fine (ahadi_paths_check_folder, fixture->missing);
  assert_fine (ahadi_paths_check_folder, ".");
  assert_refused (ahadi_paths_check_folder, fixture->file, AHADI_BASE_ERROR_NOT_FOLDER);
  assert_refused (ahadi_paths_check_folder, fixture->below, AHADI_BASE_ERROR_NOT_FOLDER);
  assert_refused (ahadi_paths_check_folder, fixture->pipe, AHADI_BASE_ERROR_NOT_FOLDER);
}

static void
test_target_is_new_or_a_file (Fixture *fixture, gconstpointer unused)
{
  assert_fine (ahadi_paths_check_target, fixture->file);
  assert_fine (ahadi_paths_check_target, fixture->missing);
  assert_refused (ahadi_paths_check_target, fixture->folder, AHADI_BASE_ERROR_IS_FOLDER);
  assert_refused (ahadi_paths_check_target, fixture->below, AHADI_BASE_ERROR_NOT_FOLDER);
  assert_refused (ahadi_paths_check_target, fixture->pipe, AHADI_BASE_ERROR_NOT_FILE);
}

/* Also for a link whose file is gone: it would be replaced. */
static void
test_new_target_is_not_there (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);

  g_assert_cmpint (symlink (fixture->missing, link), ==, 0);
  assert_fine (ahadi_paths_check_new_target, fixture->missing);
  assert_refused (ahadi_paths_check_new_target, fixture->file, AHADI_BASE_ERROR_EXISTS);
  assert_refused (ahadi_paths_check_new_target, link, AHADI_BASE_ERROR_EXISTS);
  assert_refused (ahadi_paths_check_new_target, fixture->folder,
                  AHADI_BASE_ERROR_IS_FOLDER);
  assert_refused (ahadi_paths_check_new_target, fixture->pipe, AHADI_BASE_ERROR_NOT_FILE);
  g_unlink (link);
}

/* In a child, for root may do anything: the code of each refusal. */
static gboolean
is_denied (Check check, const char *path)
{
  g_autoptr (GError) error = NULL;

  return !check (path, &error) &&
         g_error_matches (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_PERMISSION);
}

static void
test_rights_are_looked_at (Fixture *fixture, gconstpointer unused)
{
  pid_t child;
  int status = 1;

  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);

  child = fork ();
  if (child == 0)
    _exit ((geteuid () != 0 || setresuid (NOBODY, NOBODY, NOBODY) == 0) &&
                   is_denied (ahadi_paths_check_folder, fixture->missing) &&
                   is_denied (ahadi_paths_check_target, fixture->missing)
               ? 0
               : 1);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/cli/paths/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("folder-may-be-missing-with-its-parents",
       test_folder_may_be_missing_with_its_parents);
  ADD ("target-is-new-or-a-file", test_target_is_new_or_a_file);
  ADD ("new-target-is-not-there", test_new_target_is_not_there);
  ADD ("rights-are-looked-at", test_rights_are_looked_at);
  return g_test_run ();
}
