/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-vault-files.h"

#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "place.h"

#define NOBODY 65534

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp (NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ahadi_folder_remove_tree (fixture->folder);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  g_free (fixture->folder);
}

static char *
touch (Fixture *fixture, const char *name)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, name, -1, NULL));
  return path;
}

static void
test_one_lock_at_a_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int first = ahadi_vault_files_lock (fixture->folder, &error);
  int second;

  g_assert_no_error (error);
  g_assert_cmpint (first, >=, 0);
  g_assert_cmpint (ahadi_vault_files_lock (fixture->folder, &error), ==, -1);
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_BUSY);
  g_clear_error (&error);
  close (first);
  second = ahadi_vault_files_lock (fixture->folder, &error);
  g_assert_no_error (error);
  close (second);
}

static void
test_a_link_is_no_lock (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "lock", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("/dev/null", path), ==, 0);
  g_assert_cmpint (ahadi_vault_files_lock (fixture->folder, &error), ==, -1);
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED);
}

/* In a child, for root may do anything. */
static gboolean
is_not_permitted (const char *folder)
{
  g_autoptr (GError) error = NULL;

  return (geteuid () != 0 || setresuid (NOBODY, NOBODY, NOBODY) == 0) &&
         ahadi_vault_files_lock (folder, &error) == -1 &&
         g_error_matches (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_PERMISSION);
}

/* Also where the lock itself could be had: the database could not. */
static void
test_no_lock_in_a_folder_that_is_not_ours (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = touch (fixture, "lock");
  int status = 1;
  pid_t child;

  g_assert_cmpint (g_chmod (path, 0666), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  child = fork ();
  if (child == 0)
    _exit (is_not_permitted (fixture->folder) ? 0 : 1);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}

static void
test_leftovers_are_moved_not_removed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *database = touch (fixture, "vault-1.db");
  g_autofree char *log = touch (fixture, "vault-1.db-wal");
  g_autofree char *other = touch (fixture, "notes.txt");
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint left = 0;

  g_assert_true (ahadi_vault_files_is_leftover (fixture->folder));
  assert_ok (ahadi_vault_files_move_leftovers (fixture->folder, &error));
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    left += g_str_has_prefix (name, "left-") ? 1 : 0;
  g_assert_cmpuint (left, ==, 2);
}

static void
test_slots_or_kept_slots_make_it_no_leftover (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = touch (fixture, "slots.bak");

  g_assert_false (ahadi_vault_files_is_leftover (fixture->folder));
  ahadi_vault_files_drop_old_slots (fixture->folder);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_true (ahadi_vault_files_is_leftover (fixture->folder));
}

static void
test_other_generations_are_seen (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = touch (fixture, "vault-2.db");
  g_autofree char *log = touch (fixture, "vault-2.db-wal");
  g_autofree char *expected = ahadi_vault_files_database (fixture->folder, 2);
  g_autofree char *other = NULL;

  g_assert_cmpstr (own, ==, expected);
  g_assert_nonnull (log);
  g_assert_false (ahadi_vault_files_has_other_database (fixture->folder, 2));
  other = touch (fixture, "vault-1.db");
  g_assert_true (ahadi_vault_files_has_other_database (fixture->folder, 2));
}

static void
test_slots_that_do_not_open_leave_the_old_ones (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AhadiSecret) right = ahadi_secret_new_from ("right right right", 17);
  g_autoptr (AhadiSecret) wrong = ahadi_secret_new_from ("wrong wrong wrong", 17);
  g_autoptr (AhadiSlots) slots = ahadi_slots_new ();
  g_autoptr (AhadiSlots) again = NULL;
  g_autofree char *kept = g_build_filename (fixture->folder, "slots.bak", NULL);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_slots_set (slots, AHADI_SLOT_PASSPHRASE, right,
                              ahadi_slot_cost_minimum (), &error));
  assert_ok (ahadi_vault_files_write_slots (fixture->folder, slots, AHADI_SLOT_PASSPHRASE,
                                            right, &error));
  assert_ok (ahadi_slots_set (slots, AHADI_SLOT_PASSPHRASE, wrong,
                              ahadi_slot_cost_minimum (), &error));
  g_assert_false (ahadi_vault_files_write_slots (fixture->folder, slots,
                                                 AHADI_SLOT_PASSPHRASE, right, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  g_clear_error (&error);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  again = ahadi_vault_files_open_slots (fixture->folder, AHADI_SLOT_PASSPHRASE, right,
                                        &error);
  g_assert_no_error (error);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/vault-files/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  add ("one-lock-at-a-time", test_one_lock_at_a_time);
  add ("a-link-is-no-lock", test_a_link_is_no_lock);
  add ("no-lock-in-a-folder-that-is-not-ours", test_no_lock_in_a_folder_that_is_not_ours);
  add ("leftovers-are-moved-not-removed", test_leftovers_are_moved_not_removed);
  add ("slots-or-kept-slots-make-it-no-leftover",
       test_slots_or_kept_slots_make_it_no_leftover);
  add ("other-generations-are-seen", test_other_generations_are_seen);
  add ("slots-that-do-not-open-leave-the-old-ones",
       test_slots_that_do_not_open_leave_the_old_ones);
  return g_test_run ();
}
