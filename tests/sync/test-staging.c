/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-staging.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "world.h"

static char *
get_folder (World *world)
{
  return g_build_filename (ahadi_vault_get_folder (world->office), "staging", NULL);
}

static AhadiStaging *
open_staging (World *world)
{
  g_autoptr (GError) error = NULL;
  AhadiStaging *staging = ahadi_staging_open (world->office, &error);

  g_assert_no_error (error);
  g_assert_nonnull (staging);
  return staging;
}

static guint
get_mode (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 07777;
}

static void
write_words (AhadiStaging *staging, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) out = ahadi_staging_create (staging, name, &error);

  g_assert_no_error (error);
  assert_ok (g_output_stream_write_all (out, "words", 5, NULL, NULL, &error));
  assert_ok (g_output_stream_close (out, NULL, &error));
}

static void
test_modes (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiStaging) staging = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  world_open (&world);
  folder = get_folder (&world);
  staging = open_staging (&world);
  write_words (staging, "a.age");
  path = ahadi_staging_get_path (staging, "a.age");
  g_assert_true (g_str_has_prefix (path, folder));
  g_assert_cmphex (get_mode (folder), ==, 0700);
  g_assert_cmphex (get_mode (path), ==, 0600);
}

static void
test_reads_back (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiStaging) staging = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  staging = open_staging (&world);
  write_words (staging, "a.age");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GInputStream) in = ahadi_staging_read (staging, "a.age", &error);
      char found[10];
      gsize n;

      g_assert_no_error (error);
      assert_ok (g_input_stream_read_all (in, found, sizeof found, &n, NULL, &error));
      g_assert_cmpmem (found, n, "words", 5);
    }
}

static void
test_one_file_of_a_name (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiStaging) staging = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  staging = open_staging (&world);
  write_words (staging, "a.age");
  g_assert_null (ahadi_staging_create (staging, "a.age", &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (ahadi_staging_read (staging, "b.age", &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOUND);
}

/* What a crash left goes before anything new comes. */
static void
test_emptied_before (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiStaging) staging = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *left = NULL;

  world_open (&world);
  folder = get_folder (&world);
  left = g_build_filename (folder, "membership.age", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (left, "half", 4, NULL));

  staging = open_staging (&world);
  g_assert_cmpuint (world_count_files (folder), ==, 0);
  write_words (staging, "membership.age");
}

static void
test_emptied_after (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *folder = NULL;
  AhadiStaging *staging;

  world_open (&world);
  folder = get_folder (&world);
  staging = open_staging (&world);
  write_words (staging, "a.age");
  write_words (staging, "b.age");
  ahadi_staging_close (staging);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_no_folder (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  folder = get_folder (&world);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  g_assert_null (ahadi_staging_open (world.office, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOLDER);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_REGULAR));
}

static void
test_a_link_in_its_place_is_not_followed (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *folder = NULL;
  g_autofree char *others = g_dir_make_tmp (NULL, NULL);
  g_autofree char *letter = g_build_filename (others, "letter.odt", NULL);
  g_autoptr (GError) error = NULL;

  world_open (&world);
  folder = get_folder (&world);
  g_assert_true (g_file_set_contents (letter, "mine", -1, NULL));
  g_assert_cmpint (symlink (others, folder), ==, 0);
  g_assert_null (ahadi_staging_open (world.office, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LINK);
  g_assert_true (g_file_test (letter, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_unlink (folder), ==, 0);
  ahadi_folder_remove_tree (others);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/staging/I1-is-ours-alone", test_modes);
  g_test_add_func ("/sync/staging/I1-emptied-before", test_emptied_before);
  g_test_add_func ("/sync/staging/I1-emptied-after", test_emptied_after);
  g_test_add_func ("/sync/staging/reads-from-the-start-each-time", test_reads_back);
  g_test_add_func ("/sync/staging/one-file-of-a-name", test_one_file_of_a_name);
  g_test_add_func ("/sync/staging/something-in-the-way", test_no_folder);
  g_test_add_func ("/sync/staging/a-link-in-its-place-is-not-followed",
                   test_a_link_in_its_place_is_not_followed);

  return g_test_run ();
}
