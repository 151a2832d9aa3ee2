/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-log.h"

#include <string.h>

#include "ahadi-store-error.h"

/* Or segments would be accepted that can't be kept. */
G_STATIC_ASSERT (AHADI_LOG_MAX_SEQ == AHADI_SEQ_MAX);

gint64
ahadi_log_get_place (gint64 stream, guint64 seq)
{
  return stream * (G_GINT64_CONSTANT (1) << AHADI_LOG_SEQ_BITS) +
         (gint64) MIN (seq, AHADI_LOG_MAX_SEQ);
}

guint64
ahadi_log_get_seq (gint64 place)
{
  return (guint64) place & AHADI_LOG_MAX_SEQ;
}

gint64
ahadi_log_get_stream (gint64 place)
{
  return place >> AHADI_LOG_SEQ_BITS;
}

static void
bind_body (AhadiStatement *insert, const AhadiOperation *operation)
{
  gboolean packed = operation->body != NULL && operation->packed != NULL;

  ahadi_statement_bind_bytes (insert, 5, packed ? operation->packed : operation->body,
                              packed ? operation->packed_size : operation->body_size);
}

gboolean
ahadi_log_insert (AhadiVault *vault,
                  gint64 stream,
                  const AhadiOperation *operation,
                  AhadiOpState state,
                  GError **error)
{
  g_autoptr (AhadiStatement) insert =
      ahadi_database_prepare (vault->database, "op-insert", error);

  if (insert == NULL)
    return FALSE;

  ahadi_statement_bind_int (insert, 1, ahadi_log_get_place (stream, operation->seq));
  ahadi_statement_bind_int (insert, 2, operation->hlc);
  ahadi_statement_bind_int (insert, 3, operation->kind);
  ahadi_statement_bind_bytes (insert, 4, &operation->entity, AHADI_ID_SIZE);
  bind_body (insert, operation);
  ahadi_statement_bind_bytes (insert, 6, operation->body_hash,
                              sizeof operation->body_hash);
  ahadi_statement_bind_int (insert, 7, state);
  return ahadi_statement_run (insert, error);
}

static gboolean
is_same (AhadiStatement *get, const AhadiOperation *operation)
{
  guint8 hash[sizeof operation->body_hash];
  AhadiId entity;

  return (AhadiHlc) sqlite3_column_int64 (get->stmt, 0) == operation->hlc &&
         sqlite3_column_int (get->stmt, 1) == (int) operation->kind &&
         ahadi_statement_read_bytes (get, 2, &entity, sizeof entity) &&
         ahadi_id_equal (&entity, &operation->entity) &&
         ahadi_statement_read_bytes (get, 3, hash, sizeof hash) &&
         memcmp (hash, operation->body_hash, sizeof hash) == 0;
}

gboolean
ahadi_log_compare (AhadiVault *vault,
                   gint64 stream,
                   const AhadiOperation *operation,
                   gboolean *held,
                   GError **error)
{
  g_autoptr (AhadiStatement) get =
      ahadi_database_prepare (vault->database, "op-get", error);

  if (get == NULL)
    return FALSE;

  ahadi_statement_bind_int (get, 1, ahadi_log_get_place (stream, operation->seq));
  if (!ahadi_statement_next (get, held, error))
    return FALSE;

  if (*held && !is_same (get, operation))
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FORK,
                   "cannot merge: operation %" G_GUINT64_FORMAT
                   " is not the one that its author signed before",
                   operation->seq);
      return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_log_is_hollow (AhadiVault *vault,
                     gint64 stream,
                     guint64 from,
                     guint64 to,
                     gboolean *hollow,
                     GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "op-hollow", error);
  gint64 value;

  if (ask == NULL)
    return FALSE;

  ahadi_statement_bind_int (ask, 1, ahadi_log_get_place (stream, from));
  ahadi_statement_bind_int (ask, 2, ahadi_log_get_place (stream, to));
  if (!ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *hollow = value != 0;
  return TRUE;
}

static gboolean
get_state (AhadiVault *vault, gint64 place, gint64 *state, GError **error)
{
  g_autoptr (AhadiStatement) get =
      ahadi_database_prepare (vault->database, "op-state", error);

  if (get == NULL)
    return FALSE;

  ahadi_statement_bind_int (get, 1, place);
  return ahadi_statement_get_number (get, state, error);
}

static gboolean
run_refill (AhadiVault *vault,
            const char *name,
            gint64 place,
            const AhadiOperation *operation,
            GError **error)
{
  g_autoptr (AhadiStatement) refill =
      ahadi_database_prepare (vault->database, name, error);

  if (refill == NULL)
    return FALSE;

  ahadi_statement_bind_int (refill, 1, place);
  ahadi_statement_bind_bytes (refill, 2, operation->body, operation->body_size);
  ahadi_statement_bind_bytes (refill, 3, operation->body_hash,
                              sizeof operation->body_hash);
  return ahadi_statement_run (refill, error);
}

gboolean
ahadi_log_refill (AhadiVault *vault,
                  gint64 stream,
                  const AhadiOperation *operation,
                  gint64 *state,
                  GError **error)
{
  gint64 place = ahadi_log_get_place (stream, operation->seq);

  *state = -1;
  if (!run_refill (vault, "story-refill", place, operation, error) ||
      !run_refill (vault, "op-refill", place, operation, error))
    return FALSE;
  if (sqlite3_changes64 (ahadi_database_get_handle (vault->database)) == 0)
    return TRUE;

  return get_state (vault, place, state, error);
}

gboolean
ahadi_log_get_hlc (
    AhadiVault *vault, gint64 stream, guint64 seq, AhadiHlc *hlc, GError **error)
{
  g_autoptr (AhadiStatement) get =
      ahadi_database_prepare (vault->database, "op-hlc", error);
  gint64 value;

  if (get == NULL)
    return FALSE;

  ahadi_statement_bind_int (get, 1, ahadi_log_get_place (stream, seq));
  if (!ahadi_statement_get_number (get, &value, error))
    return FALSE;

  *hlc = value;
  return TRUE;
}

gboolean
ahadi_log_remove (AhadiVault *vault, gint64 stream, GError **error)
{
  g_autoptr (AhadiStatement) remove =
      ahadi_database_prepare (vault->database, "op-remove", error);

  if (remove == NULL)
    return FALSE;

  ahadi_statement_bind_int (remove, 1, ahadi_log_get_place (stream, 1));
  ahadi_statement_bind_int (remove, 2, ahadi_log_get_place (stream, G_MAXUINT64));
  return ahadi_statement_run (remove, error);
}

static gboolean
read_operation (AhadiStatement *read, AhadiOperation *operation, GError **error)
{
  memset (operation, 0, sizeof *operation);
  operation->seq = ahadi_log_get_seq (sqlite3_column_int64 (read->stmt, 0));
  operation->hlc = sqlite3_column_int64 (read->stmt, 1);
  operation->kind = sqlite3_column_int (read->stmt, 2);
  operation->body = sqlite3_column_blob (read->stmt, 4);
  operation->body_size = sqlite3_column_bytes (read->stmt, 4);

  if (ahadi_kind_get_info (operation->kind) != NULL &&
      ahadi_statement_read_bytes (read, 3, &operation->entity,
                                  sizeof operation->entity) &&
      ahadi_statement_read_bytes (read, 5, operation->body_hash,
                                  sizeof operation->body_hash))
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
               "cannot read operation %" G_GUINT64_FORMAT
               ": it is not as this program writes it",
               operation->seq);
  return FALSE;
}

static gboolean
read_all (AhadiStatement *read, AhadiOperationFunc func, gpointer data, GError **error)
{
  gboolean row;

  while (ahadi_statement_next (read, &row, error))
    {
      AhadiOperation operation;

      if (!row)
        return TRUE;
      if (!read_operation (read, &operation, error) || !func (&operation, data, error))
        return FALSE;
    }

  return FALSE;
}

static gboolean
read_range (AhadiVault *vault,
            const char *name,
            gint64 stream,
            guint64 from,
            guint64 to,
            AhadiOperationFunc func,
            gpointer data,
            GError **error)
{
  g_autoptr (AhadiStatement) read = ahadi_database_prepare (vault->database, name, error);

  if (read == NULL)
    return FALSE;

  ahadi_statement_bind_int (read, 1, ahadi_log_get_place (stream, from));
  ahadi_statement_bind_int (read, 2, ahadi_log_get_place (stream, to));
  return read_all (read, func, data, error);
}

gboolean
ahadi_log_read_parked (AhadiVault *vault,
                       gint64 stream,
                       AhadiOperationFunc func,
                       gpointer data,
                       GError **error)
{
  return read_range (vault, "op-parked", stream, 1, G_MAXUINT64, func, data, error);
}

gboolean
ahadi_log_release (AhadiVault *vault, gint64 stream, guint64 seq, GError **error)
{
  g_autoptr (AhadiStatement) release =
      ahadi_database_prepare (vault->database, "op-release", error);

  if (release == NULL)
    return FALSE;

  ahadi_statement_bind_int (release, 1, ahadi_log_get_place (stream, 1));
  ahadi_statement_bind_int (release, 2, ahadi_log_get_place (stream, seq));
  return ahadi_statement_run (release, error);
}

static gboolean
run_range (AhadiVault *vault,
           const char *name,
           gint64 stream,
           guint64 from,
           gint64 value,
           GError **error)
{
  g_autoptr (AhadiStatement) run = ahadi_database_prepare (vault->database, name, error);

  if (run == NULL)
    return FALSE;

  ahadi_statement_bind_int (run, 1, ahadi_log_get_place (stream, from));
  ahadi_statement_bind_int (run, 2, ahadi_log_get_place (stream, G_MAXUINT64));
  ahadi_statement_bind_int (run, 3, value);
  return ahadi_statement_run (run, error);
}

gboolean
ahadi_log_set_state (AhadiVault *vault,
                     gint64 stream,
                     guint64 from,
                     AhadiOpState state,
                     gint64 now,
                     GError **error)
{
  AhadiHlc first_ahead = ahadi_hlc_from_ms (now + AHADI_HLC_AHEAD_LIMIT_MS + 1);

  if (state != AHADI_OP_APPLIED)
    return run_range (vault, "op-hold", stream, from, state, error);

  return run_range (vault, "op-apply", stream, from, first_ahead, error);
}

gboolean
ahadi_log_find_below (
    AhadiVault *vault, gint64 stream, AhadiHlc hlc, guint64 *seq, GError **error)
{
  g_autoptr (AhadiStatement) find =
      ahadi_database_prepare (vault->database, "op-before", error);
  gint64 place;

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_int (find, 1, ahadi_log_get_place (stream, 1));
  ahadi_statement_bind_int (find, 2, ahadi_log_get_place (stream, AHADI_LOG_MAX_SEQ));
  ahadi_statement_bind_int (find, 3, (gint64) hlc);
  if (!ahadi_statement_get_number (find, &place, error))
    return FALSE;

  *seq = place == 0 ? 0 : ahadi_log_get_seq (place);
  return TRUE;
}

gboolean
ahadi_log_find_held (AhadiVault *vault, gint64 stream, guint64 *seq, GError **error)
{
  g_autoptr (AhadiStatement) find =
      ahadi_database_prepare (vault->database, "op-first-held", error);
  gint64 place;

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_int (find, 1, ahadi_log_get_place (stream, 1));
  ahadi_statement_bind_int (find, 2, ahadi_log_get_place (stream, G_MAXUINT64));
  if (!ahadi_statement_get_number (find, &place, error))
    return FALSE;

  *seq = place != 0 ? ahadi_log_get_seq (place) : 0;
  return TRUE;
}

gboolean
ahadi_log_read (AhadiVault *vault,
                gint64 stream,
                guint64 from,
                guint64 to,
                AhadiOperationFunc func,
                gpointer data,
                GError **error)
{
  return read_range (vault, "op-read", stream, from, to, func, data, error);
}

gboolean
ahadi_log_read_applied (AhadiVault *vault,
                        gint64 stream,
                        guint64 from,
                        guint64 to,
                        AhadiOperationFunc func,
                        gpointer data,
                        GError **error)
{
  return read_range (vault, "op-read-applied", stream, from, to, func, data, error);
}

gboolean
ahadi_log_read_segment (AhadiStatement *list, AhadiSegment *segment, GError **error)
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
