/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-review-due.h"

#include "ahadi-log.h"
#include "ahadi-op-index.h"
#include "ahadi-sealed-ops.h"
#include "ahadi-store-error.h"

/* --- What is due ---------------------------------------------------------- */

AhadiReviewDue
ahadi_review_due_judge (AhadiKind kind, guint32 fields, const AhadiFoldOutcome *outcome)
{
  if (outcome->unseen != 0 || kind == AHADI_KIND_SETTLEMENT)
    return AHADI_REVIEW_DUE_YES;

  return (fields & ahadi_kind_get_sensitive_fields (kind)) != 0
             ? AHADI_REVIEW_DUE_IF_LISTED
             : AHADI_REVIEW_DUE_NO;
}

static gboolean
note (AhadiVault *vault,
      const char *name,
      gint64 audience,
      AhadiKind kind,
      const AhadiId *entity,
      GError **error)
{
  g_autoptr (AhadiStatement) add = NULL;

  g_assert (vault->depth > 0);
  if (ahadi_kind_get_sensitive_fields (kind) == 0)
    return TRUE;

  add = ahadi_database_prepare (vault->database, name, error);
  if (add == NULL)
    return FALSE;

  ahadi_statement_bind_int (add, 1, audience);
  ahadi_statement_bind_int (add, 2, kind);
  ahadi_statement_bind_bytes (add, 3, entity, sizeof *entity);
  return ahadi_statement_run (add, error);
}

gboolean
ahadi_review_due_note_row (AhadiVault *vault,
                           const AhadiStoredRow *row,
                           AhadiReviewDue due,
                           GError **error)
{
  const AhadiRow *it = &row->row;
  AhadiDecision decision;

  if (due == AHADI_REVIEW_DUE_NO)
    return TRUE;
  if (due == AHADI_REVIEW_DUE_IF_LISTED)
    return note (vault, "review-due-add-listed", row->audience, it->kind, &it->entity,
                 error);
  if (it->kind != AHADI_KIND_SETTLEMENT)
    return note (vault, "review-due-add", row->audience, it->kind, &it->entity, error);

  return !ahadi_decision_read (it->values, &decision) ||
         note (vault, "review-due-add", row->audience, decision.kind, &decision.entity,
               error);
}

gboolean
ahadi_review_due_note_stream (AhadiVault *vault,
                              gint64 audience,
                              gint64 stream,
                              guint64 from,
                              guint64 to,
                              GError **error)
{
  g_autoptr (AhadiStatement) add = NULL;

  g_assert (vault->depth > 0);
  if (!ahadi_op_index_catch_up (vault, error))
    return FALSE;
  add = ahadi_database_prepare (vault->database, "review-due-add-stream", error);
  if (add == NULL)
    return FALSE;

  ahadi_statement_bind_int (add, 1, audience);
  ahadi_statement_bind_int (add, 2, ahadi_log_get_place (stream, from));
  ahadi_statement_bind_int (add, 3, ahadi_log_get_place (stream, to));
  ahadi_statement_bind_int (add, 4, stream);
  return ahadi_statement_run (add, error);
}

/* --- One record, from the log --------------------------------------------- */

static void
free_body (gpointer data)
{
  ahadi_body_clear (data);
  g_free (data);
}

/* An operation of the record; one that is closed here gives nothing, and of one whose
 * body is gone only the time is known. */
static gboolean
read_entry (AhadiVault *vault,
            AhadiStatement *list,
            const AhadiOperation *of,
            GPtrArray *bodies,
            GArray *entries,
            GError **error)
{
  AhadiOperation operation = *of;
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  AhadiBody *body = g_new0 (AhadiBody, 1);
  gint64 place = sqlite3_column_int64 (list->stmt, 0);
  AhadiReviewEntry entry = { .body = body };
  const AhadiStreamEntry *stream;
  gboolean closed = FALSE;

  g_ptr_array_add (bodies, body);
  if (streams == NULL)
    return FALSE;

  stream = ahadi_stream_table_by_number (streams, ahadi_log_get_stream (place));
  entry.stamp.hlc = sqlite3_column_int64 (list->stmt, 1);
  entry.stamp.device = stream->info.id.device;
  entry.stamp.epoch = stream->info.id.epoch;
  entry.settled = ahadi_log_get_seq (place) <= stream->info.settled;
  operation.body = sqlite3_column_blob (list->stmt, 2);
  operation.body_size = sqlite3_column_bytes (list->stmt, 2);
  if (operation.body != NULL &&
      !ahadi_sealed_ops_read (vault, &operation, body, &closed, error))
    return FALSE;

  if (!closed)
    g_array_append_val (entries, entry);
  return TRUE;
}

static gboolean
read_entries (AhadiVault *vault,
              gint64 audience,
              const AhadiOperation *of,
              GPtrArray *bodies,
              GArray *entries,
              GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "op-of-record", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (list, 1, &of->entity, sizeof of->entity);
  ahadi_statement_bind_int (list, 2, of->kind);
  ahadi_statement_bind_int (list, 3, audience);
  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return TRUE;
      if (!read_entry (vault, list, of, bodies, entries, error))
        return FALSE;
    }

  return FALSE;
}

static gboolean
read_decision (AhadiVault *vault,
               gint64 audience,
               const AhadiId *id,
               AhadiKind kind,
               GArray *decisions,
               GError **error)
{
  g_auto (AhadiStoredRow) row = { 0 };
  AhadiDecision decision;

  if (!ahadi_rows_load (vault, audience, AHADI_KIND_SETTLEMENT, id, &row, error))
    return FALSE;
  if (!row.exists || !ahadi_decision_read (row.row.values, &decision) ||
      decision.kind != kind)
    return TRUE;

  decision.id = *id;
  decision.stamp = *ahadi_row_get_newest (&row.row);
  g_array_append_val (decisions, decision);
  return TRUE;
}

/* Whether there are any is asked first: mostly there are none. */
static gboolean
read_decisions (AhadiVault *vault,
                gint64 audience,
                const AhadiOperation *of,
                GArray *decisions,
                GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "settlement-about", error);
  char about[AHADI_ID_TEXT_SIZE];
  gboolean row;

  if (list == NULL)
    return FALSE;

  ahadi_statement_bind_int (list, 1, audience);
  ahadi_statement_bind_text (list, 2, ahadi_id_print (&of->entity, about));
  while (ahadi_statement_next (list, &row, error))
    {
      AhadiId id;

      if (!row)
        return TRUE;
      if (ahadi_statement_read_bytes (list, 0, &id, sizeof id) &&
          !read_decision (vault, audience, &id, of->kind, decisions, error))
        return FALSE;
    }

  return FALSE;
}

/* What is not kept any longer came once. */
static gboolean
has_come (GArray *entries, guint field, const AhadiStamp *stamp)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiReviewEntry *entry = &g_array_index (entries, AhadiReviewEntry, i);

      if ((entry->body->fields == 0 || (entry->body->fields >> field & 1) != 0) &&
          ahadi_stamp_compare (&entry->stamp, stamp) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether a decision cites what is not here yet. */
static gboolean
lacks_cited (GArray *entries, GArray *decisions)
{
  for (guint i = 0; i < decisions->len; i++)
    {
      const AhadiDecision *decision = &g_array_index (decisions, AhadiDecision, i);

      for (guint n = 0; n < decision->n_cites; n++)
        if (!has_come (entries, decision->field, &decision->cites[n]))
          return TRUE;
    }

  return FALSE;
}

/* @lacks: (out): see lacks_cited() */
static GPtrArray *
compute (AhadiVault *vault,
         gint64 audience,
         AhadiKind kind,
         const AhadiId *entity,
         gboolean *lacks,
         GError **error)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func (free_body);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (AhadiReviewEntry));
  g_autoptr (GArray) decisions = g_array_new (FALSE, FALSE, sizeof (AhadiDecision));
  AhadiOperation of = { .kind = kind, .entity = *entity };

  if (!read_entries (vault, audience, &of, bodies, entries, error) ||
      !read_decisions (vault, audience, &of, decisions, error))
    return NULL;

  *lacks = lacks_cited (entries, decisions);
  return ahadi_review_record (kind, entries, decisions);
}

GPtrArray *
ahadi_review_due_compute (AhadiVault *vault,
                          gint64 audience,
                          AhadiKind kind,
                          const AhadiId *entity,
                          GError **error)
{
  gboolean lacks;

  return compute (vault, audience, kind, entity, &lacks, error);
}

gboolean
ahadi_review_due_competes (AhadiVault *vault,
                           gint64 audience,
                           AhadiKind kind,
                           const AhadiId *entity,
                           gboolean *competes,
                           GError **error)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func (free_body);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (AhadiReviewEntry));
  g_autoptr (GArray) decisions = g_array_new (FALSE, FALSE, sizeof (AhadiDecision));
  g_autoptr (GPtrArray) reviews = NULL;
  AhadiOperation of = { .kind = kind, .entity = *entity };

  if (!read_entries (vault, audience, &of, bodies, entries, error) ||
      !read_decisions (vault, audience, &of, decisions, error))
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    g_array_index (entries, AhadiReviewEntry, i).settled = FALSE;
  reviews = ahadi_review_record (kind, entries, decisions);
  *competes = FALSE;
  for (guint i = 0; i < reviews->len; i++)
    *competes |= ((AhadiReview *) reviews->pdata[i])->n_competing > 0;
  return TRUE;
}

/* --- The table ------------------------------------------------------------ */

/* What was written in parallel is in the table too: it may come to compete. */
static gboolean
is_listed (AhadiKind kind, const AhadiReview *review)
{
  return ahadi_kind_get_info (kind)->fields[review->field].field_class ==
         AHADI_FIELD_SENSITIVE;
}

typedef struct
{
  gint64 audience;
  AhadiKind kind;
  AhadiId entity;
} Due;

static gboolean
insert (AhadiVault *vault, const Due *due, const AhadiReview *review, GError **error)
{
  g_autoptr (AhadiStatement) insert =
      ahadi_database_prepare (vault->database, "review-insert", error);

  if (insert == NULL)
    return FALSE;

  ahadi_statement_bind_int (insert, 1, due->audience);
  ahadi_statement_bind_int (insert, 2, due->kind);
  ahadi_statement_bind_bytes (insert, 3, &due->entity, sizeof due->entity);
  ahadi_statement_bind_int (insert, 4, review->field);
  ahadi_statement_bind_int (insert, 5, review->state);
  ahadi_statement_bind_int (insert, 6, review->standing.stamp.hlc);
  return ahadi_statement_run (insert, error);
}

static AhadiStatement *
prepare_of (AhadiVault *vault, const char *name, const Due *due, GError **error)
{
  AhadiStatement *of = ahadi_database_prepare (vault->database, name, error);

  if (of == NULL)
    return NULL;

  ahadi_statement_bind_int (of, 1, due->audience);
  ahadi_statement_bind_int (of, 2, due->kind);
  ahadi_statement_bind_bytes (of, 3, &due->entity, sizeof due->entity);
  return of;
}

/* @waits: (out): nothing is listed of it, and what a decision cites is to come: that may
 * settle something without any two ends, so it is looked at again */
static gboolean
take_one (AhadiVault *vault, const Due *due, gboolean *waits, GError **error)
{
  g_autoptr (AhadiStatement) forget = prepare_of (vault, "review-forget", due, error);
  g_autoptr (GPtrArray) reviews = NULL;

  if (forget == NULL || !ahadi_statement_run (forget, error))
    return FALSE;

  reviews = compute (vault, due->audience, due->kind, &due->entity, waits, error);
  if (reviews == NULL)
    return FALSE;

  for (guint i = 0; i < reviews->len; i++)
    {
      if (!is_listed (due->kind, reviews->pdata[i]))
        continue;
      *waits = FALSE;
      if (!insert (vault, due, reviews->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

/* @waiting: (element-type Due): those that wait are appended. Nothing is added to the
 * table while it is walked. */
static gboolean
take_each (AhadiVault *vault, GArray *waiting, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "review-due-list", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  while (ahadi_statement_next (list, &row, error))
    {
      gboolean waits = FALSE;
      Due due;

      if (!row)
        return TRUE;
      due.audience = sqlite3_column_int64 (list->stmt, 0);
      due.kind = sqlite3_column_int (list->stmt, 1);
      if (ahadi_statement_read_bytes (list, 2, &due.entity, sizeof due.entity) &&
          !take_one (vault, &due, &waits, error))
        return FALSE;
      if (waits)
        g_array_append_val (waiting, due);
    }

  return FALSE;
}

static gboolean
take_all (AhadiVault *vault, GError **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (Due));

  if (!take_each (vault, waiting, error) ||
      !ahadi_vault_run_number (vault, "review-due-clear", 0, 0, error))
    return FALSE;

  for (guint i = 0; i < waiting->len; i++)
    {
      const Due *due = &g_array_index (waiting, Due, i);

      if (!note (vault, "review-due-wait", due->audience, due->kind, &due->entity, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_review_due_waits (AhadiVault *vault,
                        gint64 audience,
                        gboolean *waits,
                        GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "review-due-waiting", error);
  gint64 any;

  if (ask == NULL)
    return FALSE;

  ahadi_statement_bind_int (ask, 1, audience);
  if (!ahadi_statement_get_number (ask, &any, error))
    return FALSE;

  *waits = any != 0;
  return TRUE;
}

gboolean
ahadi_review_due_catch_up (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "review-due-any", error);
  gint64 any;

  if (ask == NULL || !ahadi_statement_get_number (ask, &any, error))
    return FALSE;
  if (any == 0)
    return TRUE;

  return ahadi_op_index_catch_up (vault, error) &&
         ahadi_vault_begin_upkeep (vault, error) &&
         ahadi_vault_end (vault, take_all (vault, error), error);
}

/* --- The check ------------------------------------------------------------ */

/* @line stands on a line of the table. */
static gboolean
is_same (const AhadiReview *review, AhadiStatement *line)
{
  return sqlite3_column_int64 (line->stmt, 0) == review->field &&
         sqlite3_column_int64 (line->stmt, 1) == review->state &&
         (AhadiHlc) sqlite3_column_int64 (line->stmt, 2) == review->standing.stamp.hlc;
}

gboolean
ahadi_review_due_check (AhadiVault *vault,
                        const AhadiStoredRow *row,
                        guint *found,
                        gboolean *same,
                        GError **error)
{
  Due due = { row->audience, row->row.kind, row->row.entity };
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (AhadiStatement) line = NULL;
  gboolean any;

  *found = 0;
  *same = TRUE;
  if (ahadi_kind_get_sensitive_fields (due.kind) == 0)
    return TRUE;

  reviews = ahadi_review_due_compute (vault, due.audience, due.kind, &due.entity, error);
  line = reviews != NULL ? prepare_of (vault, "review-of", &due, error) : NULL;
  if (line == NULL)
    return FALSE;

  for (guint i = 0; i < reviews->len; i++)
    {
      if (!is_listed (due.kind, reviews->pdata[i]))
        continue;
      if (!ahadi_statement_next (line, &any, error))
        return FALSE;
      *same &= any && is_same (reviews->pdata[i], line);
      *found += any ? 1 : 0;
    }

  if (!ahadi_statement_next (line, &any, error))
    return FALSE;
  *same &= !any;
  return TRUE;
}
