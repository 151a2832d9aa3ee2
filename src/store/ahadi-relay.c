/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-relay.h"

#include "ahadi-store-error.h"
#include "ahadi-vault-private.h"

static gboolean
read_segment (AhadiStatement *list, AhadiSegment *segment, GError **error)
{
  segment->from = sqlite3_column_int64 (list->stmt, 0);
  segment->to = sqlite3_column_int64 (list->stmt, 1);
  if (ahadi_statement_read_bytes (list, 2, segment->prev, sizeof segment->prev) &&
      ahadi_statement_read_bytes (list, 3, segment->head, sizeof segment->head) &&
      ahadi_statement_read_bytes (list, 4, segment->head_signature,
                                  sizeof segment->head_signature))
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
               "cannot read a segment: it is not as this program writes it");
  return FALSE;
}

GArray *
ahadi_relay_list (AhadiVault *vault,
                  const AhadiStreamId *id,
                  gint64 stream,
                  gboolean everything,
                  GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "segment-relay", error);
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (AhadiSegment));
  gboolean row;

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 1, stream);
  ahadi_statement_bind_int (list, 2, everything);
  while (ahadi_statement_next (list, &row, error))
    {
      AhadiSegment segment = { .stream = *id };

      if (!row)
        return g_steal_pointer (&segments);
      if (!read_segment (list, &segment, error))
        return NULL;
      g_array_append_val (segments, segment);
    }

  return NULL;
}

gboolean
ahadi_relay_mark (AhadiVault *vault, gint64 stream, GError **error)
{
  return ahadi_vault_run_number (vault, "segment-set-relayed", 1, stream, error);
}
