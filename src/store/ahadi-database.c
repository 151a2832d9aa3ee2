/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ahadi-body-text.h"
#include "ahadi-old-tokenizer.h"
#include "ahadi-statements.h"
#include "ahadi-store-error.h"
#include "ahadi-write-behind.h"

/* x'<64 hex>': anything else is silently taken for a passphrase (FORMATS 8). */
#define KEY_TEXT_SIZE 67

struct _AhadiDatabase
{
  sqlite3 *handle;
  AhadiDatabaseMode mode;
  GHashTable *texts; /* name to SQL */
  GHashTable *pools; /* name to AhadiStatement **: those not in use, linked */
};

typedef struct
{
  const char *sql;
  gboolean to_write; /* not when only inspecting */
} Setup;

static const Setup setups[] = {
  { "PRAGMA cipher_log_level = NONE", FALSE },
  { "PRAGMA locking_mode = EXCLUSIVE", FALSE },
  { "PRAGMA temp_store = MEMORY", FALSE },
  { "PRAGMA trusted_schema = OFF", FALSE },
  { "PRAGMA cell_size_check = ON", FALSE },
  { "PRAGMA cache_size = -32768", FALSE },
  { "PRAGMA secure_delete = ON", TRUE },
  { "PRAGMA journal_mode = WAL", TRUE },
  { "PRAGMA synchronous = FULL", TRUE },
  { "PRAGMA foreign_keys = ON", TRUE },
  { "PRAGMA journal_size_limit = 16777216", TRUE },
};

static AhadiStoreError
classify (AhadiDatabase *self, int code)
{
  int system_errno = self != NULL ? sqlite3_system_errno (self->handle) : 0;

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return AHADI_STORE_ERROR_NO_SPACE;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return system_errno == ENOSPC || system_errno == EDQUOT ? AHADI_STORE_ERROR_NO_SPACE
                                                              : AHADI_STORE_ERROR_FAILED;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return AHADI_STORE_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return AHADI_STORE_ERROR_BUSY;
    default:
      return AHADI_STORE_ERROR_FAILED;
    }
}

gboolean
ahadi_database_fail (AhadiDatabase *self, int code, const char *action, GError **error)
{
  g_set_error (error, AHADI_STORE_ERROR, classify (self, code), "%s: %s (%d)", action,
               self != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code),
               code);
  return FALSE;
}

gboolean
ahadi_database_exec (AhadiDatabase *self,
                     const char *sql,
                     const char *action,
                     GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || ahadi_database_fail (self, code, action, error);
}

gboolean
ahadi_database_check_sealed (const char *path, GError **error)
{
  static const char plain[16] = "SQLite format 3";
  char start[sizeof plain] = { 0 };
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  ssize_t n;

  if (fd < 0)
    {
      g_set_error (error, AHADI_STORE_ERROR,
                   errno == ENOENT ? AHADI_STORE_ERROR_CORRUPT : AHADI_STORE_ERROR_FAILED,
                   "cannot open the database: %s", g_strerror (errno));
      return FALSE;
    }

  n = pread (fd, start, sizeof start, 0);
  close (fd);
  if (n == (ssize_t) sizeof start && memcmp (start, plain, sizeof start) == 0)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_LIBRARY,
                   "cannot open the database: it is not encrypted");
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_library (AhadiDatabase *self, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  gboolean is_cipher = FALSE;

  if (sqlite3_prepare_v2 (self->handle, "PRAGMA cipher_version", -1, &stmt, NULL) ==
          SQLITE_OK &&
      sqlite3_step (stmt) == SQLITE_ROW)
    is_cipher = sqlite3_column_bytes (stmt, 0) > 0;
  sqlite3_finalize (stmt);

  if (!is_cipher || strcmp (sqlite3_libversion (), SQLITE_VERSION) != 0)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_LIBRARY,
                   "cannot open the database: the library is version %s%s, not "
                   "SQLCipher with " SQLITE_VERSION,
                   sqlite3_libversion (), is_cipher ? "" : " without encryption");
      return FALSE;
    }

  return TRUE;
}

static gboolean
set_key (AhadiDatabase *self, AhadiSecret *key, GError **error)
{
  /* One byte more for the NUL that ahadi_hex_encode() writes. */
  g_autoptr (AhadiSecret) text = ahadi_secret_new (KEY_TEXT_SIZE + 1);
  char *bytes = (char *) ahadi_secret_get_bytes (text);
  int code;

  g_assert (ahadi_secret_get_size (key) == 32);
  memcpy (bytes, "x'", 2);
  ahadi_hex_encode (ahadi_secret_get_bytes (key), 32, bytes + 2);
  bytes[KEY_TEXT_SIZE - 1] = '\'';

  code = sqlite3_key_v2 (self->handle, "main", bytes, KEY_TEXT_SIZE);
  return code == SQLITE_OK ||
         ahadi_database_fail (self, code, "cannot key the database", error);
}

/* SQLite would let the group and others read, as the umask has it; its log and index get
 * the mode of the database. */
static gboolean
make_private (const char *path, GError **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0)
    return g_close (fd, error);
  ahadi_base_error_set_errno (error, errno, "make", path);
  return FALSE;
}

/* A log that is there must be read through; without one the file is whole and can be
 * opened as not to be touched at all. */
static gboolean
open_handle (AhadiDatabase *self, const char *path, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, error);
  g_autofree char *location = NULL;
  gboolean untouched;
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  int code;

  if (uri == NULL || (self->mode == AHADI_DATABASE_CREATE && !make_private (path, error)))
    return FALSE;

  untouched =
      self->mode == AHADI_DATABASE_INSPECT && !g_file_test (log, G_FILE_TEST_EXISTS);
  location = g_strconcat (uri, untouched ? "?immutable=1" : "", NULL);
  flags |= untouched ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (self->mode == AHADI_DATABASE_CREATE)
    flags |= SQLITE_OPEN_CREATE;

  code = sqlite3_open_v2 (location, &self->handle, flags, ahadi_write_behind_get_name ());
  return code == SQLITE_OK ||
         ahadi_database_fail (self, code, "cannot open the database", error);
}

static gboolean
configure (AhadiDatabase *self, GError **error)
{
  gboolean inspecting = self->mode == AHADI_DATABASE_INSPECT;

  sqlite3_extended_result_codes (self->handle, TRUE);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, inspecting ? 1 : 0,
                     NULL);

  for (guint i = 0; i < G_N_ELEMENTS (setups); i++)
    if (!(setups[i].to_write && inspecting) &&
        !ahadi_database_exec (self, setups[i].sql, "cannot open the database", error))
      return FALSE;

  return ahadi_database_exec (self, "SELECT count (*) FROM sqlite_schema",
                              "cannot open the database", error);
}

static void
free_pool (gpointer data)
{
  AhadiStatement **pool = data;

  while (*pool != NULL)
    {
      AhadiStatement *statement = *pool;

      *pool = statement->next;
      sqlite3_finalize (statement->stmt);
      g_free (statement);
    }
  g_free (pool);
}

/* A connection is used by one thread at a time and nobody asks how much memory there is:
 * no lock and no sum per allocation. */
static void
configure_library (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;

  sqlite3_config (SQLITE_CONFIG_MULTITHREAD);
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&done, 1);
}

AhadiDatabase *
ahadi_database_open (const char *path,
                     AhadiSecret *key,
                     AhadiDatabaseMode mode,
                     GError **error)
{
  g_autoptr (AhadiDatabase) self = g_new0 (AhadiDatabase, 1);

  configure_library ();
  self->mode = mode;
  self->texts = ahadi_statements_load ();
  self->pools = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_pool);

  if (mode != AHADI_DATABASE_CREATE && !ahadi_database_check_sealed (path, error))
    return NULL;

  if (!open_handle (self, path, error) || !set_key (self, key, error) ||
      !check_library (self, error) ||
      !ahadi_old_tokenizer_register (self->handle, error) ||
      !ahadi_body_text_register (self->handle, error) || !configure (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
ahadi_database_close (AhadiDatabase *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->pools);
  g_hash_table_unref (self->texts);
  if (self->handle != NULL && self->mode != AHADI_DATABASE_INSPECT)
    sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
                               NULL);
  sqlite3_close_v2 (self->handle);
  g_free (self);
}

sqlite3 *
ahadi_database_get_handle (AhadiDatabase *self)
{
  return self->handle;
}

static AhadiStatement **
find_pool (AhadiDatabase *self, const char *name)
{
  AhadiStatement **pool = g_hash_table_lookup (self->pools, name);
  gpointer key;

  if (pool == NULL && g_hash_table_lookup_extended (self->texts, name, &key, NULL))
    {
      pool = g_new0 (AhadiStatement *, 1);
      g_hash_table_insert (self->pools, key, pool);
    }

  return pool;
}

gboolean
ahadi_database_has_statement (AhadiDatabase *self, const char *name)
{
  return g_hash_table_contains (self->texts, name);
}

AhadiStatement *
ahadi_database_prepare (AhadiDatabase *self, const char *name, GError **error)
{
  AhadiStatement **pool = find_pool (self, name);
  AhadiStatement *statement;
  sqlite3_stmt *stmt;
  int code;

  if (pool == NULL)
    g_error ("there is no SQL statement named %s", name);

  if (*pool != NULL)
    {
      statement = *pool;
      *pool = statement->next;
      return statement;
    }

  code = sqlite3_prepare_v3 (self->handle, g_hash_table_lookup (self->texts, name), -1,
                             SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
  if (code != SQLITE_OK)
    {
      ahadi_database_fail (self, code, name, error);
      return NULL;
    }

  statement = g_new0 (AhadiStatement, 1);
  statement->stmt = stmt;
  statement->database = self;
  statement->home = pool;
  return statement;
}

AhadiStatement *
ahadi_database_prepare_for (AhadiDatabase *self,
                            const char *kind,
                            const char *name,
                            GError **error)
{
  gsize kind_length = strlen (kind);
  gsize name_length = strlen (name);
  char full[64];

  /* On the path of every record that is imported: no format to be read. */
  g_assert (kind_length + name_length + 2 <= sizeof full);
  memcpy (full, kind, kind_length);
  full[kind_length] = '-';
  memcpy (full + kind_length + 1, name, name_length + 1);
  return ahadi_database_prepare (self, full, error);
}

/* Binding can fail for want of memory, or by a wrong index: as with g_malloc(), there is
 * nothing to go on with. */
static void
check_bound (AhadiStatement *self, int code)
{
  if (code != SQLITE_OK)
    g_error ("cannot bind to %s: %s", sqlite3_sql (self->stmt), sqlite3_errstr (code));
}

void
ahadi_statement_bind_int (AhadiStatement *self, int index, gint64 value)
{
  check_bound (self, sqlite3_bind_int64 (self->stmt, index, value));
}

void
ahadi_statement_bind_text (AhadiStatement *self, int index, const char *text)
{
  check_bound (self, sqlite3_bind_text (self->stmt, index, text, -1, SQLITE_STATIC));
}

void
ahadi_statement_bind_bytes (AhadiStatement *self,
                            int index,
                            gconstpointer bytes,
                            gsize size)
{
  check_bound (self, sqlite3_bind_blob64 (self->stmt, index, bytes, size, SQLITE_STATIC));
}

gboolean
ahadi_statement_next (AhadiStatement *self, gboolean *row, GError **error)
{
  int code = sqlite3_step (self->stmt);

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;

  return ahadi_database_fail (self->database, code, "the database refused", error);
}

gboolean
ahadi_statement_run (AhadiStatement *self, GError **error)
{
  int code = sqlite3_step (self->stmt);

  if (code != SQLITE_DONE && code != SQLITE_ROW)
    {
      ahadi_database_fail (self->database, code, "the database refused", error);
      sqlite3_reset (self->stmt);
      return FALSE;
    }

  sqlite3_reset (self->stmt);
  return TRUE;
}

gboolean
ahadi_statement_get_number (AhadiStatement *self, gint64 *value, GError **error)
{
  gboolean row;

  if (!ahadi_statement_next (self, &row, error))
    return FALSE;

  *value = row ? sqlite3_column_int64 (self->stmt, 0) : 0;
  sqlite3_reset (self->stmt);
  return TRUE;
}

void
ahadi_statement_reset (AhadiStatement *self)
{
  sqlite3_reset (self->stmt);
}

void
ahadi_statement_release (AhadiStatement *self)
{
  if (self == NULL)
    return;

  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  self->next = *self->home;
  *self->home = self;
}

gboolean
ahadi_statement_read_bytes (AhadiStatement *self, int column, gpointer out, gsize size)
{
  gconstpointer bytes = sqlite3_column_blob (self->stmt, column);

  if (bytes == NULL || (gsize) sqlite3_column_bytes (self->stmt, column) != size)
    return FALSE;

  memcpy (out, bytes, size);
  return TRUE;
}

char *
ahadi_statement_dup_text (AhadiStatement *self, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (self->stmt, column));
}
