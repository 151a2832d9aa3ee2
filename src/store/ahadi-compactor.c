/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-compactor.h"

#include "ahadi-cutoffs.h"
#include "ahadi-log.h"
#include "ahadi-op-index.h"
#include "ahadi-review-due.h"

/* Operations of one piece of work, which is one transaction. */
#define PIECE 20000

typedef struct
{
  gint64 number;
  guint64 compacted;
  guint64 settled;
} Stream;

typedef struct
{
  gint64 audience;
  AhadiKind kind;
  AhadiId entity;
} Subject;

/* An operation of a record that counts for good. */
typedef struct
{
  gint64 place;
  AhadiStamp stamp;
  AhadiBody body;
  guint64 size;    /* as it is kept */
  gboolean stands; /* one of its writings is the last for good, or the row names it */
} Settled;

typedef struct
{
  AhadiVault *vault;
  AhadiCompactorTick tick;
  gpointer data;
  guint64 done;
  guint64 total;
  GHashTable *sure; /* number of a stream: 1 + up to where it counts for good here */
  AhadiCompacted *compacted;
} Run;

/* --- One record ----------------------------------------------------------- */

/* A baseline is taken at its word only where all that leads to its end is held: what else
 * is held of that stream may have to give way. @last: (out): 0: nothing is sure */
static gboolean
find_sure (Run *self, const AhadiStreamEntry *entry, guint64 *last, GError **error)
{
  gpointer number = GINT_TO_POINTER (entry->info.number);
  gpointer known = g_hash_table_lookup (self->sure, number);
  gboolean holds = FALSE;

  if (known == NULL)
    {
      if (entry->info.settled > 0 && entry->info.frontier >= entry->info.settled &&
          !ahadi_cutoffs_hold_base (self->vault, entry, &holds, error))
        return FALSE;
      known = GSIZE_TO_POINTER (1 + (holds ? entry->info.settled : 0));
      g_hash_table_insert (self->sure, number, known);
    }

  *last = GPOINTER_TO_SIZE (known) - 1;
  return TRUE;
}

static void
clear_settled (gpointer data)
{
  ahadi_body_clear (&((Settled *) data)->body);
}

/* The row names the last operation of its own that it is of. */
static void
mark_own (GArray *settled, AhadiStreamTable *streams)
{
  Settled *last = NULL;

  for (guint i = 0; i < settled->len; i++)
    {
      Settled *one = &g_array_index (settled, Settled, i);

      if (ahadi_stream_table_by_number (streams, ahadi_log_get_stream (one->place))
              ->info.own &&
          (last == NULL || one->place > last->place))
        last = one;
    }

  if (last != NULL)
    last->stands = TRUE;
}

/* @apart: (out): whether operations of several streams are of it */
static gboolean
read_settled (Run *self,
              AhadiStatement *list,
              const Subject *of,
              GArray *settled,
              gboolean *apart,
              GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (self->vault, error);
  gint64 first = 0;
  gboolean row;

  if (streams == NULL)
    return FALSE;

  *apart = FALSE;
  while (ahadi_statement_next (list, &row, error))
    {
      gint64 place = row ? sqlite3_column_int64 (list->stmt, 0) : 0;
      gint64 number = ahadi_log_get_stream (place);
      const AhadiStreamEntry *stream;
      Settled one = { .place = place };
      guint64 sure;

      if (!row)
        {
          mark_own (settled, streams);
          return TRUE;
        }

      first = first != 0 ? first : number;
      *apart |= number != first;
      stream = ahadi_stream_table_by_number (streams, number);
      one.size = (guint64) sqlite3_column_int64 (list->stmt, 3);
      if (!find_sure (self, stream, &sure, error))
        return FALSE;
      if (one.size == 0 || ahadi_log_get_seq (place) > sure)
        continue;

      one.stamp.hlc = (AhadiHlc) sqlite3_column_int64 (list->stmt, 1);
      one.stamp.device = stream->info.id.device;
      one.stamp.epoch = stream->info.id.epoch;
      if (!ahadi_body_parse (sqlite3_column_blob (list->stmt, 2),
                             (gsize) sqlite3_column_bytes (list->stmt, 2), of->kind,
                             &one.body, error))
        return FALSE;
      g_array_append_val (settled, one);
    }

  return FALSE;
}

/* F1 and F2: whether @a goes before @b in @field. */
static gboolean
is_later (const Settled *a, const Settled *b, guint field)
{
  int stamps = ahadi_stamp_compare (&a->stamp, &b->stamp);

  return stamps != 0 ? stamps > 0
                     : g_strcmp0 (a->body.values[field], b->body.values[field]) > 0;
}

static void
mark_standing (GArray *settled, guint field)
{
  Settled *last = NULL;

  for (guint i = 0; i < settled->len; i++)
    {
      Settled *one = &g_array_index (settled, Settled, i);

      if ((one->body.fields >> field & 1) != 0 &&
          (last == NULL || is_later (one, last, field)))
        last = one;
    }

  if (last != NULL)
    last->stands = TRUE;
}

static gboolean
drop (Run *self, const Settled *one, GError **error)
{
  self->compacted->operations++;
  self->compacted->bytes += one->size;
  return ahadi_vault_run_number (self->vault, "compact-drop", 1, one->place, error);
}

static gboolean
drop_past (Run *self, GArray *settled, GError **error)
{
  for (guint i = 0; i < settled->len; i++)
    {
      const Settled *one = &g_array_index (settled, Settled, i);

      if (!one->stands && !drop (self, one, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
compact_record (Run *self, const Subject *of, GError **error)
{
  g_autoptr (GArray) settled = g_array_new (FALSE, FALSE, sizeof (Settled));
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (self->vault->database, "op-of-record", error);
  gboolean competes = FALSE;
  gboolean apart;

  if (list == NULL)
    return FALSE;

  g_array_set_clear_func (settled, clear_settled);
  ahadi_statement_bind_bytes (list, 1, &of->entity, sizeof of->entity);
  ahadi_statement_bind_int (list, 2, of->kind);
  ahadi_statement_bind_int (list, 3, of->audience);
  if (!read_settled (self, list, of, settled, &apart, error))
    return FALSE;
  if (settled->len < 2)
    return TRUE;

  for (guint i = 0; i < ahadi_kind_get_info (of->kind)->n_fields; i++)
    mark_standing (settled, i);

  /* Two offices that close what each of them has may close a question that neither saw:
   * what was asked before any of it was closed is kept. */
  if (apart && !ahadi_review_due_competes (self->vault, of->audience, of->kind,
                                           &of->entity, &competes, error))
    return FALSE;

  return competes || drop_past (self, settled, error);
}

/* --- A piece -------------------------------------------------------------- */

/* Returns: (element-type Subject) */
static GArray *
list_subjects (Run *self, const Stream *stream, guint64 from, guint64 to, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (self->vault, error);
  g_autoptr (GArray) subjects = g_array_new (FALSE, FALSE, sizeof (Subject));
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (self->vault->database, "compact-records", error);
  gboolean row;

  if (streams == NULL || list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 1, ahadi_log_get_place (stream->number, from));
  ahadi_statement_bind_int (list, 2, ahadi_log_get_place (stream->number, to));
  while (ahadi_statement_next (list, &row, error))
    {
      Subject subject;

      if (!row)
        return g_steal_pointer (&subjects);

      subject.audience = ahadi_stream_table_by_number (streams, stream->number)->audience;
      subject.kind = sqlite3_column_int (list->stmt, 0);
      if (ahadi_statement_read_bytes (list, 1, &subject.entity, AHADI_ID_SIZE))
        g_array_append_val (subjects, subject);
    }

  return NULL;
}

static gboolean
set_compacted (Run *self, const Stream *stream, guint64 to, GError **error)
{
  g_autoptr (AhadiStatement) set =
      ahadi_database_prepare (self->vault->database, "compact-set", error);

  if (set == NULL)
    return FALSE;

  ahadi_statement_bind_int (set, 1, stream->number);
  ahadi_statement_bind_int (set, 2, (gint64) to);
  return ahadi_statement_run (set, error);
}

static gboolean
compact_piece (Run *self, const Stream *stream, guint64 from, guint64 to, GError **error)
{
  g_autoptr (GArray) subjects = NULL;

  if (!ahadi_op_index_catch_up (self->vault, error))
    return FALSE;

  subjects = list_subjects (self, stream, from, to, error);
  if (subjects == NULL)
    return FALSE;

  for (guint i = 0; i < subjects->len; i++)
    if (!compact_record (self, &g_array_index (subjects, Subject, i), error))
      return FALSE;

  return set_compacted (self, stream, to, error);
}

static gboolean
run_piece (Run *self, const Stream *stream, guint64 from, guint64 to, GError **error)
{
  AhadiCompacted before = *self->compacted;

  if (!ahadi_vault_begin (self->vault, error))
    return FALSE;
  if (!ahadi_vault_end (self->vault, compact_piece (self, stream, from, to, error),
                        error))
    {
      *self->compacted = before;
      return FALSE;
    }

  self->done += to + 1 - from;
  return self->tick == NULL || self->tick (self->done, self->total, self->data, error);
}

/* --- All ------------------------------------------------------------------ */

/* Returns: (element-type Stream) */
static GArray *
list_streams (AhadiVault *vault, guint64 *total, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "compact-list", error);
  g_autoptr (GArray) streams = g_array_new (FALSE, FALSE, sizeof (Stream));
  gboolean row;

  *total = 0;
  if (list == NULL)
    return NULL;

  while (ahadi_statement_next (list, &row, error))
    {
      Stream stream;

      if (!row)
        return g_steal_pointer (&streams);

      stream.number = sqlite3_column_int64 (list->stmt, 0);
      stream.compacted = (guint64) sqlite3_column_int64 (list->stmt, 1);
      stream.settled = (guint64) sqlite3_column_int64 (list->stmt, 2);
      *total += stream.settled - stream.compacted;
      g_array_append_val (streams, stream);
    }

  return NULL;
}

gboolean
ahadi_compactor_run (AhadiVault *vault,
                     AhadiCompactorTick tick,
                     gpointer data,
                     AhadiCompacted *compacted,
                     GError **error)
{
  g_autoptr (GHashTable) sure = g_hash_table_new (NULL, NULL);
  Run self = {
    .vault = vault, .tick = tick, .data = data, .sure = sure, .compacted = compacted
  };
  g_autoptr (GArray) streams = NULL;

  *compacted = (AhadiCompacted){ 0 };
  streams = list_streams (vault, &self.total, error);
  if (streams == NULL)
    return FALSE;

  for (guint i = 0; i < streams->len; i++)
    {
      const Stream *stream = &g_array_index (streams, Stream, i);

      for (guint64 from = stream->compacted + 1; from <= stream->settled; from += PIECE)
        if (!run_piece (&self, stream, from, MIN (from + PIECE - 1, stream->settled),
                        error))
          return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_compactor_look_again (AhadiVault *vault, gint64 stream, guint64 seq, GError **error)
{
  g_autoptr (AhadiStatement) again =
      ahadi_database_prepare (vault->database, "compact-again", error);

  if (again == NULL)
    return FALSE;

  ahadi_statement_bind_int (again, 1, stream);
  ahadi_statement_bind_int (again, 2, (gint64) seq);
  return ahadi_statement_run (again, error);
}
