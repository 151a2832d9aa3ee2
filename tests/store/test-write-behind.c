/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-write-behind.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlcipher/sqlite3.h>
#include <string.h>
#include <sys/resource.h>

#define FILE_MAX (8 * 1024 * 1024)
#define WRITE_MAX (80 * 1024) /* more than is gathered at once */
#define N_STEPS 4000

/* A file as SQLite opens it, beside what it must hold. */
typedef struct
{
  char *folder;
  char *database; /* whose log it is, or itself */
  char *path;
  sqlite3_file *file;
  guint8 *model;
  sqlite3_int64 size;
  GRand *random;
} Fixture;

static void
open_file (Fixture *self, int kind)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (ahadi_write_behind_get_name ());
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | kind;

  self->folder = g_dir_make_tmp ("ahadi-XXXXXX", NULL);
  self->database = g_build_filename (self->folder, "file", NULL);
  g_assert_true (g_file_set_contents (self->database, "", 0, NULL));
  /* SQLite asks for what follows the name, too: two more NULs. */
  self->path = g_strdup_printf ("%s%s%c%c", self->database,
                                kind == SQLITE_OPEN_WAL ? "-wal" : "", 0, 0);
  self->file = g_malloc0 ((gsize) vfs->szOsFile);
  g_assert_cmpint (vfs->xOpen (vfs, self->path, self->file, flags, NULL), ==, SQLITE_OK);
  self->model = g_malloc0 (FILE_MAX + WRITE_MAX);
  self->random = g_rand_new_with_seed (4);
}

static void
close_file (Fixture *self)
{
  g_unlink (self->path);
  g_unlink (self->database);
  g_rmdir (self->folder);
  g_free (self->database);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->file);
  g_free (self->model);
  g_rand_free (self->random);
}

/* Mostly one behind the other, as pages go into a log. */
static void
write_some (Fixture *self, sqlite3_int64 *at)
{
  int size = g_rand_int_range (self->random, 1, 20) == 1
                 ? g_rand_int_range (self->random, 1, WRITE_MAX)
                 : 4096;

  if (*at > FILE_MAX - size || g_rand_int_range (self->random, 0, 50) == 0)
    *at = g_rand_int_range (self->random, 0, FILE_MAX - size);
  for (int i = 0; i < size; i++)
    self->model[*at + i] = (guint8) g_rand_int (self->random);
  g_assert_cmpint (
      self->file->pMethods->xWrite (self->file, self->model + *at, size, *at), ==,
      SQLITE_OK);
  *at += size;
  self->size = MAX (self->size, *at);
}

static void
read_some (Fixture *self)
{
  guint8 bytes[5000];
  int size = g_rand_int_range (self->random, 1, sizeof bytes);
  sqlite3_int64 at = g_rand_int_range (self->random, 0, FILE_MAX - size);
  int code = self->file->pMethods->xRead (self->file, bytes, size, at);

  g_assert_cmpint (code, ==,
                   at + size <= self->size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ);
  g_assert_cmpmem (bytes, size, self->model + at, size);
}

static void
cut_some (Fixture *self)
{
  sqlite3_int64 size = g_rand_int_range (self->random, 0, FILE_MAX);

  if (size >= self->size)
    return;
  memset (self->model + size, 0, (gsize) (self->size - size));
  self->size = size;
  g_assert_cmpint (self->file->pMethods->xTruncate (self->file, size), ==, SQLITE_OK);
}

static void
assert_on_disk (Fixture *self)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (self->path, &bytes, &size, NULL));
  g_assert_cmpmem (bytes, size, self->model, (gsize) self->size);
}

static void
step (Fixture *self, sqlite3_int64 *at)
{
  int what = g_rand_int_range (self->random, 0, 400);
  sqlite3_int64 size;

  if (what == 0)
    cut_some (self);
  else if (what < 3)
    {
      g_assert_cmpint (self->file->pMethods->xSync (self->file, SQLITE_SYNC_NORMAL), ==,
                       SQLITE_OK);
      assert_on_disk (self);
    }
  else if (what < 5)
    {
      g_assert_cmpint (self->file->pMethods->xFileSize (self->file, &size), ==,
                       SQLITE_OK);
      g_assert_cmpint (size, ==, self->size);
    }
  else if (what < 20)
    read_some (self);
  else
    write_some (self, at);
}

static void
test_as_if_written_at_once (gconstpointer data)
{
  Fixture self = { NULL };
  sqlite3_int64 at = 0;

  open_file (&self, GPOINTER_TO_INT (data));
  for (guint i = 0; i < N_STEPS; i++)
    step (&self, &at);

  g_assert_cmpint (self.file->pMethods->xClose (self.file), ==, SQLITE_OK);
  assert_on_disk (&self);
  close_file (&self);
}

/* --- failing ------------------------------------------------------------------ */

/* Beyond it a write fails (EFBIG), as on a full disk. */
static void
limit_files (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size == 0 ? limit.rlim_max : size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_a_failed_write_is_told_by_the_sync (void)
{
  Fixture self = { NULL };
  int code = SQLITE_OK;

  open_file (&self, SQLITE_OPEN_WAL);
  limit_files (1024 * 1024);
  for (sqlite3_int64 at = 0; at < FILE_MAX && code == SQLITE_OK; at += 4096)
    code = self.file->pMethods->xWrite (self.file, self.model, 4096, at);
  if (code == SQLITE_OK)
    code = self.file->pMethods->xSync (self.file, SQLITE_SYNC_NORMAL);
  g_assert_cmpint (code & 0xff, ==, SQLITE_IOERR);
  limit_files (0);

  /* It was told: what comes now is new. */
  g_assert_cmpint (self.file->pMethods->xWrite (self.file, self.model, 4096, 0), ==,
                   SQLITE_OK);
  g_assert_cmpint (self.file->pMethods->xSync (self.file, SQLITE_SYNC_NORMAL), ==,
                   SQLITE_OK);
  g_assert_cmpint (self.file->pMethods->xClose (self.file), ==, SQLITE_OK);
  close_file (&self);
}

static int
run (sqlite3 *database, const char *sql)
{
  return sqlite3_exec (database, sql, NULL, NULL, NULL);
}

static gint64
ask_number (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *ask = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &ask, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (ask), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (ask, 0);
  sqlite3_finalize (ask);
  return value;
}

static gint64
count (sqlite3 *database)
{
  return ask_number (database, "SELECT count (*) FROM t");
}

#define FILL                                                                             \
  "INSERT INTO t SELECT randomblob (1000) FROM ("                                        \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"      \
  "SELECT i FROM n)"

/* A transaction that outgrows the cache writes pages long before it ends. */
static void
test_no_commit_without_its_pages (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ahadi-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "file.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database,
                                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                    ahadi_write_behind_get_name ()),
                   ==, SQLITE_OK);
  g_assert_cmpint (run (database, "PRAGMA locking_mode = EXCLUSIVE;"
                                  "PRAGMA journal_mode = WAL;"
                                  "PRAGMA synchronous = FULL;"
                                  "PRAGMA wal_autocheckpoint = 0;"
                                  "PRAGMA cache_size = -256;"
                                  "CREATE TABLE t (x);" FILL),
                   ==, SQLITE_OK);

  limit_files (8 * 1024 * 1024);
  g_assert_cmpint (run (database, FILL), !=, SQLITE_OK);
  limit_files (0);
  ahadi_write_behind_forget (database);
  g_assert_cmpint (count (database), ==, 5000);
  g_assert_cmpint (run (database, FILL), ==, SQLITE_OK);
  sqlite3_close (database);

  database = NULL;
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (count (database), ==, 10000);
  g_assert_cmpint (ask_number (database, "SELECT integrity_check = 'ok' "
                                         "FROM pragma_integrity_check"),
                   ==, 1);
  sqlite3_close (database);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  signal (SIGXFSZ, SIG_IGN);

  g_test_add_data_func ("/store/write-behind/a-log-is-as-if-written-at-once",
                        GINT_TO_POINTER (SQLITE_OPEN_WAL), test_as_if_written_at_once);
  g_test_add_data_func ("/store/write-behind/a-database-is-as-if-written-at-once",
                        GINT_TO_POINTER (SQLITE_OPEN_MAIN_DB),
                        test_as_if_written_at_once);
  g_test_add_func ("/store/write-behind/a-failed-write-is-told-by-the-sync",
                   test_a_failed_write_is_told_by_the_sync);
  g_test_add_func ("/store/write-behind/no-commit-without-its-pages",
                   test_no_commit_without_its_pages);

  return g_test_run ();
}
