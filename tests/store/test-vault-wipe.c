/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-vault-wipe.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "fault.h"
#include "place.h"
#include "support/tree.h"

/* Tries of a kill; AHADI_THOROUGH=1 tries every call to the system. */
#define N_TRIES 6

static void
place_fill (Place *place)
{
  g_autoptr (GError) error = NULL;

  place_open (place);
  place_add_member (place, "Njeri", NULL);
  assert_ok (ahadi_vault_backup (place->vault, NULL, &error));
  place_add_member (place, "Kamau", NULL);
  assert_ok (ahadi_vault_backup (place->vault, NULL, &error));
}

static void
shut (Place *place)
{
  g_clear_pointer (&place->vault, ahadi_vault_close);
}

static void
wipe (Place *place)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_wipe (place->folder, &error));
}

static gboolean
opens (const char *folder)
{
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (AhadiVault) vault =
      ahadi_vault_open (folder, AHADI_SLOT_PASSPHRASE, passphrase, NULL);

  return vault != NULL;
}

static void
test_nothing_is_left (void)
{
  g_auto (Place) place = { 0 };

  place_fill (&place);
  shut (&place);
  g_assert_true (ahadi_vault_wipe_is_needed (place.folder));
  wipe (&place);
  g_assert_false (g_file_test (place.folder, G_FILE_TEST_EXISTS));
  g_assert_false (ahadi_vault_wipe_is_needed (place.folder));
}

static void
test_an_open_vault_is_not_touched (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_fill (&place);
  g_assert_false (ahadi_vault_wipe (place.folder, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_BUSY);
  place_reopen (&place);
  g_assert_cmpuint (place_count_found (&place, "kamau"), ==, 1);
}

static void
test_files_of_others_stay (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *letter = NULL;
  g_autofree char *database = NULL;

  place_fill (&place);
  shut (&place);
  letter = g_build_filename (place.folder, "letter.odt", NULL);
  database = g_build_filename (place.folder, "vault-plan.db", NULL);
  g_assert_true (g_file_set_contents (letter, "mine", -1, NULL));
  g_assert_true (g_file_set_contents (database, "mine", -1, NULL));
  wipe (&place);
  g_assert_true (g_file_test (letter, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (database, G_FILE_TEST_EXISTS));
  g_assert_false (ahadi_vault_wipe_is_needed (place.folder));
}

static void
test_a_folder_without_a_vault_is_left_alone (void)
{
  g_auto (Place) place = { .folder = g_dir_make_tmp (NULL, NULL) };
  g_autofree char *lock = g_build_filename (place.folder, "lock", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (lock, "", -1, NULL));
  g_assert_false (ahadi_vault_wipe (place.folder, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  g_assert_true (g_file_test (lock, G_FILE_TEST_EXISTS));
}

/* Whoever had the file open, or linked, finds noise where the wrapped key was. */
static void
test_keys_are_overwritten_in_place (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *link_path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before;
  gsize size_after;

  place_fill (&place);
  shut (&place);
  path = g_build_filename (place.folder, "slots", NULL);
  link_path = g_strconcat (place.folder, ".link", NULL);
  g_assert_cmpint (link (path, link_path), ==, 0);
  g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
  wipe (&place);
  g_assert_true (g_file_get_contents (link_path, &after, &size_after, NULL));
  g_assert_cmpuint (size_after, ==, size_before);
  g_assert_cmpint (memcmp (after, before, size_before), !=, 0);
  g_assert_cmpint (memcmp (after, before, 8), !=, 0);
  g_unlink (link_path);
}

/* --- Links, and what cannot be removed ------------------------------------- */

static char *
link_subfolder (Place *place, const char *name)
{
  g_autofree char *others = g_strconcat (place->folder, ".others", NULL);
  g_autofree char *path = g_build_filename (place->folder, name, NULL);
  char *letter = g_build_filename (others, "slots", NULL);

  g_assert_cmpint (g_mkdir_with_parents (others, 0700), ==, 0);
  g_assert_true (g_file_set_contents (letter, "mine", -1, NULL));
  tree_remove (path);
  g_assert_cmpint (symlink (others, path), ==, 0);
  return letter;
}

static void
test_nothing_behind_a_link_is_removed (void)
{
  static const char *const names[] = { "backups", "blobs", "set-aside", "staging" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (Place) place = { 0 };
      g_autofree char *letter = NULL;
      g_autofree char *others = NULL;
      g_autofree char *words = NULL;

      place_open (&place);
      shut (&place);
      letter = link_subfolder (&place, names[i]);
      wipe (&place);
      g_assert_false (g_file_test (place.folder, G_FILE_TEST_EXISTS));
      g_assert_true (g_file_get_contents (letter, &words, NULL, NULL));
      g_assert_cmpstr (words, ==, "mine");
      others = g_path_get_dirname (letter);
      tree_remove (others);
    }
}

static void
assert_does_not_open (Place *place, GQuark domain, int code)
{
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (GError) error = NULL;

  g_assert_null (
      ahadi_vault_open (place->folder, AHADI_SLOT_PASSPHRASE, passphrase, &error));
  g_assert_error (error, domain, code);
}

static void
test_no_vault_opens_with_a_linked_folder (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *letter = NULL;
  g_autofree char *others = NULL;

  place_open (&place);
  shut (&place);
  letter = link_subfolder (&place, "blobs");
  assert_does_not_open (&place, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LINK);
  others = g_path_get_dirname (letter);
  tree_remove (others);
}

/* A folder where a file should be cannot be unlinked. */
static void
test_a_wipe_that_cannot_end_says_so_and_is_repeated (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *stray = NULL;
  g_autoptr (GError) error = NULL;

  place_fill (&place);
  shut (&place);
  stray = g_build_filename (place.folder, "rekey", NULL);
  g_assert_cmpint (g_mkdir (stray, 0700), ==, 0);
  g_assert_false (ahadi_vault_wipe (place.folder, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_WIPED);
  assert_does_not_open (&place, AHADI_STORE_ERROR, AHADI_STORE_ERROR_WIPED);
  g_assert_cmpint (g_rmdir (stray), ==, 0);
  wipe (&place);
  g_assert_false (g_file_test (place.folder, G_FILE_TEST_EXISTS));
}

static void
test_keys_made_noise_by_a_wipe_are_no_damage (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *slots = NULL;
  g_autofree char *mark = NULL;

  place_fill (&place);
  shut (&place);
  slots = g_build_filename (place.folder, "slots", NULL);
  mark = g_build_filename (place.folder, "wipe", NULL);
  g_assert_true (g_file_set_contents (slots, "noise", -1, NULL));
  assert_does_not_open (&place, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT);
  g_assert_true (g_file_set_contents (mark, "", -1, NULL));
  assert_does_not_open (&place, AHADI_STORE_ERROR, AHADI_STORE_ERROR_WIPED);
}

static void
test_a_wipe_that_touched_nothing_is_forgotten (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *mark = NULL;

  place_fill (&place);
  mark = g_build_filename (place.folder, "wipe", NULL);
  g_assert_true (g_file_set_contents (mark, "", -1, NULL));
  place_reopen (&place);
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
}

/* --- Killed at any moment ------------------------------------------------- */

static int
wipe_armed (gpointer data)
{
  Place *place = data;

  fault_arm ();
  return ahadi_vault_wipe (place->folder, NULL) ? 0 : 1;
}

/* The keys of the vault go before anything else does, so it is whole or opens no more. */
static void
check (Place *place)
{
  if (opens (place->folder))
    {
      place_reopen (place);
      g_assert_cmpuint (place_count_found (place, "kamau"), ==, 1);
      place_assert_sound (place);
      shut (place);
    }
  if (ahadi_vault_wipe_is_needed (place->folder))
    wipe (place);
  g_assert_false (ahadi_vault_exists (place->folder));
}

static void
test_killed_it_is_whole_or_opens_no_more (void)
{
  gboolean thorough = g_getenv ("AHADI_THOROUGH") != NULL;
  g_auto (Place) place = { 0 };
  g_autofree char *original = NULL;
  guint calls = 0;
  int status;

  if (!fault_is_possible (FAULT_KILL))
    return;

  place_fill (&place);
  shut (&place);
  original = g_strconcat (place.folder, ".original", NULL);
  tree_copy (place.folder, original);
  g_assert_false (fault_run (FAULT_KILL, G_MAXUINT, wipe_armed, &place, &calls, &status));
  g_assert_cmpint (status, ==, 0);
  for (guint i = 0; i < (thorough ? calls : N_TRIES); i++)
    {
      guint at = thorough ? i : (guint) g_test_rand_int_range (0, (gint32) calls);

      g_test_message ("killed at call %u of %u", at, calls);
      tree_remove (place.folder);
      tree_copy (original, place.folder);
      g_assert_true (fault_run (FAULT_KILL, at, wipe_armed, &place, NULL, &status));
      check (&place);
    }
  tree_remove (original);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);

#define ADD(name, function) g_test_add_func ("/store/vault-wipe/" name, function)

  ADD ("nothing-is-left", test_nothing_is_left);
  ADD ("an-open-vault-is-not-touched", test_an_open_vault_is_not_touched);
  ADD ("files-of-others-stay", test_files_of_others_stay);
  ADD ("a-folder-without-a-vault-is-left-alone",
       test_a_folder_without_a_vault_is_left_alone);
  ADD ("keys-are-overwritten-in-place", test_keys_are_overwritten_in_place);
  ADD ("nothing-behind-a-link-is-removed", test_nothing_behind_a_link_is_removed);
  ADD ("no-vault-opens-with-a-linked-folder", test_no_vault_opens_with_a_linked_folder);
  ADD ("a-wipe-that-cannot-end-says-so-and-is-repeated",
       test_a_wipe_that_cannot_end_says_so_and_is_repeated);
  ADD ("keys-made-noise-by-a-wipe-are-no-damage",
       test_keys_made_noise_by_a_wipe_are_no_damage);
  ADD ("a-wipe-that-touched-nothing-is-forgotten",
       test_a_wipe_that_touched_nothing_is_forgotten);
  ADD ("killed-it-is-whole-or-opens-no-more", test_killed_it_is_whole_or_opens_no_more);
  return g_test_run ();
}
