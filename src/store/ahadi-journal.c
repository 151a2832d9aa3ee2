/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-journal.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ahadi-store-error.h"
#include "ahadi-vault-private.h"

/* A missing text is empty: the columns have no NULL. */
static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static gboolean
run_in_transaction (AhadiVault *vault, AhadiStatement *statement, GError **error)
{
  if (!ahadi_vault_begin (vault, error))
    return FALSE;

  return ahadi_vault_end (vault, ahadi_statement_run (statement, error), error);
}

/* --- The journal ---------------------------------------------------------- */

void
ahadi_journal_entry_free (AhadiJournalEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->direction);
  g_free (self->file);
  g_free (self->bundle);
  g_free (self->device);
  g_free (self->outcome);
  g_free (self->reason);
  g_free (self);
}

gboolean
ahadi_journal_add (AhadiVault *vault, const AhadiJournalEntry *entry, GError **error)
{
  g_autoptr (AhadiStatement) insert =
      ahadi_database_prepare (vault->database, "journal-insert", error);

  if (insert == NULL)
    return FALSE;

  ahadi_statement_bind_int (insert, 1, entry->time);
  ahadi_statement_bind_text (insert, 2, or_empty (entry->direction));
  ahadi_statement_bind_text (insert, 3, or_empty (entry->file));
  ahadi_statement_bind_text (insert, 4, or_empty (entry->bundle));
  ahadi_statement_bind_text (insert, 5, or_empty (entry->device));
  ahadi_statement_bind_text (insert, 6, or_empty (entry->outcome));
  ahadi_statement_bind_text (insert, 7, or_empty (entry->reason));
  ahadi_statement_bind_int (insert, 8, entry->operations);
  return run_in_transaction (vault, insert, error);
}

static AhadiJournalEntry *
read_journal_entry (AhadiStatement *list)
{
  AhadiJournalEntry *entry = g_new0 (AhadiJournalEntry, 1);

  entry->number = sqlite3_column_int64 (list->stmt, 0);
  entry->time = sqlite3_column_int64 (list->stmt, 1);
  entry->direction = ahadi_statement_dup_text (list, 2);
  entry->file = ahadi_statement_dup_text (list, 3);
  entry->bundle = ahadi_statement_dup_text (list, 4);
  entry->device = ahadi_statement_dup_text (list, 5);
  entry->outcome = ahadi_statement_dup_text (list, 6);
  entry->reason = ahadi_statement_dup_text (list, 7);
  entry->operations = sqlite3_column_int64 (list->stmt, 8);
  return entry;
}

GPtrArray *
ahadi_journal_list (AhadiVault *vault, guint limit, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_journal_entry_free);
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "journal-list", error);
  gboolean row;

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 1, limit > 0 ? (gint64) limit : -1);
  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return g_steal_pointer (&entries);
      g_ptr_array_add (entries, read_journal_entry (list));
    }

  return NULL;
}

gboolean
ahadi_journal_has_merged (AhadiVault *vault,
                          const AhadiId *bundle,
                          gboolean *merged,
                          GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "journal-merged", error);
  char text[AHADI_ID_TEXT_SIZE];
  gint64 value;

  if (ask == NULL)
    return FALSE;

  ahadi_statement_bind_text (ask, 1, ahadi_id_print (bundle, text));
  if (!ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *merged = value != 0;
  return TRUE;
}

/* --- Bundles set aside ---------------------------------------------------- */

void
ahadi_set_aside_free (AhadiSetAside *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->bundle);
  g_free (self->device);
  g_free (self->reason);
  g_free (self);
}

/* A name is one in the folder, never a way out of it. */
static gboolean
check_name (const char *name, GError **error)
{
  if (name != NULL && *name != '\0' && *name != '.' && strchr (name, '/') == NULL)
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
               "cannot set aside: \"%s\" is not a file name", or_empty (name));
  return FALSE;
}

gboolean
ahadi_set_aside_add (AhadiVault *vault, const AhadiSetAside *entry, GError **error)
{
  g_autoptr (AhadiStatement) put = NULL;

  if (!check_name (entry->name, error))
    return FALSE;

  put = ahadi_database_prepare (vault->database, "set-aside-put", error);
  if (put == NULL)
    return FALSE;

  ahadi_statement_bind_text (put, 1, entry->name);
  ahadi_statement_bind_text (put, 2, or_empty (entry->bundle));
  ahadi_statement_bind_text (put, 3, or_empty (entry->device));
  ahadi_statement_bind_text (put, 4, or_empty (entry->reason));
  ahadi_statement_bind_int (put, 5, entry->time);
  return run_in_transaction (vault, put, error);
}

static gboolean
forget (AhadiVault *vault, const char *name, GError **error)
{
  g_autoptr (AhadiStatement) remove =
      ahadi_database_prepare (vault->database, "set-aside-remove", error);

  if (remove == NULL)
    return FALSE;

  ahadi_statement_bind_text (remove, 1, name);
  return run_in_transaction (vault, remove, error);
}

gboolean
ahadi_set_aside_remove (AhadiVault *vault, const char *name, GError **error)
{
  g_autofree char *path = NULL;

  if (!check_name (name, error) || !forget (vault, name, error))
    return FALSE;

  path = g_build_filename (ahadi_vault_get_set_aside_folder (vault), name, NULL);
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
               "cannot delete a bundle that was set aside: %s", g_strerror (errno));
  return FALSE;
}

static AhadiSetAside *
read_set_aside (AhadiStatement *list)
{
  AhadiSetAside *entry = g_new0 (AhadiSetAside, 1);

  entry->name = ahadi_statement_dup_text (list, 0);
  entry->bundle = ahadi_statement_dup_text (list, 1);
  entry->device = ahadi_statement_dup_text (list, 2);
  entry->reason = ahadi_statement_dup_text (list, 3);
  entry->time = sqlite3_column_int64 (list->stmt, 4);
  return entry;
}

GPtrArray *
ahadi_set_aside_list (AhadiVault *vault, const char *reason, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_set_aside_free);
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "set-aside-list", error);
  gboolean row;

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_text (list, 1, reason);
  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return g_steal_pointer (&entries);
      g_ptr_array_add (entries, read_set_aside (list));
    }

  return NULL;
}
