/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-migrations.h"

#include "ahadi-statements.h"
#include "ahadi-store-error.h"

int
ahadi_migrations_get_newest (void)
{
  g_auto (GStrv) names = ahadi_statements_list_migrations ();

  return g_strv_length (names);
}

static gboolean
read_number (AhadiDatabase *database, const char *name, gint64 *value, GError **error)
{
  g_autoptr (AhadiStatement) statement = ahadi_database_prepare (database, name, error);

  return statement != NULL && ahadi_statement_get_number (statement, value, error);
}

gboolean
ahadi_migrations_read_version (AhadiDatabase *database, int *version, GError **error)
{
  gint64 found;
  gint64 application;

  if (!read_number (database, "user-version", &found, error) ||
      !read_number (database, "application-id", &application, error))
    return FALSE;

  if (application != AHADI_APPLICATION_ID || found < 1)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                   "cannot open the database: it is not a vault's");
      return FALSE;
    }

  if (found > ahadi_migrations_get_newest ())
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NEWER,
                   "cannot open the database: it is of version %" G_GINT64_FORMAT
                   ", this program knows up to %d",
                   found, ahadi_migrations_get_newest ());
      return FALSE;
    }

  *version = found;
  return TRUE;
}

static gboolean
run_one (AhadiDatabase *database, const char *name, GError **error)
{
  g_autofree char *sql = ahadi_statements_read_migration (name);
  static const char action[] = "cannot bring the database up to date";

  if (!ahadi_database_exec (database, "BEGIN IMMEDIATE", action, error))
    return FALSE;

  if (ahadi_database_exec (database, sql, action, error) &&
      ahadi_database_exec (database, "COMMIT", action, error))
    return TRUE;

  sqlite3_exec (ahadi_database_get_handle (database), "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/* --- FTS5 --------------------------------------------------------------------- */

/*
 * Versions 11 to 13 had tables of FTS5 that name a tokenizer of ours: to be made, on the
 * way from version 1, or dropped they need one of this name. Nothing is put into them.
 */
#define OLD_TOKENIZER "ahadi"

static int
create (void *data, const char **arguments, int n, Fts5Tokenizer **tokenizer)
{
  static char nothing;

  *tokenizer = (Fts5Tokenizer *) &nothing;
  return SQLITE_OK;
}

static void
drop (Fts5Tokenizer *tokenizer)
{
}

static int
tokenize (Fts5Tokenizer *tokenizer,
          void *context,
          int flags,
          const char *text,
          int size,
          int (*take) (void *, int, const char *, int, int, int))
{
  return SQLITE_ERROR;
}

static gboolean
register_tokenizer (AhadiDatabase *database, GError **error)
{
  sqlite3 *handle = ahadi_database_get_handle (database);
  fts5_tokenizer tokenizer = { create, drop, tokenize };
  sqlite3_stmt *ask = NULL;
  fts5_api *api = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT fts5(?1)", -1, &ask, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (ask, 1, (void *) &api, "fts5_api_ptr", NULL);
      sqlite3_step (ask);
    }
  sqlite3_finalize (ask);
  if (api != NULL &&
      api->xCreateTokenizer (api, OLD_TOKENIZER, NULL, &tokenizer, NULL) == SQLITE_OK)
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_LIBRARY,
                       "cannot bring the database up to date: its library has no "
                       "full-text search, which older versions need");
  return FALSE;
}

gboolean
ahadi_migrations_run (AhadiDatabase *database, int version, GError **error)
{
  g_auto (GStrv) names = ahadi_statements_list_migrations ();

  if (!register_tokenizer (database, error))
    return FALSE;

  for (guint i = version; names[i] != NULL; i++)
    if (!run_one (database, names[i], error))
      return FALSE;

  return TRUE;
}
