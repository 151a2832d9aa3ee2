/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-backup-opener.h"

#include <glib/gstdio.h>

#include "sealed-backup.h"
#include "support/tree.h"

#define SET_ASIDE "set-aside/00112233445566778899aabbccddeeff.ahadi"

typedef struct
{
  World world;
  char *before; /* digest */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("kept whole", 10);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  world_open (&fixture->world);
  world_add_member (fixture->world.office, "Achieng Otieno");
  path =
      g_build_filename (ahadi_vault_get_folder (fixture->world.office), SET_ASIDE, NULL);
  assert_ok (ahadi_file_replace (path, bytes, 0600, &error));
  fixture->before = world_digest (fixture->world.office, "membership");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->before);
  world_close (&fixture->world);
}

static gboolean
open_source (Fixture *fixture,
             const char *source,
             AhadiOpenedBackup *opened,
             GError **error)
{
  g_autoptr (AhadiSecret) secret = world_passphrase ();
  g_autofree char *folder = g_build_filename (fixture->world.folder, "opened", NULL);

  tree_remove (folder);
  return ahadi_folder_make (folder, error) &&
         ahadi_backup_open (source, folder, AHADI_SLOT_PASSPHRASE, secret, NULL, opened,
                            error);
}

static void
assert_holds_all (Fixture *fixture, const char *source)
{
  g_auto (AhadiOpenedBackup) opened = { NULL };
  g_autofree char *after = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  assert_ok (open_source (fixture, source, &opened, &error));
  after = world_digest (opened.vault, "membership");
  g_assert_cmpstr (after, ==, fixture->before);
  g_assert_cmpuint (opened.files, ==, 1);
  g_assert_cmpint (ABS (opened.time - ahadi_wall_clock_ms ()), <, 60000);
  path = g_build_filename (ahadi_vault_get_folder (opened.vault), SET_ASIDE, NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

static void
test_sealed_file (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path =
      sealed_backup_write (&fixture->world, fixture->world.office, "a.ahadi-backup");

  assert_holds_all (fixture, path);
}

static void
test_folder_of_backups (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_backup (fixture->world.office, NULL, &error));
  path = ahadi_vault_find_backup (fixture->world.office);
  assert_holds_all (fixture, path);
}

/* A folder has no hashes of its own: SQLCipher's of each page are what tells. */
static void
test_damaged_folder_is_refused (Fixture *fixture, gconstpointer unused)
{
  g_auto (AhadiOpenedBackup) opened = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *database = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) changed = NULL;
  g_autofree guint8 *mutant = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  assert_ok (ahadi_vault_backup (fixture->world.office, NULL, &error));
  path = ahadi_vault_find_backup (fixture->world.office);
  database = ahadi_vault_database_path (path, 1);
  bytes = world_read_file (database);
  size = g_bytes_get_size (bytes);
  mutant = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  mutant[size / 2] ^= 1;
  changed = g_bytes_new (mutant, size);
  assert_ok (ahadi_file_replace (database, changed, 0600, &error));
  g_assert_false (open_source (fixture, path, &opened, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
}

static void
test_wrong_secret_is_said_so (Fixture *fixture, gconstpointer unused)
{
  g_auto (AhadiOpenedBackup) opened = { NULL };
  g_autoptr (AhadiSecret) wrong = ahadi_secret_new_from ("maji moto kikombe nane", 22);
  g_autofree char *path =
      sealed_backup_write (&fixture->world, fixture->world.office, "a.ahadi-backup");
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_backup_open (path, folder, AHADI_SLOT_PASSPHRASE, wrong, NULL,
                                     &opened, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

#define ADD(name, function)                                                              \
  g_test_add ("/sync/backup-opener/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);
  ADD ("sealed-file", test_sealed_file);
  ADD ("folder-of-backups", test_folder_of_backups);
  ADD ("damaged-folder-is-refused", test_damaged_folder_is_refused);
  ADD ("wrong-secret-is-said-so", test_wrong_secret_is_said_so);
  return g_test_run ();
}
