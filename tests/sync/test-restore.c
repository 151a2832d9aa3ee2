/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-restore.h"

#include "sealed-backup.h"

/* A branch whose laptop is lost after its backup, and what it wrote between. */
typedef struct
{
  World world;
  AhadiVault *laptop;
  char *backup;
  char *folder; /* where it is restored */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  world_open (&fixture->world);
  fixture->laptop = world_add_laptop (&fixture->world, "Kisumu");
  world_add_member (fixture->laptop, "Achieng Otieno");
  fixture->backup =
      sealed_backup_write (&fixture->world, fixture->laptop, "a.ahadi-backup");
  fixture->folder = g_build_filename (fixture->world.folder, "again.ahadivault", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->folder);
  g_free (fixture->backup);
  world_close (&fixture->world);
}

static gboolean
restore (Fixture *fixture, gboolean replace, AhadiRestoreResult *result, GError **error)
{
  g_autoptr (AhadiSecret) secret = world_passphrase ();
  AhadiRestore plan = { fixture->backup, fixture->folder, AHADI_SLOT_PASSPHRASE, secret,
                        replace };

  return ahadi_restore (&plan, NULL, result, error);
}

static AhadiVault *
restore_and_open (Fixture *fixture)
{
  g_auto (AhadiRestoreResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  assert_ok (restore (fixture, FALSE, &result, &error));
  return world_open_vault (&fixture->world, fixture->folder);
}

static void
test_holds_what_the_backup_did (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = world_snapshot (fixture->laptop);
  g_autofree char *after = NULL;
  AhadiVault *restored = restore_and_open (fixture);

  after = world_snapshot (restored);
  g_assert_cmpstr (before, ==, after);
  world_assert_sound (restored);
}

/* FORMATS 6: the office has what was written after the backup, too, and sees a new epoch
 * beside it, not a second story. */
static void
test_office_sees_a_new_epoch_and_no_fork (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *lost = NULL;
  g_autofree char *fresh = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) second = NULL;
  AhadiVault *restored;

  world_add_member (fixture->laptop, "Only in the lost vault");
  lost = world_export (&fixture->world, fixture->laptop);
  first = world_merge (fixture->world.office, lost);

  restored = restore_and_open (fixture);
  world_add_member (restored, "After the restoration");
  fresh = world_export (&fixture->world, restored);
  second = world_merge (fixture->world.office, fresh);
  g_assert_cmpuint (second->counts.created[AHADI_KIND_MEMBER], ==, 1);
  g_assert_cmpuint (second->missing, ==, 0);
  g_assert_cmpuint (world_count_members (fixture->world.office), ==, 3);
  world_assert_sound (fixture->world.office);
}

static void
test_a_vault_that_is_there_is_not_touched (Fixture *fixture, gconstpointer unused)
{
  g_auto (AhadiRestoreResult) result = { 0 };
  g_autofree char *before = world_snapshot (fixture->world.office);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_free (fixture->folder);
  fixture->folder = g_strdup (ahadi_vault_get_folder (fixture->world.office));
  g_assert_false (restore (fixture, FALSE, &result, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (restore (fixture, TRUE, &result, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_BUSY);
  after = world_snapshot (fixture->world.office);
  g_assert_cmpstr (before, ==, after);
}

static void
test_replacing_moves_the_old_one_aside_whole (Fixture *fixture, gconstpointer unused)
{
  g_auto (AhadiRestoreResult) result = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  AhadiVault *first = restore_and_open (fixture);
  AhadiVault *aside;

  world_add_member (first, "Only in the old one");
  before = world_snapshot (first);
  g_ptr_array_remove (fixture->world.vaults, first);

  assert_ok (restore (fixture, TRUE, &result, &error));
  aside = world_open_vault (&fixture->world, result.aside);
  after = world_snapshot (aside);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (
      world_count_members (world_open_vault (&fixture->world, fixture->folder)), ==, 1);
}

static void
test_damaged_backup_changes_nothing (Fixture *fixture, gconstpointer unused)
{
  g_auto (AhadiRestoreResult) result = { 0 };
  g_autoptr (GBytes) file = world_read_file (fixture->backup);
  g_autoptr (GBytes) cut =
      g_bytes_new_from_bytes (file, 0, g_bytes_get_size (file) - 5000);
  g_autoptr (GError) error = NULL;
  guint before = world_count_files (fixture->world.folder);

  g_free (world_write_file (&fixture->world, "a.ahadi-backup", cut));
  assert_refused (restore (fixture, FALSE, &result, &error), AHADI_SYNC_ERROR_DAMAGED);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (world_count_files (fixture->world.folder), ==, before);
}

#define ADD(name, function)                                                              \
  g_test_add ("/sync/restore/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);
  ADD ("K10-holds-what-the-backup-did", test_holds_what_the_backup_did);
  ADD ("K10-office-sees-a-new-epoch-and-no-fork",
       test_office_sees_a_new_epoch_and_no_fork);
  ADD ("a-vault-that-is-there-is-not-touched", test_a_vault_that_is_there_is_not_touched);
  ADD ("replacing-moves-the-old-one-aside-whole",
       test_replacing_moves_the_old_one_aside_whole);
  ADD ("K10-damaged-backup-changes-nothing", test_damaged_backup_changes_nothing);
  return g_test_run ();
}
