/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-database.h"

#include <dlfcn.h>
#include <glib/gstdio.h>
#include <string.h>

#include "place.h"
#include "store/ahadi-vault-private.h"

/* gcc says it with a macro, clang with a feature. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

#define SYSTEM_SQLITE "/usr/lib/x86_64-linux-gnu/libsqlite3.so.0"

typedef struct
{
  char *folder;
  char *path;
  AhadiSecret *key;
  AhadiDatabase *database;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp (NULL, &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "a?b%20#c.db", NULL);
  fixture->key = ahadi_secret_new_random (32);
  fixture->database =
      ahadi_database_open (fixture->path, fixture->key, AHADI_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  assert_ok (ahadi_database_exec (fixture->database,
                                  "CREATE TABLE setting (name TEXT PRIMARY KEY, value)",
                                  "test", &error));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ahadi_database_close (fixture->database);
  ahadi_secret_unref (fixture->key);
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
test_another_key_is_corrupt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AhadiSecret) other = ahadi_secret_new_random (32);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->database, ahadi_database_close);
  g_assert_null (ahadi_database_open (fixture->path, other, AHADI_DATABASE_OPEN, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
  g_clear_error (&error);
  fixture->database =
      ahadi_database_open (fixture->path, fixture->key, AHADI_DATABASE_OPEN, &error);
  g_assert_no_error (error);
}

/* --- The key -------------------------------------------------------------- */

#define PAGE 4096
#define SALT 16
#define TAG 64

static void
hmac_sha512 (const guint8 *key,
             gsize key_size,
             const guint8 *first,
             gsize first_size,
             const guint8 last[4],
             guint8 out[TAG])
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA512, key, key_size);
  gsize size = TAG;

  g_hmac_update (hmac, first, (gssize) first_size);
  if (last != NULL)
    g_hmac_update (hmac, last, 4);
  g_hmac_get_digest (hmac, out, &size);
}

/* As SQLCipher 4 makes it: PBKDF2-HMAC-SHA512, two rounds, of a salt XOR 0x3a. */
static void
derive_tag_key (const guint8 *key, const guint8 *salt, guint8 out[TAG])
{
  static const guint8 block[4] = { 0, 0, 0, 1 };
  guint8 other_salt[SALT];
  guint8 round[TAG];

  for (guint i = 0; i < SALT; i++)
    other_salt[i] = salt[i] ^ 0x3a;
  hmac_sha512 (key, 32, other_salt, SALT, block, out);
  hmac_sha512 (key, 32, out, TAG, NULL, round);
  for (guint i = 0; i < TAG; i++)
    out[i] ^= round[i];
}

/* A key of another shape (63 digits, or the bytes as they are) would be stretched as a
 * passphrase, without an error. Here the tag of the first page is computed from the 32
 * bytes alone. */
static void
test_the_key_is_taken_as_it_is (Fixture *fixture, gconstpointer data)
{
  static const guint8 page_number[4] = { 1, 0, 0, 0 };
  g_autofree char *text = NULL;
  const guint8 *page;
  guint8 tag_key[TAG];
  guint8 tag[TAG];
  gsize size;

  g_clear_pointer (&fixture->database, ahadi_database_close);
  g_assert_true (g_file_get_contents (fixture->path, &text, &size, NULL));
  g_assert_cmpuint (size, >=, PAGE);
  page = (const guint8 *) text;
  derive_tag_key (ahadi_secret_get_bytes (fixture->key), page, tag_key);
  hmac_sha512 (tag_key, 32, page + SALT, PAGE - SALT - TAG, page_number, tag);
  g_assert_cmpmem (tag, TAG, page + PAGE - TAG, TAG);
}

/* --- Settings ------------------------------------------------------------- */

static char *
read_pragma_text (AhadiDatabase *database, const char *sql)
{
  sqlite3_stmt *stmt;
  char *text;

  g_assert_cmpint (
      sqlite3_prepare_v2 (ahadi_database_get_handle (database), sql, -1, &stmt, NULL), ==,
      SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  text = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  return text;
}

static gint64
read_pragma (AhadiDatabase *database, const char *sql)
{
  g_autofree char *text = read_pragma_text (database, sql);

  return g_ascii_strtoll (text, NULL, 10);
}

static void
test_held_alone_with_a_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *journal = read_pragma_text (fixture->database, "PRAGMA journal_mode");
  g_autofree char *locking = read_pragma_text (fixture->database, "PRAGMA locking_mode");

  g_assert_cmpstr (journal, ==, "wal");
  g_assert_cmpstr (locking, ==, "exclusive");
  g_assert_cmpint (read_pragma (fixture->database, "PRAGMA cipher_memory_security"), ==,
                   0);
}

static void
test_durable_and_in_memory_where_it_must_be (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (read_pragma (fixture->database, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (read_pragma (fixture->database, "PRAGMA temp_store"), ==, 2);
  g_assert_cmpint (read_pragma (fixture->database, "PRAGMA secure_delete"), ==, 1);
  g_assert_cmpint (read_pragma (fixture->database, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (read_pragma (fixture->database, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint (read_pragma (fixture->database, "PRAGMA cell_size_check"), ==, 1);
  g_assert_cmpint (read_pragma (fixture->database, "PRAGMA cache_size"), >=, -32768);
}

static void
test_there_is_no_shared_memory_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *shared = g_strconcat (fixture->path, "-shm", NULL);

  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (shared, G_FILE_TEST_EXISTS));
  g_clear_pointer (&fixture->database, ahadi_database_close);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_a_statement_in_use_is_not_shared (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiStatement) first =
      ahadi_database_prepare (fixture->database, "setting-get", &error);
  g_autoptr (AhadiStatement) second =
      ahadi_database_prepare (fixture->database, "setting-get", &error);
  AhadiStatement *third;

  g_assert_true (first != second);
  third = g_steal_pointer (&first);
  ahadi_statement_release (third);
  first = ahadi_database_prepare (fixture->database, "setting-get", &error);
  g_assert_true (first == third);
}

static void
test_a_released_statement_forgets_its_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiStatement) set =
      ahadi_database_prepare (fixture->database, "setting-set", &error);
  AhadiStatement *get;
  gboolean row;

  ahadi_statement_bind_text (set, 1, "a");
  ahadi_statement_bind_text (set, 2, "b");
  assert_ok (ahadi_statement_run (set, &error));
  for (guint i = 0; i < 2; i++)
    {
      get = ahadi_database_prepare (fixture->database, "setting-get", &error);
      if (i == 0)
        ahadi_statement_bind_text (get, 1, "a");
      assert_ok (ahadi_statement_next (get, &row, &error));
      g_assert_cmpint (row, ==, i == 0);
      ahadi_statement_release (get);
    }
}

static void
test_a_full_database_is_no_space (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (100000, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiStatement) set =
      ahadi_database_prepare (fixture->database, "setting-set", &error);

  assert_ok (
      ahadi_database_exec (fixture->database, "PRAGMA max_page_count = 8", "t", &error));
  ahadi_statement_bind_text (set, 1, "a");
  ahadi_statement_bind_text (set, 2, large);
  g_assert_false (ahadi_statement_run (set, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NO_SPACE);
}

static void
test_inspecting_writes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiDatabase) database = NULL;
  g_autoptr (GDir) dir = NULL;

  g_clear_pointer (&fixture->database, ahadi_database_close);
  database =
      ahadi_database_open (fixture->path, fixture->key, AHADI_DATABASE_INSPECT, &error);
  g_assert_no_error (error);
  g_assert_false (ahadi_database_exec (database, "DELETE FROM setting", "test", &error));
  g_assert_nonnull (error);
  dir = g_dir_open (fixture->folder, 0, NULL);
  g_assert_nonnull (g_dir_read_name (dir));
  g_assert_null (g_dir_read_name (dir));
}

/* --- Another SQLite in front ---------------------------------------------- */

#ifndef SANITIZED
static void
check_under_preload (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *bytes = NULL;
  gsize size;

  /* The other library is there, and is the one that a plain look-up finds. */
  g_assert_nonnull (dlsym (RTLD_DEFAULT, "sqlite3_key_v2") == NULL
                        ? dlsym (RTLD_DEFAULT, "sqlite3_open_v2")
                        : NULL);
  place_open (&place);
  place_add_member (&place, "Needle", NULL);
  place_reopen (&place);
  g_assert_true (g_file_get_contents (place.vault->database_path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 16384);
  g_assert_null (memmem (bytes, size, "SQLite format 3", 15));
  g_assert_null (memmem (bytes, size, "Needle", 6));
  g_assert_null (memmem (bytes, size, "CREATE TABLE", 12));
}

#endif

static void
test_another_sqlite_in_front_changes_nothing (void)
{
#ifdef SANITIZED
  g_test_skip ("sanitizers do not start under LD_PRELOAD");
#else
  if (g_test_subprocess ())
    {
      check_under_preload ();
      return;
    }

  if (!g_file_test (SYSTEM_SQLITE, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there is no other SQLite library here");
      return;
    }

  g_setenv ("LD_PRELOAD", SYSTEM_SQLITE, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_unsetenv ("LD_PRELOAD");
  g_test_trap_assert_passed ();
#endif
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/database/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  add ("another-key-is-corrupt", test_another_key_is_corrupt);
  add ("the-key-is-taken-as-it-is", test_the_key_is_taken_as_it_is);
  add ("held-alone-with-a-log", test_held_alone_with_a_log);
  add ("durable-and-in-memory-where-it-must-be",
       test_durable_and_in_memory_where_it_must_be);
  add ("there-is-no-shared-memory-file", test_there_is_no_shared_memory_file);
  add ("a-statement-in-use-is-not-shared", test_a_statement_in_use_is_not_shared);
  add ("a-released-statement-forgets-its-values",
       test_a_released_statement_forgets_its_values);
  add ("a-full-database-is-no-space", test_a_full_database_is_no_space);
  add ("inspecting-writes-nothing", test_inspecting_writes_nothing);
  g_test_add_func ("/store/database/another-sqlite-in-front-changes-nothing",
                   test_another_sqlite_in_front_changes_nothing);
  return g_test_run ();
}
