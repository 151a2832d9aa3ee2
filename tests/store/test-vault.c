/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-vault.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "place.h"
#include "store/ahadi-vault-private.h"

static AhadiVault *
open_with (Place *place, AhadiSlotType type, const char *secret, GError **error)
{
  g_autoptr (AhadiSecret) bytes = ahadi_secret_new_from (secret, strlen (secret));

  return ahadi_vault_open (place->folder, type, bytes, error);
}

static AhadiVault *
open_again (Place *place, GError **error)
{
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();

  return ahadi_vault_open (place->folder, AHADI_SLOT_PASSPHRASE, passphrase, error);
}

static void
shut (Place *place)
{
  g_clear_pointer (&place->vault, ahadi_vault_close);
}

static void
set_secret (Place *place, AhadiSlotType type, const char *secret)
{
  g_autoptr (AhadiSecret) bytes = ahadi_secret_new_from (secret, strlen (secret));
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_set_secret (place->vault, type, bytes,
                                     ahadi_slot_cost_minimum (), &error));
}

/* --- Secrets -------------------------------------------------------------- */

static void
test_a_wrong_passphrase_opens_nothing (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  shut (&place);
  g_assert_null (
      open_with (&place, AHADI_SLOT_PASSPHRASE, "not this one at all", &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  g_clear_error (&error);
  g_assert_null (open_with (&place, AHADI_SLOT_RECOVERY_CODE, "123", &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
}

static void
test_a_changed_passphrase_replaces_the_old_one (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  place_add_member (&place, "Njeri", NULL);
  set_secret (&place, AHADI_SLOT_PASSPHRASE, "an entirely new one");
  shut (&place);

  g_assert_null (open_again (&place, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  g_clear_error (&error);
  place.vault = open_with (&place, AHADI_SLOT_PASSPHRASE, "an entirely new one", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (place_count_found (&place, "njeri"), ==, 1);
}

static void
test_the_database_is_not_touched_by_a_new_passphrase (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_size;
  gsize after_size;

  place_open (&place);
  place_add_member (&place, "Njeri", NULL);
  place_reopen (&place);
  g_assert_true (
      g_file_get_contents (place.vault->database_path, &before, &before_size, NULL));
  set_secret (&place, AHADI_SLOT_PASSPHRASE, "an entirely new one");
  g_assert_true (
      g_file_get_contents (place.vault->database_path, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);
}

static void
test_the_recovery_code_opens_too (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (AhadiSecret) code = ahadi_secret_new_from ("123456789", 9);
  g_autoptr (GError) error = NULL;

  place.folder = g_dir_make_tmp (NULL, &error);
  g_assert_no_error (error);
  place.vault = ahadi_vault_create (place.folder, passphrase, code,
                                    ahadi_slot_cost_minimum (), &error);
  g_assert_no_error (error);
  shut (&place);
  place.vault = open_with (&place, AHADI_SLOT_RECOVERY_CODE, "123456789", &error);
  g_assert_no_error (error);
  shut (&place);
  place.vault = open_again (&place, &error);
  g_assert_no_error (error);
}

static void
copy_slots (Place *place, const char *from, const char *to)
{
  g_autofree char *source = g_build_filename (place->folder, from, NULL);
  g_autofree char *target = g_build_filename (place->folder, to, NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (target, bytes, (gssize) size, NULL));
}

/* A change of passphrase that was cut between the new file and the end. */
static void
make_cut_change (Place *place)
{
  place_open (place);
  copy_slots (place, "slots", "slots.kept");
  set_secret (place, AHADI_SLOT_PASSPHRASE, "an entirely new one");
  copy_slots (place, "slots.kept", "slots.bak");
  shut (place);
}

static void
test_either_secret_opens_after_a_change_that_was_cut (void)
{
  g_auto (Place) old = { 0 };
  g_auto (Place) new = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  make_cut_change (&old);
  old.vault = open_again (&old, &error);
  g_assert_no_error (error);
  shut (&old);
  g_assert_null (open_with (&old, AHADI_SLOT_PASSPHRASE, "an entirely new one", &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  g_clear_error (&error);

  make_cut_change (&new);
  new.vault = open_with (&new, AHADI_SLOT_PASSPHRASE, "an entirely new one", &error);
  g_assert_no_error (error);
  kept = g_build_filename (new.folder, "slots.bak", NULL);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  shut (&new);
  g_assert_null (open_again (&new, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
}

/* No file of this process can grow beyond @bytes; 0: as before. */
static void
limit_files (guint64 bytes)
{
  static struct rlimit before;
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  if (bytes != 0)
    before = limit;
  limit.rlim_cur = bytes != 0 ? bytes : before.rlim_cur;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Not only the vault: what is written of it afterwards, a backup, keeps to what people
 * were told. */
static void
test_a_change_that_fails_leaves_the_old_secret (void)
{
  g_auto (Place) place = { 0 };
  Place copy = { 0 };
  g_autoptr (AhadiSecret) fresh = ahadi_secret_new_from ("an entirely new one", 19);
  g_autoptr (GError) error = NULL;
  g_autofree char *backups = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GDir) dir = NULL;

  place_open (&place);
  place_add_member (&place, "Njeri", NULL);
  limit_files (100);
  g_assert_false (ahadi_vault_set_secret (place.vault, AHADI_SLOT_PASSPHRASE, fresh,
                                          ahadi_slot_cost_minimum (), &error));
  limit_files (0);
  g_assert_nonnull (error);
  g_clear_error (&error);
  assert_ok (ahadi_vault_backup (place.vault, NULL, &error));

  backups = g_build_filename (place.folder, "backups", NULL);
  dir = g_dir_open (backups, 0, NULL);
  path = g_build_filename (backups, g_dir_read_name (dir), NULL);
  copy.folder = path;
  place_reopen (&copy);
  shut (&copy);
  place_reopen (&place);

  /* It can be tried again at once. */
  set_secret (&place, AHADI_SLOT_PASSPHRASE, "an entirely new one");
  shut (&place);
  place.vault = open_with (&place, AHADI_SLOT_PASSPHRASE, "an entirely new one", &error);
  g_assert_no_error (error);
}

static void
test_what_a_killed_change_was_writing_goes (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *half = NULL;

  place_open (&place);
  half = g_build_filename (place.folder, ".slots.0123456789abcdef.tmp", NULL);
  g_assert_true (g_file_set_contents (half, "AHADIKS1", -1, NULL));
  place_reopen (&place);
  g_assert_false (g_file_test (half, G_FILE_TEST_EXISTS));
}

static void
test_torn_slots_are_taken_from_the_kept_file (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *slots = NULL;

  place_open (&place);
  shut (&place);
  copy_slots (&place, "slots", "slots.bak");
  slots = g_build_filename (place.folder, "slots", NULL);
  g_assert_true (g_file_set_contents (slots, "AHADIKS1 torn", -1, NULL));

  place.vault = open_again (&place, &error);
  g_assert_no_error (error);
  shut (&place);
  place.vault = open_again (&place, &error);
  g_assert_no_error (error);
}

/* --- Who may open --------------------------------------------------------- */

/* Opens in another process. Returns: whether it was told that the vault is busy. */
static gboolean
is_busy_for_another (Place *place)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      g_autoptr (GError) error = NULL;
      AhadiVault *vault = open_again (place, &error);

      _exit (vault == NULL &&
                     g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_BUSY)
                 ? 0
                 : 1);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

static void
test_a_second_process_is_told_that_it_is_open (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  g_assert_true (is_busy_for_another (&place));
  g_assert_null (open_again (&place, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_BUSY);
  shut (&place);
  g_assert_false (is_busy_for_another (&place));
}

static void
test_a_newer_vault_is_refused_untouched (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  place_open (&place);
  assert_ok (ahadi_database_exec (place.vault->database, "PRAGMA user_version = 99",
                                  "test", &error));
  shut (&place);
  before = place_describe_files (&place);
  g_assert_null (open_again (&place, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NEWER);
  after = place_describe_files (&place);
  g_assert_cmpstr (before, ==, after);
}

/* Runs @sql in a process that ends without closing, so that a write-ahead log stays. */
static void
exec_and_die (Place *place, const char *sql)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      g_autoptr (GError) error = NULL;
      AhadiVault *vault = open_again (place, &error);

      _exit (vault != NULL && ahadi_database_exec (vault->database, sql, "test", &error)
                 ? 0
                 : 1);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

static void
test_a_newer_vault_with_a_log_is_refused_untouched (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *log = NULL;

  place_open (&place);
  log = g_strconcat (place.vault->database_path, "-wal", NULL);
  shut (&place);
  exec_and_die (&place, "PRAGMA user_version = 99");
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));

  before = place_describe_files (&place);
  g_assert_null (open_again (&place, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NEWER);
  after = place_describe_files (&place);
  g_assert_cmpstr (before, ==, after);
}

static void
test_slots_of_another_age_are_an_old_copy (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *other = NULL;

  place_open (&place);
  assert_ok (ahadi_database_exec (place.vault->database,
                                  "UPDATE state SET generation = 2", "test", &error));
  path = g_strdup (place.vault->database_path);
  shut (&place);
  g_assert_null (open_again (&place, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_OLD_COPY);
  g_clear_error (&error);

  other = g_build_filename (place.folder, "vault-2.db", NULL);
  g_assert_cmpint (g_rename (path, other), ==, 0);
  g_assert_null (open_again (&place, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_OLD_COPY);
}

/* --- What is on the disk -------------------------------------------------- */

static gboolean
any_file_has (const char *folder, const char *needle)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      if (g_file_get_contents (path, &bytes, &size, NULL)
              ? memmem (bytes, size, needle, strlen (needle)) != NULL
              : any_file_has (path, needle))
        return TRUE;
    }

  return FALSE;
}

static void
test_no_file_shows_what_is_kept (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  for (guint i = 0; i < 50; i++)
    place_add_member (&place, "Nyamvula Needleworth", "+254799887766");
  assert_ok (ahadi_settings_set_text (place.vault, "role", "needle-of-role", &error));
  assert_ok (ahadi_vault_backup (place.vault, NULL, &error));

  /* Open, so that the log is looked at too. */
  g_assert_true (any_file_has (place.folder, "AHADIKS1"));
  g_assert_false (any_file_has (place.folder, "Needle"));
  g_assert_false (any_file_has (place.folder, "needle"));
  g_assert_false (any_file_has (place.folder, "54799887766"));
  g_assert_false (any_file_has (place.folder, "CREATE TABLE"));
  g_assert_false (any_file_has (place.folder, "SQLite format"));
  shut (&place);
  g_assert_false (any_file_has (place.folder, "needle"));
  g_assert_false (any_file_has (place.folder, "SQLite format"));
}

static void
test_a_plain_database_is_refused (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  place_open (&place);
  path = g_strdup (place.vault->database_path);
  shut (&place);
  g_assert_true (g_file_set_contents (path, "SQLite format 3\0 and so on", 26, NULL));
  g_assert_null (open_again (&place, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_LIBRARY);
}

static void
test_a_damaged_database_is_said_to_be_corrupt (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  place_open (&place);
  path = g_strdup (place.vault->database_path);
  shut (&place);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  bytes[100] ^= 1;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  g_assert_null (open_again (&place, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
  g_clear_error (&error);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_null (open_again (&place, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_the_vault_is_for_its_owner_only (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (GError) error = NULL;
  g_autofree char *inner = NULL;
  g_autoptr (GDir) files = NULL;
  const char *name;
  struct stat info;

  place.folder = g_dir_make_tmp (NULL, &error);
  inner = g_build_filename (place.folder, "deep", "one.ahadivault", NULL);
  place.vault =
      ahadi_vault_create (inner, passphrase, NULL, ahadi_slot_cost_minimum (), &error);
  g_assert_no_error (error);
  g_assert_cmpint (stat (inner, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);

  files = g_dir_open (inner, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (inner, name, NULL);

      g_assert_cmpint (stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0077, ==, 0);
    }
}

/* --- Creating ------------------------------------------------------------- */

static void
test_a_relative_folder_stays_the_same_one (void)
{
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autofree char *before = g_get_current_dir ();
  g_autoptr (GError) error = NULL;
  g_auto (Place) place = { NULL };
  g_autofree char *parent = NULL;
  g_autofree char *name = NULL;

  place_open (&place);
  place_add_member (&place, "Wanjiru", NULL);
  shut (&place);
  parent = g_path_get_dirname (place.folder);
  name = g_path_get_basename (place.folder);

  g_assert_cmpint (g_chdir (parent), ==, 0);
  place.vault = ahadi_vault_open (name, AHADI_SLOT_PASSPHRASE, passphrase, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chdir (before), ==, 0);

  g_assert_cmpstr (ahadi_vault_get_folder (place.vault), ==, place.folder);
  assert_ok (ahadi_vault_backup (place.vault, NULL, &error));
  place_assert_sound (&place);
}

static void
test_creating_over_a_vault_is_refused (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (GError) error = NULL;
  g_autofree char *slots = NULL;

  place_open (&place);
  assert_ok (ahadi_vault_backup (place.vault, NULL, &error));
  shut (&place);
  g_assert_null (ahadi_vault_create (place.folder, passphrase, NULL,
                                     ahadi_slot_cost_minimum (), &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS);
  g_clear_error (&error);

  /* Nor where the slots are lost but a backup could still be opened. */
  slots = g_build_filename (place.folder, "slots", NULL);
  g_assert_cmpint (g_unlink (slots), ==, 0);
  g_assert_false (ahadi_vault_exists (place.folder));
  g_assert_null (ahadi_vault_create (place.folder, passphrase, NULL,
                                     ahadi_slot_cost_minimum (), &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS);
}

static void
test_what_a_killed_creation_left_does_not_matter (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (GError) error = NULL;
  g_autofree char *slots = NULL;

  place_open (&place);
  shut (&place);
  slots = g_build_filename (place.folder, "slots", NULL);
  g_assert_cmpint (g_unlink (slots), ==, 0);
  g_assert_null (open_again (&place, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  place.vault = ahadi_vault_create (place.folder, passphrase, NULL,
                                    ahadi_slot_cost_minimum (), &error);
  g_assert_no_error (error);
  assert_ok (ahadi_vault_set_author (place.vault, ORG, &place.device, &error));
  place_add_member (&place, "Njeri", NULL);
  place_assert_sound (&place);
}

static void
test_a_creation_that_fails_leaves_nothing (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (GError) error = NULL;
  g_autofree char *inner = NULL;
  g_autofree char *parent = NULL;
  const AhadiSlotCost too_cheap = { 1, 1024 };

  place.folder = g_dir_make_tmp (NULL, &error);
  parent = g_build_filename (place.folder, "deep", NULL);
  inner = g_build_filename (parent, "one.ahadivault", NULL);
  g_assert_null (ahadi_vault_create (inner, passphrase, NULL, too_cheap, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (parent, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (place.folder, G_FILE_TEST_EXISTS));
}

/* --- Kill ----------------------------------------------------------------- */

/* Saves until it is killed, and says each save that was committed. */
static void
save_for_ever (Place *place, int said)
{
  g_autoptr (GError) error = NULL;

  place->vault = open_again (place, &error);
  for (guint i = 0; place->vault != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("Kill %u", i);

      place_add_member (place, name, NULL);
      if (write (said, "x", 1) != 1)
        _exit (1);
    }
  _exit (1);
}

static guint64
kill_while_saving (Place *place, GRand *random)
{
  int pipe_fds[2];
  guint64 said = 0;
  pid_t child;
  char byte;

  g_assert_cmpint (pipe (pipe_fds), ==, 0);
  child = fork ();
  if (child == 0)
    save_for_ever (place, pipe_fds[1]);

  close (pipe_fds[1]);
  g_assert_cmpint (read (pipe_fds[0], &byte, 1), ==, 1);
  said++;
  g_usleep ((gulong) g_rand_int_range (random, 0, 40000));
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  while (read (pipe_fds[0], &byte, 1) == 1)
    said++;
  close (pipe_fds[0]);
  return said;
}

static void
test_killed_while_saving_loses_nothing_that_was_said (void)
{
  g_auto (Place) place = { 0 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint64 said = 0;

  g_test_message ("seed %u", seed);
  place_open (&place);
  shut (&place);
  for (guint i = 0; i < 6; i++)
    {
      said += kill_while_saving (&place, random);
      place_reopen (&place);
      g_assert_cmpuint (place_get_stream (&place).last, >=, said);
      said = place_get_stream (&place).last;
      place_assert_sound (&place);
      shut (&place);
    }
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/vault/a-wrong-passphrase-opens-nothing",
                   test_a_wrong_passphrase_opens_nothing);
  g_test_add_func ("/store/vault/a-changed-passphrase-replaces-the-old-one",
                   test_a_changed_passphrase_replaces_the_old_one);
  g_test_add_func ("/store/vault/the-database-is-not-touched-by-a-new-passphrase",
                   test_the_database_is_not_touched_by_a_new_passphrase);
  g_test_add_func ("/store/vault/the-recovery-code-opens-too",
                   test_the_recovery_code_opens_too);
  g_test_add_func ("/store/vault/either-secret-opens-after-a-change-that-was-cut",
                   test_either_secret_opens_after_a_change_that_was_cut);
  g_test_add_func ("/store/vault/a-change-that-fails-leaves-the-old-secret",
                   test_a_change_that_fails_leaves_the_old_secret);
  g_test_add_func ("/store/vault/what-a-killed-change-was-writing-goes",
                   test_what_a_killed_change_was_writing_goes);
  g_test_add_func ("/store/vault/torn-slots-are-taken-from-the-kept-file",
                   test_torn_slots_are_taken_from_the_kept_file);
  g_test_add_func ("/store/vault/a-second-process-is-told-that-it-is-open",
                   test_a_second_process_is_told_that_it_is_open);
  g_test_add_func ("/store/vault/a-newer-vault-is-refused-untouched",
                   test_a_newer_vault_is_refused_untouched);
  g_test_add_func ("/store/vault/a-newer-vault-with-a-log-is-refused-untouched",
                   test_a_newer_vault_with_a_log_is_refused_untouched);
  g_test_add_func ("/store/vault/slots-of-another-age-are-an-old-copy",
                   test_slots_of_another_age_are_an_old_copy);
  g_test_add_func ("/store/vault/no-file-shows-what-is-kept",
                   test_no_file_shows_what_is_kept);
  g_test_add_func ("/store/vault/a-plain-database-is-refused",
                   test_a_plain_database_is_refused);
  g_test_add_func ("/store/vault/a-damaged-database-is-said-to-be-corrupt",
                   test_a_damaged_database_is_said_to_be_corrupt);
  g_test_add_func ("/store/vault/the-vault-is-for-its-owner-only",
                   test_the_vault_is_for_its_owner_only);
  g_test_add_func ("/store/vault/a-relative-folder-stays-the-same-one",
                   test_a_relative_folder_stays_the_same_one);
  g_test_add_func ("/store/vault/creating-over-a-vault-is-refused",
                   test_creating_over_a_vault_is_refused);
  g_test_add_func ("/store/vault/what-a-killed-creation-left-does-not-matter",
                   test_what_a_killed_creation_left_does_not_matter);
  g_test_add_func ("/store/vault/a-creation-that-fails-leaves-nothing",
                   test_a_creation_that_fails_leaves_nothing);
  g_test_add_func ("/store/vault/killed-while-saving-loses-nothing-that-was-said",
                   test_killed_while_saving_loses_nothing_that_was_said);
  return g_test_run ();
}
