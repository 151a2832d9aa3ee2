/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ahadi-log.h"
#include "ahadi-op-index.h"
#include "ahadi-query.h"
#include "ahadi-store-error.h"

static void
free_entry (gpointer data)
{
  AhadiHistoryEntry *entry = data;

  ahadi_body_clear (&entry->body);
  g_free (entry);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const AhadiHistoryEntry *first = *(const AhadiHistoryEntry *const *) a;
  const AhadiHistoryEntry *second = *(const AhadiHistoryEntry *const *) b;

  return ahadi_stamp_compare (&first->stamp, &second->stamp);
}

static gboolean
read_entry (AhadiStreamTable *streams,
            AhadiStatement *list,
            AhadiKind kind,
            AhadiHistoryEntry *entry,
            GError **error)
{
  const AhadiStreamEntry *stream = ahadi_stream_table_by_number (
      streams, ahadi_log_get_stream (sqlite3_column_int64 (list->stmt, 0)));

  if (stream == NULL)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                   "cannot read the history: an operation is of no stream");
      return FALSE;
    }

  entry->stamp.hlc = sqlite3_column_int64 (list->stmt, 1);
  entry->stamp.device = stream->info.id.device;
  entry->stamp.epoch = stream->info.id.epoch;
  return ahadi_body_parse (sqlite3_column_blob (list->stmt, 2),
                           sqlite3_column_bytes (list->stmt, 2), kind, &entry->body,
                           error);
}

GPtrArray *
ahadi_query_history (AhadiVault *vault, AhadiKind kind, const AhadiId *id, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (free_entry);
  g_autoptr (AhadiStatement) list = NULL;
  gboolean row = TRUE;

  if (streams == NULL || !ahadi_op_index_catch_up (vault, error))
    return NULL;

  list = ahadi_database_prepare (vault->database, "op-of-entity", error);
  if (list == NULL)
    return NULL;

  ahadi_statement_bind_bytes (list, 1, id, sizeof *id);
  ahadi_statement_bind_int (list, 2, kind);
  while (row)
    {
      if (!ahadi_statement_next (list, &row, error))
        return NULL;
      if (!row)
        break;
      g_ptr_array_add (entries, g_new0 (AhadiHistoryEntry, 1));
      if (!read_entry (streams, list, kind, g_ptr_array_index (entries, entries->len - 1),
                       error))
        return NULL;
    }

  g_ptr_array_sort (entries, compare_entries);
  return g_steal_pointer (&entries);
}
