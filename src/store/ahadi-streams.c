/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-streams.h"

#include <string.h>

#include "ahadi-heads.h"
#include "ahadi-log.h"
#include "ahadi-sealed-ops.h"
#include "ahadi-store-error.h"

GArray *
ahadi_streams_list (AhadiVault *vault, gboolean own_only, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_autoptr (GArray) list = NULL;

  if (streams == NULL)
    return NULL;

  list = g_array_new (FALSE, FALSE, sizeof (AhadiStreamInfo));
  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    {
      const AhadiStreamInfo *info = &ahadi_stream_table_get (streams, i)->info;

      if (info->own || !own_only)
        g_array_append_vals (list, info, 1);
    }

  return g_steal_pointer (&list);
}

gboolean
ahadi_streams_find (AhadiVault *vault,
                    const AhadiStreamId *id,
                    AhadiStreamInfo *info,
                    GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  const AhadiStreamEntry *entry;

  if (streams == NULL)
    return FALSE;

  entry = ahadi_stream_table_find (streams, id);
  if (entry != NULL)
    *info = entry->info;

  return entry != NULL;
}

static AhadiStreamEntry *
find_number (AhadiVault *vault, gint64 number, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  AhadiStreamEntry *entry;

  if (streams == NULL)
    return NULL;

  entry = ahadi_stream_table_by_number (streams, number);
  if (entry == NULL)
    g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                 "there is no stream of number %" G_GINT64_FORMAT, number);

  return entry;
}

/* What is missing beyond a fork or a cutoff would not count. */
static void
append_gap (const AhadiStreamInfo *info, GArray *gaps, guint64 from, guint64 to)
{
  if (info->forked != 0)
    to = MIN (to, MAX (info->forked, info->line) - 1);
  if (info->beyond != 0)
    to = MIN (to, info->beyond - 1);
  if (from > to)
    return;

  g_array_append_val (gaps, from);
  g_array_append_val (gaps, to);
}

GArray *
ahadi_streams_list_gaps (AhadiVault *vault, gint64 number, GError **error)
{
  const AhadiStreamEntry *entry = find_number (vault, number, error);
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (AhadiStatement) list = NULL;
  guint64 covered;
  gboolean row;

  if (entry == NULL)
    return NULL;

  list = ahadi_database_prepare (vault->database, "segment-list", error);
  if (list == NULL)
    return NULL;

  covered = entry->info.frontier;
  ahadi_statement_bind_int (list, 1, number);
  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return g_steal_pointer (&gaps);
      append_gap (&entry->info, gaps, covered + 1,
                  sqlite3_column_int64 (list->stmt, 0) - 1);
      covered = MAX (covered, (guint64) sqlite3_column_int64 (list->stmt, 1));
    }

  return NULL;
}

gboolean
ahadi_streams_get_chain (
    AhadiVault *vault, gint64 number, guint64 from, AhadiChain *chain, GError **error)
{
  const AhadiStreamEntry *entry = find_number (vault, number, error);
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  gboolean found;

  g_return_val_if_fail (from > 0, FALSE);

  if (entry == NULL || !ahadi_heads_find (vault, entry, from - 1, head, &found, error))
    return FALSE;

  if (!found)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                   "cannot tell the chain before operation %" G_GUINT64_FORMAT
                   ": operations below it are missing",
                   from);
      return FALSE;
    }

  ahadi_chain_resume (chain, &entry->info.id, from - 1, head);
  return TRUE;
}

gboolean
ahadi_streams_find_head (AhadiVault *vault,
                         gint64 number,
                         guint64 seq,
                         guint8 head[32],
                         gboolean *found,
                         GError **error)
{
  const AhadiStreamEntry *entry = find_number (vault, number, error);

  return entry != NULL && ahadi_heads_find (vault, entry, seq, head, found, error);
}

gboolean
ahadi_streams_read (AhadiVault *vault,
                    gint64 number,
                    guint64 from,
                    guint64 to,
                    AhadiOperationFunc func,
                    gpointer data,
                    GError **error)
{
  return ahadi_log_read (vault, number, from, to, func, data, error);
}

static gboolean
write_entry (AhadiVault *vault, const AhadiStreamEntry *entry, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);

  return streams != NULL && ahadi_stream_table_update (streams, entry, error);
}

gboolean
ahadi_streams_count_closed (AhadiVault *vault,
                            gint64 number,
                            guint64 from,
                            guint64 to,
                            guint64 *count,
                            GError **error)
{
  return ahadi_sealed_ops_count_closed (vault, ahadi_log_get_place (number, from),
                                        ahadi_log_get_place (number, to), count, error);
}

gboolean
ahadi_streams_count_revoked (AhadiVault *vault,
                             const AhadiStreamInfo *stream,
                             guint64 *count,
                             GError **error)
{
  g_autoptr (AhadiStatement) find = NULL;
  guint64 closed;
  gint64 held;

  *count = 0;
  if (stream->beyond == 0 || stream->beyond > stream->last)
    return TRUE;

  find = ahadi_database_prepare (vault->database, "op-count-revoked", error);
  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_int (find, 1,
                            ahadi_log_get_place (stream->number, stream->beyond));
  ahadi_statement_bind_int (find, 2, ahadi_log_get_place (stream->number, stream->last));
  if (!ahadi_statement_get_number (find, &held, error) ||
      !ahadi_streams_count_closed (vault, stream->number, stream->beyond, stream->last,
                                   &closed, error))
    return FALSE;

  *count = (guint64) held - closed;
  return TRUE;
}

gboolean
ahadi_streams_is_decided (AhadiVault *vault,
                          const char *audience,
                          const AhadiId *device,
                          gboolean *decided,
                          GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_autoptr (AhadiStatement) find =
      streams != NULL ? ahadi_database_prepare (vault->database, "cut-any", error) : NULL;
  gint64 any;

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_int (find, 1,
                            ahadi_stream_table_find_audience (streams, audience));
  ahadi_statement_bind_bytes (find, 2, device, sizeof *device);
  if (!ahadi_statement_get_number (find, &any, error))
    return FALSE;

  *decided = any != 0;
  return TRUE;
}

gboolean
ahadi_streams_set_exported (AhadiVault *vault, gint64 number, guint64 seq, GError **error)
{
  AhadiStreamEntry *entry = find_number (vault, number, error);
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  gboolean found;

  if (entry == NULL)
    return FALSE;
  if (seq <= entry->info.exported)
    return TRUE;
  if (!ahadi_heads_find (vault, entry, seq, head, &found, error))
    return FALSE;

  if (!found)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                   "cannot mark operation %" G_GUINT64_FORMAT
                   " as exported: it is not held here",
                   seq);
      return FALSE;
    }

  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  entry->info.exported = seq;
  memcpy (entry->exported_head, head, sizeof head);
  return ahadi_vault_end (vault, write_entry (vault, entry, error), error);
}

gboolean
ahadi_streams_set_acked (
    AhadiVault *vault, gint64 number, guint64 seq, const guint8 head[32], GError **error)
{
  AhadiStreamEntry *entry = find_number (vault, number, error);

  if (entry == NULL)
    return FALSE;
  if (seq <= entry->info.acked)
    return TRUE;

  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  entry->info.acked = seq;
  memcpy (entry->info.acked_head, head, sizeof entry->info.acked_head);
  return ahadi_vault_end (vault, write_entry (vault, entry, error), error);
}

static AhadiStreamEntry *
find_or_add_own (AhadiVault *vault, const AhadiStreamId *stream, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  AhadiStreamEntry *entry;

  if (streams == NULL)
    return NULL;

  entry = ahadi_stream_table_find (streams, stream);
  return entry != NULL ? entry : ahadi_stream_table_add (streams, stream, TRUE, error);
}

static gboolean
note_elsewhere (AhadiVault *vault,
                const AhadiStreamId *stream,
                guint64 seq,
                guint64 *lost,
                GError **error)
{
  AhadiStreamEntry *entry = find_or_add_own (vault, stream, error);
  guint64 known;

  if (entry == NULL)
    return FALSE;

  known = MAX (entry->info.last, entry->info.elsewhere);
  if (seq <= known)
    return TRUE;

  *lost = seq - known;
  entry->info.elsewhere = seq;
  return write_entry (vault, entry, error);
}

gboolean
ahadi_streams_note_elsewhere (AhadiVault *vault,
                              const AhadiStreamId *stream,
                              guint64 seq,
                              guint64 *lost,
                              GError **error)
{
  *lost = 0;
  if (!ahadi_vault_begin (vault, error))
    return FALSE;

  return ahadi_vault_end (vault, note_elsewhere (vault, stream, seq, lost, error), error);
}

gboolean
ahadi_streams_send_again (
    AhadiVault *vault, gint64 number, guint64 seq, const guint8 head[32], GError **error)
{
  AhadiStreamEntry *entry = find_number (vault, number, error);

  if (entry == NULL)
    return FALSE;
  if (entry->info.exported <= seq)
    return TRUE;

  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  entry->info.exported = seq;
  memset (entry->exported_head, 0, sizeof entry->exported_head);
  if (head != NULL)
    memcpy (entry->exported_head, head, sizeof entry->exported_head);
  return ahadi_vault_end (vault, write_entry (vault, entry, error), error);
}

GArray *
ahadi_streams_list_stories (AhadiVault *vault, gint64 number, GError **error)
{
  const AhadiStreamEntry *entry = find_number (vault, number, error);
  g_autoptr (GArray) stories = g_array_new (FALSE, TRUE, sizeof (AhadiSegment));
  g_autoptr (AhadiStatement) list = NULL;
  gboolean row;

  if (entry == NULL)
    return NULL;

  list = ahadi_database_prepare (vault->database, "story-ends", error);
  if (list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 1, number);
  ahadi_statement_bind_int (list, 2, entry->info.forked);
  while (ahadi_statement_next (list, &row, error))
    {
      AhadiSegment end = { .stream = entry->info.id };

      if (!row)
        return g_steal_pointer (&stories);
      end.to = sqlite3_column_int64 (list->stmt, 0);
      if (ahadi_statement_read_bytes (list, 1, end.head, sizeof end.head) &&
          ahadi_statement_read_bytes (list, 2, end.head_signature,
                                      sizeof end.head_signature))
        g_array_append_val (stories, end);
    }

  return NULL;
}

static gboolean
count_ahead (AhadiVault *vault, gint64 number, guint64 *count, GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "op-count-ahead", error);
  gint64 value;

  if (ask == NULL)
    return FALSE;

  ahadi_statement_bind_int (ask, 1, ahadi_log_get_place (number, 1));
  ahadi_statement_bind_int (ask, 2, ahadi_log_get_place (number, AHADI_LOG_MAX_SEQ));
  if (!ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *count = (guint64) value;
  return TRUE;
}

gboolean
ahadi_streams_find_ahead (AhadiVault *vault,
                          gint64 number,
                          AhadiAhead *ahead,
                          GError **error)
{
  const AhadiStreamEntry *entry = find_number (vault, number, error);
  AhadiHlc hlc;

  *ahead = (AhadiAhead){ 0 };
  if (entry == NULL)
    return FALSE;
  if (!ahadi_stream_entry_waits (entry))
    return TRUE;
  if (!ahadi_log_get_hlc (vault, number, entry->parked, &hlc, error) ||
      !count_ahead (vault, number, &ahead->operations, error))
    return FALSE;

  ahead->first = entry->parked;
  ahead->time = ahadi_hlc_to_ms (hlc);
  return TRUE;
}

gboolean
ahadi_streams_find_before (
    AhadiVault *vault, gint64 number, gint64 time, guint64 *seq, GError **error)
{
  return ahadi_log_find_below (vault, number, ahadi_hlc_from_ms (time), seq, error);
}

AhadiHlc
ahadi_streams_get_clock (AhadiVault *vault)
{
  return vault->clock;
}
