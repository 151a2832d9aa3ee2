/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-relay.h"

#include "ahadi-log.h"
#include "ahadi-sealed-ops.h"

GArray *
ahadi_relay_list (AhadiVault *vault,
                  const AhadiStreamId *id,
                  gint64 stream,
                  gboolean everything,
                  GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "segment-relay", error);
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (AhadiRelayed));
  gboolean row;

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 1, stream);
  ahadi_statement_bind_int (list, 2, everything);
  while (ahadi_statement_next (list, &row, error))
    {
      AhadiRelayed relayed = { .segment.stream = *id };

      if (!row)
        return g_steal_pointer (&segments);
      if (!ahadi_log_read_segment (list, &relayed.segment, error))
        return NULL;
      relayed.log = sqlite3_column_int64 (list->stmt, 5);
      g_array_append_val (segments, relayed);
    }

  return NULL;
}

typedef struct
{
  AhadiVault *vault;
  guint64 closed;
} Counting;

static gboolean
count_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Counting *counting = data;
  gboolean closed;

  if (!ahadi_sealed_ops_is_closed (counting->vault, operation, &closed, error))
    return FALSE;

  counting->closed += closed ? 1 : 0;
  return TRUE;
}

/* Of a story there is no list of what is sealed. */
gboolean
ahadi_relay_count_closed (AhadiVault *vault,
                          const AhadiRelayed *relayed,
                          guint64 *count,
                          GError **error)
{
  const AhadiSegment *segment = &relayed->segment;
  Counting counting = { .vault = vault };

  if (relayed->log > 0)
    return ahadi_sealed_ops_count_closed (
        vault, ahadi_log_get_place (relayed->log, segment->from),
        ahadi_log_get_place (relayed->log, segment->to), count, error);
  if (!ahadi_log_read (vault, relayed->log, segment->from, segment->to, count_one,
                       &counting, error))
    return FALSE;

  *count = counting.closed;
  return TRUE;
}

gboolean
ahadi_relay_mark (AhadiVault *vault, gint64 stream, GError **error)
{
  return ahadi_vault_run_number (vault, "segment-set-relayed", 1, stream, error) &&
         ahadi_vault_run_number (vault, "story-set-relayed", 1, stream, error);
}

static gboolean
send_again (AhadiVault *vault,
            const char *name,
            gint64 stream,
            guint64 from,
            guint64 to,
            GError **error)
{
  g_autoptr (AhadiStatement) statement =
      ahadi_database_prepare (vault->database, name, error);

  if (statement == NULL)
    return FALSE;

  ahadi_statement_bind_int (statement, 1, stream);
  ahadi_statement_bind_int (statement, 2, (gint64) from);
  ahadi_statement_bind_int (statement, 3, (gint64) to);
  return ahadi_statement_run (statement, error);
}

gboolean
ahadi_relay_send_again (
    AhadiVault *vault, gint64 stream, guint64 from, guint64 to, GError **error)
{
  return send_again (vault, "segment-send-again", stream, from, to, error) &&
         send_again (vault, "story-send-again", stream, from, to, error);
}
