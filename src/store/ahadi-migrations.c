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

gboolean
ahadi_migrations_run (AhadiDatabase *database, int version, GError **error)
{
  g_auto (GStrv) names = ahadi_statements_list_migrations ();

  for (guint i = version; names[i] != NULL; i++)
    if (!run_one (database, names[i], error))
      return FALSE;

  return TRUE;
}
