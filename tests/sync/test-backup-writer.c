/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-backup-writer.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sealed-backup.h"
#include "sync/ahadi-backup-reader.h"

static gboolean
run (const char *folder, const char *const *command)
{
  g_autoptr (GError) error = NULL;
  int status = -1;

  if (!g_spawn_sync (folder, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                     NULL, NULL, &status, &error))
    return FALSE;
  return g_spawn_check_wait_status (status, NULL);
}

static void
write_key (World *world)
{
  g_autoptr (AhadiSecret) key = ahadi_vault_derive (world->office, AHADI_BACKUP_KEY_INFO);
  g_autoptr (AhadiAgeIdentity) identity = ahadi_backup_identity_new (key);
  g_autoptr (AhadiSecret) text = ahadi_age_identity_print (identity);
  const char *line = (const char *) ahadi_secret_get_bytes (text);
  g_autoptr (GBytes) bytes = g_bytes_new (line, strlen (line));
  g_autofree char *path = world_write_file (world, "key", bytes);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_stock_programs_open_it (void)
{
  static const char *const untar[] = { "tar", "-xf", "a.ahadi-backup", NULL };
  static const char *const unseal[] = { "age", "-d",        "-i",         "key",
                                        "-o",  "inner.tar", "backup.age", NULL };
  static const char *const untar_inner[] = { "tar", "-xf", "inner.tar", NULL };
  g_auto (World) world = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *database = NULL;
  g_autofree char *age = g_find_program_in_path ("age");
  g_autoptr (GError) error = NULL;

  if (age == NULL)
    {
      g_test_skip ("age is not installed");
      return;
    }
  world_open (&world);
  world_add_member (world.office, "Achieng Otieno");
  path = sealed_backup_write (&world, world.office, "a.ahadi-backup");
  write_key (&world);
  g_assert_true (run (world.stick, untar));
  g_assert_true (run (world.stick, unseal));
  g_assert_true (run (world.stick, untar_inner));
  database = g_build_filename (world.stick, "vault.db", NULL);
  assert_ok (ahadi_vault_verify_copy (world.office, database, &error));
}

static void
test_leaves_nothing_but_the_file (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  AhadiBackupResult result;
  GStatBuf info;

  world_open (&world);
  path = g_build_filename (world.stick, "new folder", "a.ahadi-backup", NULL);
  assert_ok (ahadi_backup_write (world.office, path, NULL, &result, &error));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (result.size, ==, (guint64) info.st_size);
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (result.members, ==, 1);
  world_assert_sound (world.office);
  {
    g_autofree char *folder = g_path_get_dirname (path);

    g_assert_cmpuint (world_count_files (folder), ==, 1);
  }
}

static void
test_a_file_that_is_there_stays (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GBytes) other = g_bytes_new_static ("other", 5);
  g_autoptr (GBytes) after = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  AhadiBackupResult result;

  world_open (&world);
  path = world_write_file (&world, "a.ahadi-backup", other);
  g_assert_false (ahadi_backup_write (world.office, path, NULL, &result, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_EXISTS);
  after = world_read_file (path);
  g_assert_true (g_bytes_equal (after, other));
}

typedef struct
{
  GCancellable *cancellable;
  AhadiStep at;
} Stop;

static void
on_progress (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  Stop *stop = data;

  if (step == stop->at)
    g_cancellable_cancel (stop->cancellable);
}

static void
test_cancel_leaves_no_file (void)
{
  static const AhadiStep steps[] = { AHADI_STEP_READ, AHADI_STEP_WRITE,
                                     AHADI_STEP_VERIFY };
  g_auto (World) world = { 0 };
  g_autofree char *path = NULL;

  world_open (&world);
  path = g_build_filename (world.stick, "a.ahadi-backup", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Stop stop = { cancellable, steps[i] };
      AhadiProgress progress = { on_progress, &stop, cancellable };
      g_autoptr (GError) error = NULL;
      AhadiBackupResult result;

      g_assert_false (
          ahadi_backup_write (world.office, path, &progress, &result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (world_count_files (world.stick), ==, 0);
      world_assert_sound (world.office);
    }
}

static void
test_full_stick_leaves_no_file (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *disk = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  AhadiBackupResult result;

  world_open (&world);
  disk = world_mount (&world, "small", 1);
  if (disk == NULL)
    {
      g_test_skip ("no small disk can be made here");
      return;
    }
  path = g_build_filename (disk, "a.ahadi-backup", NULL);
  g_assert_false (ahadi_backup_write (world.office, path, NULL, &result, &error));
  g_assert_true (ahadi_error_is_no_space (error));
  g_assert_cmpuint (world_count_files (disk), ==, 0);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);
  g_test_add_func ("/sync/backup-writer/stock-programs-open-it",
                   test_stock_programs_open_it);
  g_test_add_func ("/sync/backup-writer/K9-leaves-nothing-but-the-file",
                   test_leaves_nothing_but_the_file);
  g_test_add_func ("/sync/backup-writer/a-file-that-is-there-stays",
                   test_a_file_that_is_there_stays);
  g_test_add_func ("/sync/backup-writer/K9-cancel-leaves-no-file",
                   test_cancel_leaves_no_file);
  g_test_add_func ("/sync/backup-writer/K9-full-stick-leaves-no-file",
                   test_full_stick_leaves_no_file);
  return g_test_run ();
}
