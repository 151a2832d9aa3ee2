/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-vault-build.h"

#include <glib/gstdio.h>

#include "place.h"
#include "support/tree.h"

/* A folder with a vault "old" in it. */
typedef struct
{
  Place place;
  char *folder;
  char *target;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  place_open (&fixture->place);
  place_add_member (&fixture->place, "Njeri", NULL);
  g_clear_pointer (&fixture->place.vault, ahadi_vault_close);
  fixture->folder = g_dir_make_tmp (NULL, NULL);
  fixture->target = g_build_filename (fixture->folder, "branch.ahadivault", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tree_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->target);
  place_close (&fixture->place);
}

static guint
count (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Puts a copy of the vault into its workshop. */
static AhadiVaultBuild *
build (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  AhadiVaultBuild *made = ahadi_vault_build_open (fixture->target, &error);

  g_assert_no_error (error);
  g_assert_cmpint (g_rmdir (ahadi_vault_build_get_folder (made)), ==, 0);
  tree_copy (fixture->place.folder, ahadi_vault_build_get_folder (made));
  return made;
}

static void
install (Fixture *fixture, gboolean replace, char **aside)
{
  g_autoptr (AhadiVaultBuild) made = build (fixture);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_build_install (made, replace, aside, &error));
}

static void
assert_opens (const char *folder)
{
  g_autoptr (AhadiSecret) secret = place_passphrase ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiVault) vault =
      ahadi_vault_open (folder, AHADI_SLOT_PASSPHRASE, secret, &error);

  g_assert_no_error (error);
  g_assert_nonnull (vault);
}

static void
test_takes_its_place (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *aside = NULL;

  install (fixture, FALSE, &aside);
  g_assert_null (aside);
  assert_opens (fixture->target);
  g_assert_cmpuint (count (fixture->folder), ==, 1);
}

static void
test_an_empty_folder_is_no_obstacle (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *aside = NULL;

  g_assert_cmpint (g_mkdir (fixture->target, 0700), ==, 0);
  install (fixture, TRUE, &aside);
  g_assert_null (aside);
  assert_opens (fixture->target);
}

static void
test_what_is_not_installed_is_removed (Fixture *fixture, gconstpointer unused)
{
  AhadiVaultBuild *made = build (fixture);

  ahadi_vault_build_close (made);
  g_assert_cmpuint (count (fixture->folder), ==, 0);
}

/* Killed before it was closed: the lock goes with the process, the files stay. */
static void
test_a_killed_one_is_tidied_by_the_next (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *left = g_build_filename (
      fixture->folder, ".branch.ahadivault.building", "vault", "x", NULL);
  g_autofree char *aside = NULL;

  g_assert_cmpint (g_mkdir_with_parents (left, 0700), ==, 0);
  install (fixture, FALSE, &aside);
  g_assert_cmpuint (count (fixture->folder), ==, 1);
}

static void
test_one_at_a_time (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiVaultBuild) first = build (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiVaultBuild) second = ahadi_vault_build_open (fixture->target, &error);

  g_assert_null (second);
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_BUSY);
  assert_opens (ahadi_vault_build_get_folder (first));
}

static void
test_what_stands_there_is_refused_or_moved_aside (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *aside = NULL;
  g_autofree char *mark = g_build_filename (fixture->target, "mark", NULL);
  g_autofree char *moved = NULL;
  g_autoptr (AhadiVaultBuild) refused = NULL;
  g_autoptr (GError) error = NULL;

  install (fixture, FALSE, &aside);
  g_assert_true (g_file_set_contents (mark, "old", 3, NULL));
  refused = build (fixture);
  g_assert_false (ahadi_vault_build_install (refused, FALSE, &aside, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  assert_ok (ahadi_vault_build_install (refused, TRUE, &aside, &error));
  moved = g_build_filename (aside, "mark", NULL);
  g_assert_true (g_file_test (moved, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
  assert_opens (fixture->target);
  assert_opens (aside);
}

/* A vault that lost its slots is the very thing that is restored. */
static void
test_a_broken_vault_is_moved_aside (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *aside = NULL;
  g_autofree char *slots = g_build_filename (fixture->target, "slots", NULL);

  install (fixture, FALSE, &aside);
  g_assert_cmpint (g_unlink (slots), ==, 0);
  install (fixture, TRUE, &aside);
  g_assert_nonnull (aside);
  assert_opens (fixture->target);
}

static void
test_an_open_vault_stays (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *aside = NULL;
  g_autoptr (AhadiVaultBuild) made = NULL;
  g_autoptr (AhadiSecret) secret = place_passphrase ();
  g_autoptr (AhadiVault) vault = NULL;
  g_autoptr (GError) error = NULL;

  install (fixture, FALSE, &aside);
  vault = ahadi_vault_open (fixture->target, AHADI_SLOT_PASSPHRASE, secret, &error);
  g_assert_no_error (error);
  made = build (fixture);
  g_assert_false (ahadi_vault_build_install (made, TRUE, &aside, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_BUSY);
}

#define ADD(name, function)                                                              \
  g_test_add ("/store/vault-build/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  place_init_tests (&argc, &argv);
  ADD ("takes-its-place", test_takes_its_place);
  ADD ("an-empty-folder-is-no-obstacle", test_an_empty_folder_is_no_obstacle);
  ADD ("what-is-not-installed-is-removed", test_what_is_not_installed_is_removed);
  ADD ("a-killed-one-is-tidied-by-the-next", test_a_killed_one_is_tidied_by_the_next);
  ADD ("one-at-a-time", test_one_at_a_time);
  ADD ("what-stands-there-is-refused-or-moved-aside",
       test_what_stands_there_is_refused_or_moved_aside);
  ADD ("a-broken-vault-is-moved-aside", test_a_broken_vault_is_moved_aside);
  ADD ("an-open-vault-stays", test_an_open_vault_stays);
  return g_test_run ();
}
