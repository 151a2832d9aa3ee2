/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-backup-shelf.h"

#include "sealed-backup.h"

static const guint8 nobody[16] = { 0 };

#define NOVEMBER 1795891500123 /* 2026-11-28 18:45:00 UTC */

static void
test_names (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *next = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autofree char *there = NULL;

  world_open (&world);
  path = ahadi_backup_shelf_choose ("/stick", nobody, "Achieng’s laptop, Kisumu/1 ",
                                    NOVEMBER);
  g_assert_true (g_str_has_prefix (path, "/stick/achieng"));
  g_assert_true (g_str_has_suffix (path, "kisumu-1-20261128T184500Z.ahadi-backup"));
  plain = ahadi_backup_shelf_choose ("/stick", nobody, "…", NOVEMBER);
  g_assert_cmpstr (plain, ==, "/stick/ahadi-20261128T184500Z.ahadi-backup");

  there = world_write_file (&world, "a-20261128T184500Z.ahadi-backup", bytes);
  next = ahadi_backup_shelf_choose (world.stick, nobody, "a", NOVEMBER);
  g_assert_true (g_str_has_suffix (next, "/a-20261128T184501Z.ahadi-backup"));
}

static void
test_keeps_the_newest_of_this_vault_alone (void)
{
  g_auto (World) world = { 0 };
  static const char *const own[] = { "b-20260101T000000Z.ahadi-backup",
                                     "c-20260102T000000Z.ahadi-backup",
                                     "a-20260103T000000Z.ahadi-backup" };
  const guint8 *uuid;
  AhadiVault *other;
  g_autofree char *renamed = NULL;
  g_autofree char *foreign = NULL;
  g_autofree char *newest = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autofree char *noise = NULL;

  world_open (&world);
  other = world_add_laptop (&world, "Kisumu");
  uuid = ahadi_vault_get_uuid (world.office);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    g_free (sealed_backup_write (&world, world.office, own[i]));
  renamed = sealed_backup_write (&world, world.office, "before the move.ahadi-backup");
  foreign = sealed_backup_write (&world, other, "b-20250101T000000Z.ahadi-backup");
  noise = world_write_file (&world, "n-20250101T000000Z.ahadi-backup", bytes);

  list = ahadi_backup_shelf_list (world.stick, uuid);
  g_assert_cmpuint (list->len, ==, 3);
  newest = g_build_filename (world.stick, own[2], NULL);
  g_assert_cmpstr (list->pdata[0], ==, newest);

  ahadi_backup_shelf_prune (world.stick, uuid, 1);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = ahadi_backup_shelf_list (world.stick, uuid);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (list->pdata[0], ==, newest);
  g_assert_true (g_file_test (renamed, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (noise, G_FILE_TEST_EXISTS));
}

/* Else tidying up would remove the newest one first. */
static void
test_a_clock_put_back_makes_no_older_name (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *next = NULL;

  world_open (&world);
  first = sealed_backup_write (&world, world.office, "a-20301231T235959Z.ahadi-backup");
  next = ahadi_backup_shelf_choose (world.stick, ahadi_vault_get_uuid (world.office), "a",
                                    NOVEMBER);
  g_assert_true (g_str_has_suffix (next, "/a-20310101T000000Z.ahadi-backup"));
}

static void
test_a_folder_that_is_not_there_is_empty (void)
{
  g_autoptr (GPtrArray) list = ahadi_backup_shelf_list ("/nonexistent", nobody);

  g_assert_cmpuint (list->len, ==, 0);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);
  g_test_add_func ("/sync/backup-shelf/names", test_names);
  g_test_add_func ("/sync/backup-shelf/keeps-the-newest-of-this-vault-alone",
                   test_keeps_the_newest_of_this_vault_alone);
  g_test_add_func ("/sync/backup-shelf/a-clock-put-back-makes-no-older-name",
                   test_a_clock_put_back_makes_no_older_name);
  g_test_add_func ("/sync/backup-shelf/a-folder-that-is-not-there-is-empty",
                   test_a_folder_that_is_not_there_is_empty);
  return g_test_run ();
}
