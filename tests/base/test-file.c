/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ahadi-base.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("ahadi-file-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "data", NULL);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

static gboolean
replace (const char *path, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return ahadi_file_replace (path, bytes, 0600, error);
}

static void
assert_content (const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ahadi_file_read (path, 1000, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected,
                   strlen (expected));
}

static void
test_replace_writes_and_overwrites (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_true (replace (fixture->path, "first", &error));
  g_assert_true (replace (fixture->path, "", &error));
  assert_content (fixture->path, "");
  g_assert_true (replace (fixture->path, "second", &error));
  g_assert_no_error (error);
  assert_content (fixture->path, "second");
  g_assert_cmpint (stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
}

static void
test_replace_leaves_nothing_when_it_fails (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *child = g_build_filename (fixture->path, "child", NULL);
  g_autoptr (GError) error = NULL;

  /* A folder that is not empty can't be replaced by a file. */
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (child, 0700), ==, 0);
  g_assert_false (replace (fixture->path, "x", &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IS_FOLDER);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
  g_assert_true (g_file_test (child, G_FILE_TEST_IS_DIR));
}

static void
test_replace_needs_the_folder (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->path, "missing", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (replace (path, "x", &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOUND);
}

static void
test_commit_moves_the_finished_file (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *temporary = g_build_filename (fixture->folder, "temporary", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (replace (fixture->path, "old", &error));
  g_assert_true (replace (temporary, "new", &error));
  g_assert_true (ahadi_file_commit (temporary, fixture->path, &error));
  g_assert_no_error (error);
  assert_content (fixture->path, "new");
  g_assert_false (g_file_test (temporary, G_FILE_TEST_EXISTS));

  g_assert_false (ahadi_file_commit (temporary, fixture->path, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOUND);
  assert_content (fixture->path, "new");
}

static void
test_read_stops_at_its_limit (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) exact = NULL;

  g_assert_true (replace (fixture->path, "12345", &error));
  exact = ahadi_file_read (fixture->path, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (exact), ==, 5);
  g_assert_null (ahadi_file_read (fixture->path, 4, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT);
}

static void
test_read_takes_large_files_whole (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (300000, 'x');
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (replace (fixture->path, text, &error));
  bytes = ahadi_file_read (fixture->path, 1000000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 300000);
}

static void
test_read_tells_what_is_missing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) folder_error = NULL;

  g_assert_null (ahadi_file_read (fixture->path, 10, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_null (ahadi_file_read (fixture->folder, 10, &folder_error));
  g_assert_error (folder_error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IS_FOLDER);
}

/* A pipe that nobody writes into would be waited for until the end of days. */
static void
test_read_waits_for_no_pipe (Fixture *fixture, gconstpointer unused)
{
  const char *const paths[] = { fixture->path, "/dev/zero" };

  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ahadi_file_read (paths[i], 10, &error));
      g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FILE);
    }
}

static void
test_folders_are_made_private (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *deep = g_build_filename (fixture->path, "a", "b", NULL);
  g_autofree char *in_file = g_build_filename (deep, "file", "x", NULL);
  g_autofree char *file = g_path_get_dirname (in_file);
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_true (ahadi_folder_make (deep, &error));
  g_assert_true (ahadi_folder_make (deep, &error));
  g_assert_true (ahadi_folder_sync (deep, &error));
  g_assert_no_error (error);
  g_assert_cmpint (stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);

  g_assert_true (replace (file, "x", &error));
  g_assert_false (ahadi_folder_make (in_file, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOLDER);
}

static void
test_disk_is_that_of_the_nearest_parent (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *deep = g_build_filename (fixture->path, "not", "there", "yet", NULL);
  g_autoptr (GError) error = NULL;
  guint64 available = ahadi_disk_free (deep);

  g_assert_cmpuint (available, >, 0);
  g_assert_cmpuint (available, <, G_MAXUINT64);
  g_assert_true (ahadi_disk_require (deep, 0, &error));
  g_assert_no_error (error);
  g_assert_false (ahadi_disk_require (deep, G_MAXUINT64, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, "18446744073709551615"));
}

/* Called for statfs(): not every machine that runs tests knows FAT. */
int __real_statfs64 (const char *path, struct statfs *disk);
int __wrap_statfs64 (const char *path, struct statfs *disk);

static gboolean is_fat;

int
__wrap_statfs64 (const char *path, struct statfs *disk)
{
  int result = __real_statfs64 (path, disk);

  if (is_fat)
    disk->f_type = MSDOS_SUPER_MAGIC;
  return result;
}

static void
test_file_limit_is_that_of_fat (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpuint (ahadi_disk_file_limit (fixture->path), ==, G_MAXUINT64);
  is_fat = TRUE;
  g_assert_cmpuint (ahadi_disk_file_limit (fixture->path), ==, G_MAXUINT32);
  is_fat = FALSE;
}

static void
test_full_disk_is_known_in_each_domain (void)
{
  g_autoptr (GError) ours =
      g_error_new (AHADI_BASE_ERROR, AHADI_BASE_ERROR_NO_SPACE, "x");
  g_autoptr (GError) other = g_error_new (AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO, "x");
  g_autoptr (GError) io =
      g_error_new (G_IO_ERROR, (int) g_io_error_from_errno (ENOSPC), "x");
  g_autoptr (GError) file =
      g_error_new (G_FILE_ERROR, (int) g_file_error_from_errno (ENOSPC), "x");
  g_autoptr (GError) quota =
      g_error_new (G_IO_ERROR, (int) g_io_error_from_errno (EDQUOT), "Error writing: %s",
                   g_strerror (EDQUOT));

  g_assert_true (ahadi_error_is_no_space (ours));
  g_assert_false (ahadi_error_is_no_space (other));
  g_assert_false (ahadi_error_is_no_space (NULL));
  g_assert_true (ahadi_error_is_no_space (io));
  g_assert_true (ahadi_error_is_no_space (file));
  g_assert_true (ahadi_error_is_no_space (quota));
}

/* A disk of 64 KiB of our own; FALSE where that is not allowed. */
static gboolean
mount_small_disk (const char *folder)
{
  return unshare (CLONE_NEWNS) == 0 &&
         mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
         mount ("tmpfs", folder, "tmpfs", 0, "size=64k") == 0;
}

/* Tried in a process that is gone afterwards, and its mount with it. */
static gboolean
can_mount_small_disk (const char *folder)
{
  pid_t child = fork ();
  int status = 1;

  if (child == 0)
    _exit (mount_small_disk (folder) ? 0 : 1);
  return child > 0 && waitpid (child, &status, 0) == child && status == 0;
}

static void
test_disk_without_a_size_is_unknown (Fixture *fixture, gconstpointer unused)
{
  if (!g_file_test ("/proc/self", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there is no disk without a size here");
      return;
    }

  g_assert_cmpuint (ahadi_disk_free ("/proc"), ==, G_MAXUINT64);
}

static gboolean
fails_as_closed (gssize n)
{
  return n < 0 && errno == EBADF;
}

/* In a child without the three: whether a new file stays clear of their numbers. */
static gboolean
hold_and_open (void)
{
  char byte = 'x';

  for (int fd = 0; fd < 3; fd++)
    (void) close (fd);
  ahadi_file_hold_standard ();
  return open ("/dev/null", O_RDWR) > 2 && fails_as_closed (read (0, &byte, 1)) &&
         fails_as_closed (write (1, &byte, 1)) && fails_as_closed (write (2, &byte, 1));
}

static void
test_closed_standard_files_are_not_taken_by_others (void)
{
  pid_t child = fork ();
  int status = 1;

  if (child == 0)
    _exit (hold_and_open () ? 0 : 1);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

static void
test_open_standard_files_are_left_alone (void)
{
  struct stat before;
  struct stat after;

  g_assert_cmpint (fstat (1, &before), ==, 0);
  ahadi_file_hold_standard ();
  g_assert_cmpint (fstat (1, &after), ==, 0);
  g_assert_cmpuint (after.st_ino, ==, before.st_ino);
}

static void
test_full_disk_replaces_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ())
    {
      if (!can_mount_small_disk (fixture->folder))
        {
          g_test_skip ("mounting a small disk is not allowed here");
          return;
        }
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  g_assert_true (mount_small_disk (fixture->folder));
  g_assert_true (replace (fixture->path, "old", &error));
  g_assert_false (replace (fixture->path, text, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NO_SPACE);
  assert_content (fixture->path, "old");
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
  g_assert_cmpint (umount2 (fixture->folder, MNT_DETACH), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/base/file/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("replace-writes-and-overwrites", test_replace_writes_and_overwrites);
  ADD ("replace-leaves-nothing-when-it-fails", test_replace_leaves_nothing_when_it_fails);
  ADD ("replace-needs-the-folder", test_replace_needs_the_folder);
  ADD ("commit-moves-the-finished-file", test_commit_moves_the_finished_file);
  ADD ("read-stops-at-its-limit", test_read_stops_at_its_limit);
  ADD ("read-takes-large-files-whole", test_read_takes_large_files_whole);
  ADD ("read-tells-what-is-missing", test_read_tells_what_is_missing);
  ADD ("read-waits-for-no-pipe", test_read_waits_for_no_pipe);
  ADD ("folders-are-made-private", test_folders_are_made_private);
  ADD ("disk-is-that-of-the-nearest-parent", test_disk_is_that_of_the_nearest_parent);
  ADD ("file-limit-is-that-of-fat", test_file_limit_is_that_of_fat);
  ADD ("disk-without-a-size-is-unknown", test_disk_without_a_size_is_unknown);
  ADD ("full-disk-replaces-nothing", test_full_disk_replaces_nothing);
  g_test_add_func ("/base/file/full-disk-is-known-in-each-domain",
                   test_full_disk_is_known_in_each_domain);
  g_test_add_func ("/base/file/closed-standard-files-are-not-taken-by-others",
                   test_closed_standard_files_are_not_taken_by_others);
  g_test_add_func ("/base/file/open-standard-files-are-left-alone",
                   test_open_standard_files_are_left_alone);
  return g_test_run ();
}
