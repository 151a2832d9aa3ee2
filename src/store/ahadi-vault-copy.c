/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-vault-copy.h"

#include <string.h>
#include <sys/stat.h>

#include "ahadi-migrations.h"
#include "ahadi-store-error.h"
#include "ahadi-vault-files.h"
#include "ahadi-vault-private.h"

GBytes *
ahadi_vault_print_slots (AhadiVault *self)
{
  return ahadi_slots_print (self->slots);
}

const guint8 *
ahadi_vault_get_uuid (AhadiVault *self)
{
  return ahadi_slots_get_uuid (self->slots);
}

guint32
ahadi_vault_get_generation (AhadiVault *self)
{
  return ahadi_slots_get_generation (self->slots);
}

AhadiSecret *
ahadi_vault_derive (AhadiVault *self, const char *info)
{
  return ahadi_slots_derive (self->slots, info);
}

char *
ahadi_vault_database_path (const char *folder, guint32 generation)
{
  return ahadi_vault_files_database (folder, generation);
}

static guint64
get_size (const char *path)
{
  struct stat info;

  return stat (path, &info) == 0 ? (guint64) info.st_size : 0;
}

guint64
ahadi_vault_get_database_size (AhadiVault *self)
{
  g_autofree char *log = g_strconcat (self->database_path, "-wal", NULL);

  return get_size (self->database_path) + get_size (log);
}

/* --- Copying -------------------------------------------------------------- */

static gboolean
vacuum_into (AhadiVault *self, const char *path, GError **error)
{
  g_autoptr (AhadiStatement) vacuum =
      ahadi_database_prepare (self->database, "vacuum-into", error);

  if (vacuum == NULL)
    return FALSE;

  ahadi_statement_bind_text (vacuum, 1, path);
  return ahadi_statement_run (vacuum, error) && ahadi_database_check_sealed (path, error);
}

/* Whoever goes on from the copy has forgotten what was written after it: its next write
 * must begin a new epoch (FORMATS 6), or one stream would have two stories. */
static gboolean
forget_in_copy (AhadiVault *self, const char *path, GError **error)
{
  g_autoptr (AhadiSecret) key = ahadi_slots_derive (self->slots, AHADI_DATABASE_KEY_INFO);
  g_autoptr (AhadiDatabase) copy =
      ahadi_database_open (path, key, AHADI_DATABASE_OPEN, error);
  g_autoptr (AhadiStatement) forget =
      copy != NULL ? ahadi_database_prepare (copy, "state-forget-epoch", error) : NULL;

  return forget != NULL && ahadi_statement_run (forget, error);
}

gboolean
ahadi_vault_copy_database (AhadiVault *self, const char *path, GError **error)
{
  g_return_val_if_fail (self->depth == 0, FALSE);

  return vacuum_into (self, path, error) && forget_in_copy (self, path, error);
}

gboolean
ahadi_vault_forget_epoch (AhadiVault *self, GError **error)
{
  if (!ahadi_vault_begin (self, error))
    return FALSE;

  self->has_epoch = FALSE;
  return ahadi_vault_end (
      self, ahadi_vault_run_number (self, "state-forget-epoch", 0, 0, error), error);
}

/* --- Verifying ------------------------------------------------------------ */

gboolean
ahadi_database_take_census (AhadiDatabase *database,
                            gint64 census[AHADI_CENSUS_COLUMNS],
                            GError **error)
{
  g_autoptr (AhadiStatement) ask = ahadi_database_prepare (database, "census", error);
  gboolean row;

  if (ask == NULL || !ahadi_statement_next (ask, &row, error))
    return FALSE;

  g_assert (sqlite3_column_count (ask->stmt) == AHADI_CENSUS_COLUMNS);
  for (int i = 0; i < AHADI_CENSUS_COLUMNS; i++)
    census[i] = sqlite3_column_int64 (ask->stmt, i);
  return TRUE;
}

gboolean
ahadi_vault_verify_copy (AhadiVault *self, const char *path, GError **error)
{
  g_autoptr (AhadiSecret) key = ahadi_slots_derive (self->slots, AHADI_DATABASE_KEY_INFO);
  g_autoptr (AhadiDatabase) copy =
      ahadi_database_open (path, key, AHADI_DATABASE_INSPECT, error);
  gint64 ours[AHADI_CENSUS_COLUMNS];
  gint64 theirs[AHADI_CENSUS_COLUMNS];
  int version;

  if (copy == NULL || !ahadi_database_check (copy, error) ||
      !ahadi_migrations_read_version (copy, &version, error) ||
      !ahadi_database_take_census (copy, theirs, error) ||
      !ahadi_database_take_census (self->database, ours, error))
    return FALSE;

  if (memcmp (ours, theirs, sizeof ours) == 0)
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
               "cannot back up: the copy does not hold what the vault does");
  return FALSE;
}
