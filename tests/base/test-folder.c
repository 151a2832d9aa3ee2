/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ahadi-folder.h"

#include <glib/gstdio.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/ahadi-base-error.h"

/* A folder of ours with a link in it to somebody else's, which holds a letter. */
typedef struct
{
  char *own;
  char *others;
  char *letter;
  char *link;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->own = g_dir_make_tmp (NULL, NULL);
  fixture->others = g_dir_make_tmp (NULL, NULL);
  fixture->letter = g_build_filename (fixture->others, "letter.odt", NULL);
  fixture->link = g_build_filename (fixture->own, "link", NULL);
  g_assert_true (g_file_set_contents (fixture->letter, "mine", -1, NULL));
  g_assert_cmpint (symlink (fixture->others, fixture->link), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_test (fixture->letter, G_FILE_TEST_EXISTS));
  ahadi_folder_remove_tree (fixture->own);
  ahadi_folder_remove_tree (fixture->others);
  g_assert_false (g_file_test (fixture->own, G_FILE_TEST_EXISTS));
  g_free (fixture->own);
  g_free (fixture->others);
  g_free (fixture->letter);
  g_free (fixture->link);
}

static void
test_a_link_is_told_from_a_folder (Fixture *fixture, gconstpointer data)
{
  g_assert_true (ahadi_folder_is_link (fixture->link));
  g_assert_false (ahadi_folder_is_link (fixture->own));
  g_assert_false (ahadi_folder_is_link ("/nowhere"));
}

static void
test_a_link_is_never_taken_for_our_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_folder_make_own (fixture->link, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LINK);
  g_assert_true (ahadi_folder_is_link (fixture->link));
}

static void
test_a_folder_is_made_or_found (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->own, "new", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (ahadi_folder_make_own (path, &error));
      g_assert_no_error (error);
    }
  g_assert_false (ahadi_folder_make_own (fixture->letter, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOLDER);
}

static void
test_names_are_not_listed_through_a_link (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) own = ahadi_folder_list (fixture->own);
  g_autoptr (GPtrArray) through = ahadi_folder_list (fixture->link);

  g_assert_cmpuint (own->len, ==, 1);
  g_assert_cmpstr (own->pdata[0], ==, "link");
  g_assert_cmpuint (through->len, ==, 0);
}

static void
test_a_link_is_not_emptied (Fixture *fixture, gconstpointer data)
{
  ahadi_folder_empty (fixture->link);
  g_assert_true (g_file_test (fixture->letter, G_FILE_TEST_EXISTS));
  ahadi_folder_empty (fixture->own);
  g_assert_false (ahadi_folder_is_link (fixture->link));
}

static void
test_of_a_link_only_the_link_is_removed (Fixture *fixture, gconstpointer data)
{
  ahadi_folder_remove_tree (fixture->link);
  g_assert_false (ahadi_folder_is_link (fixture->link));
}

static mode_t
get_mode (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

static void
test_others_are_kept_out (Fixture *fixture, gconstpointer data)
{
  static const int modes[] = { 0777, 0755, 0750, 0701 };

  g_assert_cmpint (ahadi_folder_keep_to_owner (fixture->own), ==, AHADI_FOLDER_OWN);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_assert_cmpint (g_chmod (fixture->own, modes[i]), ==, 0);
      g_assert_cmpint (ahadi_folder_keep_to_owner (fixture->own), ==,
                       AHADI_FOLDER_MENDED);
      g_assert_cmpuint (get_mode (fixture->own), ==, 0700);
    }
  g_assert_cmpint (ahadi_folder_keep_to_owner ("/nowhere"), ==, AHADI_FOLDER_OWN);
}

/* Called for fstatfs(): not every machine that runs tests knows FAT. */
int __real_fstatfs64 (int fd, struct statfs *disk);
int __wrap_fstatfs64 (int fd, struct statfs *disk);

static gboolean is_fat;

int
__wrap_fstatfs64 (int fd, struct statfs *disk)
{
  int result = __real_fstatfs64 (fd, disk);

  if (is_fat)
    disk->f_type = MSDOS_SUPER_MAGIC;
  return result;
}

static void
test_a_stick_without_modes_is_not_spoken_of (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_chmod (fixture->own, 0777), ==, 0);
  is_fat = TRUE;
  g_assert_cmpint (ahadi_folder_keep_to_owner (fixture->own), ==, AHADI_FOLDER_OWN);
  is_fat = FALSE;
  g_assert_cmpuint (get_mode (fixture->own), ==, 0777);
}

static void
test_a_folder_of_others_is_told_and_left (Fixture *fixture, gconstpointer data)
{
  if (geteuid () != 0)
    {
      g_test_skip ("only root can give a folder away");
      return;
    }

  g_assert_cmpint (g_chmod (fixture->own, 0755), ==, 0);
  g_assert_cmpint (chown (fixture->own, 12345, (gid_t) -1), ==, 0);
  g_assert_cmpint (ahadi_folder_keep_to_owner (fixture->own), ==, AHADI_FOLDER_OF_OTHERS);
  g_assert_cmpuint (get_mode (fixture->own), ==, 0755);
  g_assert_cmpstr (ahadi_folder_access_to_word (AHADI_FOLDER_OF_OTHERS), ==, "others");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/base/folder/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("a-link-is-told-from-a-folder", test_a_link_is_told_from_a_folder);
  ADD ("a-link-is-never-taken-for-our-folder", test_a_link_is_never_taken_for_our_folder);
  ADD ("a-folder-is-made-or-found", test_a_folder_is_made_or_found);
  ADD ("names-are-not-listed-through-a-link", test_names_are_not_listed_through_a_link);
  ADD ("a-link-is-not-emptied", test_a_link_is_not_emptied);
  ADD ("others-are-kept-out", test_others_are_kept_out);
  ADD ("a-stick-without-modes-is-not-spoken-of",
       test_a_stick_without_modes_is_not_spoken_of);
  ADD ("a-folder-of-others-is-told-and-left", test_a_folder_of_others_is_told_and_left);
  ADD ("of-a-link-only-the-link-is-removed", test_of_a_link_only_the_link_is_removed);
  return g_test_run ();
}
