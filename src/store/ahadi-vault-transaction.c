/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ahadi-lists.h"
#include "ahadi-store-error.h"
#include "ahadi-vault-files.h"
#include "ahadi-vault-private.h"
#include "ahadi-write-behind.h"

gboolean
ahadi_vault_run_number (
    AhadiVault *self, const char *name, int index, gint64 value, GError **error)
{
  g_autoptr (AhadiStatement) statement =
      ahadi_database_prepare (self->database, name, error);

  if (statement == NULL)
    return FALSE;

  if (index != 0)
    ahadi_statement_bind_int (statement, index, value);
  return ahadi_statement_run (statement, error);
}

gboolean
ahadi_vault_load_state (AhadiVault *self, GError **error)
{
  g_autoptr (AhadiStatement) state =
      ahadi_database_prepare (self->database, "state-get", error);
  const char *org;
  gboolean row;

  if (state == NULL || !ahadi_statement_next (state, &row, error))
    return FALSE;

  if (!row)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                   "cannot open the vault: the database has no state");
      return FALSE;
    }

  if (self->lists == NULL)
    self->lists = ahadi_lists_new (self->database);

  self->clock = sqlite3_column_int64 (state->stmt, 2);
  org = (const char *) sqlite3_column_text (state->stmt, 3);
  self->has_author = org != NULL && ahadi_statement_read_bytes (state, 4, &self->device,
                                                                sizeof self->device);
  g_strlcpy (self->org, org != NULL ? org : "", sizeof self->org);
  self->has_epoch = sqlite3_column_type (state->stmt, 5) != SQLITE_NULL;
  self->epoch = sqlite3_column_int64 (state->stmt, 5);
  return TRUE;
}

AhadiStreamTable *
ahadi_vault_get_streams (AhadiVault *self, GError **error)
{
  if (self->streams == NULL)
    self->streams = ahadi_stream_table_load (self->database, error);

  return self->streams;
}

gboolean
ahadi_vault_raise_clock (AhadiVault *self, AhadiHlc hlc, GError **error)
{
  if (hlc <= self->clock)
    return TRUE;

  self->clock = hlc;
  return ahadi_vault_run_number (self, "state-set-clock", 1, hlc, error);
}

gboolean
ahadi_vault_count_rows (AhadiVault *self, AhadiKind kind, guint64 *rows, GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (self->database, "kind-rows", error);
  gint64 value;

  if (ask == NULL)
    return FALSE;

  ahadi_statement_bind_int (ask, 1, kind);
  if (!ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *rows = (guint64) (value + self->more_rows[kind]);
  return TRUE;
}

/* What came and went in this transaction, so that no count looks at every row. */
static gboolean
keep_counts (AhadiVault *self, GError **error)
{
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      g_autoptr (AhadiStatement) add = NULL;

      if (self->more_rows[kind] == 0)
        continue;
      add = ahadi_database_prepare (self->database, "kind-rows-add", error);
      if (add == NULL)
        return FALSE;

      ahadi_statement_bind_int (add, 1, kind);
      ahadi_statement_bind_int (add, 2, self->more_rows[kind]);
      if (!ahadi_statement_run (add, error))
        return FALSE;
      self->more_rows[kind] = 0;
    }

  return TRUE;
}

static gboolean
begin_outermost (AhadiVault *self, GError **error)
{
  sqlite3 *handle = ahadi_database_get_handle (self->database);

  sqlite3_wal_autocheckpoint (handle, AHADI_VAULT_CHECKPOINT);
  if (!ahadi_vault_run_number (self, "begin", 0, 0, error))
    return FALSE;

  self->total_at_begin = sqlite3_total_changes64 (handle);
  self->doomed = FALSE;
  self->records_changed = FALSE;
  self->forgets = FALSE;
  self->is_upkeep = TRUE;
  return TRUE;
}

/* Whether the innermost transaction is a member of a group. */
static gboolean
is_member (AhadiVault *self)
{
  return self->grouped && self->depth == 2;
}

/* Whether one that begins now would be one. */
static gboolean
begins_member (AhadiVault *self)
{
  return self->grouped && self->depth == 1;
}

gboolean
ahadi_vault_begin_upkeep (AhadiVault *self, GError **error)
{
  if (self->depth == 0 && !begin_outermost (self, error))
    return FALSE;
  if (begins_member (self) &&
      (!keep_counts (self, error) ||
       !ahadi_vault_run_number (self, "member-begin", 0, 0, error)))
    return FALSE;

  self->depth++;
  return TRUE;
}

gboolean
ahadi_vault_begin (AhadiVault *self, GError **error)
{
  if ((self->depth == 0 || begins_member (self)) &&
      !ahadi_vault_files_require_space (self->folder, AHADI_VAULT_SPACE_FLOOR, error))
    return FALSE;

  if (!ahadi_vault_begin_upkeep (self, error))
    return FALSE;

  self->is_upkeep = FALSE;
  return TRUE;
}

gboolean
ahadi_vault_begin_group (AhadiVault *self, GError **error)
{
  g_return_val_if_fail (self->depth == 0, FALSE);

  if (!ahadi_vault_begin (self, error))
    return FALSE;

  self->grouped = TRUE;
  return TRUE;
}

/* What was remembered of a transaction is forgotten; the database says again what holds.
 */
static void
forget (AhadiVault *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->streams, ahadi_stream_table_free);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  ahadi_lists_forget (self->lists);
  memset (self->texts, 0, sizeof self->texts);
  memset (self->more_rows, 0, sizeof self->more_rows);
  memset (&self->twins, 0, sizeof self->twins);
  if (!ahadi_vault_load_state (self, &error))
    g_warning ("cannot read the state again: %s", error->message);
}

static void
undo (AhadiVault *self, const char *statement)
{
  g_autoptr (GError) error = NULL;

  /* After some errors SQLite has rolled back already, all of it. */
  if (!sqlite3_get_autocommit (ahadi_database_get_handle (self->database)) &&
      !ahadi_vault_run_number (self, statement, 0, 0, &error))
    g_warning ("cannot roll back: %s", error->message);
}

static void
roll_back_outermost (AhadiVault *self)
{
  self->grouped = FALSE;
  undo (self, "rollback");
  ahadi_write_behind_forget (ahadi_database_get_handle (self->database));
  forget (self);
}

/* The group goes on without it. */
static void
roll_back_member (AhadiVault *self)
{
  undo (self, "member-rollback");
  undo (self, "member-commit");
  self->doomed = FALSE;
  forget (self);
}

void
ahadi_vault_rollback (AhadiVault *self)
{
  gboolean member = is_member (self);

  g_return_if_fail (self->depth > 0);

  self->depth--;
  if (member)
    roll_back_member (self);
  else if (self->depth > 0)
    self->doomed = TRUE;
  else
    roll_back_outermost (self);
}

static gboolean
check_sound (AhadiVault *self, GError **error)
{
  if (!self->doomed &&
      !sqlite3_get_autocommit (ahadi_database_get_handle (self->database)))
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
               "cannot commit: a step of this transaction failed");
  return FALSE;
}

static gboolean
commit_outermost (AhadiVault *self, GError **error)
{
  sqlite3 *handle = ahadi_database_get_handle (self->database);

  if (!check_sound (self, error) || !keep_counts (self, error))
    return FALSE;

  if (!self->is_upkeep && sqlite3_total_changes64 (handle) != self->total_at_begin &&
      !ahadi_vault_run_number (self, "state-add-change", 0, 0, error))
    return FALSE;

  return ahadi_vault_run_number (self, "commit", 0, 0, error);
}

/* Older pages lie there until it is folded into the file, with what was to go. Should
 * this fail, closing the vault does it. */
static void
empty_write_ahead_log (AhadiVault *self)
{
  sqlite3_wal_checkpoint_v2 (ahadi_database_get_handle (self->database), NULL,
                             SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

static gboolean
commit_member (AhadiVault *self, GError **error)
{
  if (check_sound (self, error) && keep_counts (self, error) &&
      ahadi_vault_run_number (self, "member-commit", 0, 0, error))
    return TRUE;

  roll_back_member (self);
  return FALSE;
}

gboolean
ahadi_vault_commit (AhadiVault *self, GError **error)
{
  gboolean member = is_member (self);

  g_return_val_if_fail (self->depth > 0, FALSE);

  self->depth--;
  if (member)
    return commit_member (self, error);
  if (self->depth > 0)
    return TRUE;

  self->grouped = FALSE;
  if (!commit_outermost (self, error))
    {
      roll_back_outermost (self);
      return FALSE;
    }

  if (self->forgets)
    empty_write_ahead_log (self);
  if (self->records_changed)
    self->change_count++;
  return TRUE;
}

gboolean
ahadi_vault_end (AhadiVault *self, gboolean ok, GError **error)
{
  if (ok)
    return ahadi_vault_commit (self, error);

  ahadi_vault_rollback (self);
  return FALSE;
}

guint64
ahadi_vault_get_change_count (AhadiVault *self)
{
  return self->change_count;
}

gboolean
ahadi_vault_sweep (AhadiVault *self, GError **error)
{
  int code;

  g_return_val_if_fail (self->depth == 0, FALSE);

  code = sqlite3_wal_checkpoint_v2 (ahadi_database_get_handle (self->database), NULL,
                                    SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  return code == SQLITE_OK ||
         ahadi_database_fail (self->database, code, "cannot empty the log", error);
}
