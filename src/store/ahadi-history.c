/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ahadi-log.h"
#include "ahadi-op-index.h"
#include "ahadi-query.h"
#include "ahadi-sealed-ops.h"
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

/* @closed: (out): it is sealed to others: no part of the history here */
static gboolean
read_entry (AhadiVault *vault,
            AhadiStreamTable *streams,
            AhadiStatement *list,
            const AhadiOperation *of,
            AhadiHistoryEntry *entry,
            gboolean *closed,
            GError **error)
{
  AhadiOperation operation = *of;
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
  operation.body = sqlite3_column_blob (list->stmt, 2);
  operation.body_size = sqlite3_column_bytes (list->stmt, 2);
  return operation.body == NULL ||
         ahadi_sealed_ops_read (vault, &operation, &entry->body, closed, error);
}

GPtrArray *
ahadi_query_history (AhadiVault *vault, AhadiKind kind, const AhadiId *id, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (free_entry);
  g_autoptr (AhadiStatement) list = NULL;
  AhadiOperation of = { .kind = kind, .entity = *id };
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
      gboolean closed = FALSE;

      if (!ahadi_statement_next (list, &row, error))
        return NULL;
      if (!row)
        break;
      g_ptr_array_add (entries, g_new0 (AhadiHistoryEntry, 1));
      if (!read_entry (vault, streams, list, &of,
                       g_ptr_array_index (entries, entries->len - 1), &closed, error))
        return NULL;
      if (closed)
        g_ptr_array_set_size (entries, (int) entries->len - 1);
    }

  g_ptr_array_sort (entries, compare_entries);
  return g_steal_pointer (&entries);
}
