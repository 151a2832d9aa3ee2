/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-feed.h"

#include "ahadi-cutoffs.h"
#include "ahadi-log.h"
#include "ahadi-rows.h"
#include "ahadi-sealed-ops.h"
#include "ahadi-store-error.h"

/* --- Streams -------------------------------------------------------------- */

static gboolean
weigh (AhadiVault *vault,
       const AhadiStreamEntry *entry,
       AhadiFeedStream *stream,
       GError **error)
{
  g_autoptr (AhadiStatement) find =
      ahadi_database_prepare (vault->database, "cut-weigh", error);
  const AhadiStreamId *id = &entry->info.id;

  stream->info = entry->info;
  if (find == NULL || !ahadi_cutoffs_find_beyond (vault, entry, &stream->beyond, error))
    return FALSE;

  ahadi_statement_bind_int (find, 1, entry->audience);
  ahadi_statement_bind_bytes (find, 2, &id->device, sizeof id->device);
  ahadi_statement_bind_int (find, 3, id->epoch);
  if (!ahadi_statement_next (find, &stream->cut, error))
    return FALSE;
  if (!stream->cut)
    return TRUE;

  stream->cut_hlc = (AhadiHlc) sqlite3_column_int64 (find->stmt, 0);
  if (ahadi_statement_read_bytes (find, 1, &stream->cut_id, sizeof stream->cut_id))
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                       "cannot read a cutoff: it is not as this program writes it");
  return FALSE;
}

GArray *
ahadi_feed_list_streams (AhadiVault *vault, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (AhadiFeedStream));

  if (streams == NULL)
    return NULL;

  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    {
      AhadiFeedStream stream = { .cut = FALSE };

      if (!weigh (vault, ahadi_stream_table_get (streams, i), &stream, error))
        return NULL;
      g_array_append_val (list, stream);
    }

  return g_steal_pointer (&list);
}

gboolean
ahadi_feed_read (AhadiVault *vault,
                 gint64 number,
                 guint64 from,
                 guint64 to,
                 AhadiOperationFunc func,
                 gpointer data,
                 GError **error)
{
  return ahadi_log_read_applied (vault, number, from, to, func, data, error);
}

/* --- Rows ----------------------------------------------------------------- */

typedef struct
{
  GHashTable *sealed; /* AhadiId of records, in any kind */
  AhadiFeedRowFunc func;
  gpointer data;
} Scan;

static gboolean
scan_one (AhadiStoredRow *stored, gpointer data, GError **error)
{
  const Scan *scan = data;

  return g_hash_table_contains (scan->sealed, &stored->row.entity) ||
         scan->func (&stored->row, scan->data, error);
}

gboolean
ahadi_feed_scan (AhadiVault *vault,
                 const char *audience,
                 AhadiKind kind,
                 AhadiFeedRowFunc func,
                 gpointer data,
                 GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_autoptr (GHashTable) entities = g_hash_table_new (ahadi_id_hash, ahadi_id_hash_equal);
  Scan scan = { entities, func, data };
  g_autoptr (GArray) sealed = NULL;
  gint64 number;

  if (streams == NULL)
    return FALSE;

  number = ahadi_stream_table_find_audience (streams, audience);
  sealed = ahadi_sealed_ops_list (vault, number, error);
  if (sealed == NULL)
    return FALSE;

  for (guint i = 0; i < sealed->len; i++)
    g_hash_table_add (entities, &g_array_index (sealed, AhadiSealedOp, i).entity);
  return ahadi_rows_scan (vault, number, kind, scan_one, &scan, error);
}
