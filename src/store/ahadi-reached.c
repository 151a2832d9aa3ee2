/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-reached.h"

#include "ahadi-vault-private.h"

static gboolean
clear (AhadiVault *vault, const AhadiId *holder, const char *audience, GError **error)
{
  g_autoptr (AhadiStatement) clear =
      ahadi_database_prepare (vault->database, "reached-clear", error);

  if (clear == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (clear, 1, holder, sizeof *holder);
  ahadi_statement_bind_text (clear, 2, audience);
  return ahadi_statement_run (clear, error);
}

gboolean
ahadi_reached_set (AhadiVault *vault,
                   const AhadiId *holder,
                   const char *audience,
                   const GArray *reached,
                   GError **error)
{
  g_autoptr (AhadiStatement) add =
      ahadi_database_prepare (vault->database, "reached-add", error);

  if (add == NULL || !clear (vault, holder, audience, error))
    return FALSE;

  for (guint i = 0; i < reached->len; i++)
    {
      const AhadiReached *one = &g_array_index (reached, AhadiReached, i);

      ahadi_statement_bind_bytes (add, 1, holder, sizeof *holder);
      ahadi_statement_bind_text (add, 2, audience);
      ahadi_statement_bind_bytes (add, 3, &one->stream.device, AHADI_ID_SIZE);
      ahadi_statement_bind_int (add, 4, one->stream.epoch);
      ahadi_statement_bind_int (add, 5, (gint64) one->seq);
      ahadi_statement_bind_bytes (add, 6, one->head, sizeof one->head);
      if (!ahadi_statement_run (add, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_reached_get (AhadiVault *vault,
                   const AhadiId *holder,
                   const AhadiStreamId *stream,
                   AhadiReached *reached,
                   GError **error)
{
  g_autoptr (AhadiStatement) get =
      ahadi_database_prepare (vault->database, "reached-get", error);
  gboolean row;

  *reached = (AhadiReached){ .stream = *stream };
  if (get == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (get, 1, holder, sizeof *holder);
  ahadi_statement_bind_text (get, 2, stream->audience);
  ahadi_statement_bind_bytes (get, 3, &stream->device, AHADI_ID_SIZE);
  ahadi_statement_bind_int (get, 4, stream->epoch);
  if (!ahadi_statement_next (get, &row, error))
    return FALSE;

  if (row && ahadi_statement_read_bytes (get, 1, reached->head, sizeof reached->head))
    reached->seq = (guint64) sqlite3_column_int64 (get->stmt, 0);
  return TRUE;
}
