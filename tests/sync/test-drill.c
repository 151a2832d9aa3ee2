/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-drill.h"

#include "sealed-backup.h"

typedef struct
{
  World world;
  char *backup;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  world_open (&fixture->world);
  world_add_member (fixture->world.office, "Achieng Otieno");
  fixture->backup =
      sealed_backup_write (&fixture->world, fixture->world.office, "a.ahadi-backup");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->backup);
  world_close (&fixture->world);
}

static gboolean
drill (AhadiVault *vault, const char *source, AhadiDrillResult *result, GError **error)
{
  g_autoptr (AhadiSecret) secret = world_passphrase ();

  return ahadi_drill (vault, source, AHADI_SLOT_PASSPHRASE, secret, NULL, result, error);
}

static void
test_tells_what_came_since (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  AhadiDrillResult result;

  assert_ok (drill (fixture->world.office, fixture->backup, &result, &error));
  g_assert_cmpuint (result.rows, ==, 1);
  g_assert_cmpuint (result.since, ==, 0);
  world_add_member (fixture->world.office, "Barrack Onyango");
  assert_ok (drill (fixture->world.office, fixture->backup, &result, &error));
  g_assert_cmpuint (result.operations, ==, 1);
  g_assert_cmpuint (result.since, ==, 1);
}

static void
test_leaves_nothing_behind (Fixture *fixture, gconstpointer unused)
{
  const char *folder = ahadi_vault_get_folder (fixture->world.office);
  g_autofree char *before = world_snapshot (fixture->world.office);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  AhadiDrillResult result;
  guint files = world_count_files (folder);

  assert_ok (drill (fixture->world.office, fixture->backup, &result, &error));
  g_assert_cmpuint (world_count_files (folder), ==, files);
  after = world_snapshot (fixture->world.office);
  g_assert_cmpstr (before, ==, after);
}

static void
test_another_vaults_backup_is_refused (Fixture *fixture, gconstpointer unused)
{
  AhadiVault *other = world_add_laptop (&fixture->world, "Kisumu");
  g_autoptr (GError) error = NULL;
  AhadiDrillResult result;

  assert_refused (drill (other, fixture->backup, &result, &error),
                  AHADI_SYNC_ERROR_OTHER_ORG);
}

/* Then it is the vault that was put back to an older day. */
static void
test_a_backup_that_knows_more_is_refused (Fixture *fixture, gconstpointer unused)
{
  AhadiVault *older = world_copy (&fixture->world, &fixture->world.office);
  g_autofree char *newer = NULL;
  g_autoptr (GError) error = NULL;
  AhadiDrillResult result;

  world_add_member (fixture->world.office, "Barrack Onyango");
  newer = sealed_backup_write (&fixture->world, fixture->world.office, "b.ahadi-backup");
  g_assert_false (drill (older, newer, &result, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
}

#define ADD(name, function)                                                              \
  g_test_add ("/sync/drill/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);
  ADD ("tells-what-came-since", test_tells_what_came_since);
  ADD ("leaves-nothing-behind", test_leaves_nothing_behind);
  ADD ("another-vaults-backup-is-refused", test_another_vaults_backup_is_refused);
  ADD ("a-backup-that-knows-more-is-refused", test_a_backup_that_knows_more_is_refused);
  return g_test_run ();
}
