/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ahadi-applier-private.h"
#include "ahadi-compactor.h"
#include "ahadi-cutoffs.h"
#include "ahadi-eraser.h"
#include "ahadi-heads.h"
#include "ahadi-log.h"
#include "ahadi-op-index.h"
#include "ahadi-sealed-ops.h"
#include "ahadi-store-error.h"
#include "ahadi-stories.h"

AhadiApplier *
ahadi_applier_new (AhadiVault *vault, GError **error)
{
  AhadiApplier *self = g_new0 (AhadiApplier, 1);

  /* The usual interval costs nearly half of a bulk import (FORMATS 8); the next
   * transaction has it again. */
  sqlite3_wal_autocheckpoint (ahadi_database_get_handle (vault->database),
                              AHADI_VAULT_BULK_CHECKPOINT);
  self->vault = vault;
  self->cache = ahadi_row_cache_new (vault);
  self->erasures = g_array_new (FALSE, FALSE, sizeof (AhadiErasureMark));
  self->cutoffs = g_array_new (FALSE, FALSE, sizeof (AhadiCutoffMark));
  self->forks = g_ptr_array_new ();
  self->told = g_ptr_array_new ();
  self->untraced = g_ptr_array_new ();
  self->now = ahadi_wall_clock_ms ();
  if (ahadi_eraser_is_needed (vault, &self->any_gone, error))
    return self;

  ahadi_applier_free (self);
  return NULL;
}

void
ahadi_applier_free (AhadiApplier *self)
{
  if (self == NULL)
    return;

  ahadi_row_cache_free (self->cache);
  g_array_unref (self->erasures);
  g_array_unref (self->cutoffs);
  g_ptr_array_unref (self->forks);
  g_ptr_array_unref (self->told);
  g_ptr_array_unref (self->untraced);
  g_free (self);
}

gint64
ahadi_applier_get_now (AhadiApplier *self)
{
  return self->now;
}

void
ahadi_applier_guard (AhadiApplier *self)
{
  self->guarded = TRUE;
}

const AhadiApplyCounts *
ahadi_applier_get_counts (AhadiApplier *self)
{
  return &self->counts;
}

/* --- Segments ------------------------------------------------------------- */

static AhadiStreamEntry *
find_entry (AhadiApplier *self, const AhadiStreamId *id, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (self->vault, error);
  AhadiStreamEntry *entry;
  gboolean own;

  if (streams == NULL)
    return NULL;

  entry = ahadi_stream_table_find (streams, id);
  if (entry != NULL)
    return entry;

  own = self->vault->has_author && ahadi_id_equal (&id->device, &self->vault->device);
  entry = ahadi_stream_table_add (streams, id, own, error);
  return entry != NULL && ahadi_cutoffs_look (self->vault, entry, error) ? entry : NULL;
}

static gboolean
out_of_step (GError **error)
{
  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
               "cannot merge: a segment's operations are not those it announced");
  return FALSE;
}

static gboolean
judge (AhadiApplier *self,
       const AhadiStreamEntry *entry,
       const AhadiSegment *segment,
       GError **error)
{
  AhadiHeadsVerdict verdict;

  self->story = 0;
  self->differs = FALSE;
  if (!ahadi_heads_compare (self->vault, entry, segment, &verdict, error))
    return FALSE;

  self->all_known = verdict == AHADI_HEADS_KNOWN;
  if (self->all_known || (verdict == AHADI_HEADS_AGREE && entry->info.forked == 0))
    return TRUE;

  return ahadi_stories_begin (self->vault, entry, segment, &self->story, &self->all_known,
                              error);
}

/* Whether something of it may come in that was left out before. */
static gboolean
find_hollow (AhadiApplier *self,
             const AhadiStreamEntry *entry,
             const AhadiSegment *segment,
             GError **error)
{
  return ahadi_log_is_hollow (self->vault, entry->info.number, segment->from, segment->to,
                              &self->hollow, error);
}

gboolean
ahadi_applier_begin_segment (AhadiApplier *self,
                             const AhadiSegment *segment,
                             GError **error)
{
  AhadiStreamEntry *entry;
  gint64 stream;

  g_return_val_if_fail (self->entry == NULL && self->vault->depth > 0, FALSE);

  if (segment->from < 1 || segment->to < segment->from || segment->to > AHADI_LOG_MAX_SEQ)
    return out_of_step (error);

  entry = find_entry (self, &segment->stream, error);
  if (entry == NULL)
    return FALSE;

  stream = entry->info.number;
  if (!judge (self, entry, segment, error) ||
      !ahadi_log_get_hlc (self->vault, stream, segment->from - 1, &self->last_hlc,
                          error) ||
      !ahadi_log_get_hlc (self->vault, stream, segment->to + 1, &self->next_hlc, error) ||
      !find_hollow (self, entry, segment, error))
    return FALSE;

  self->entry = entry;
  self->segment = *segment;
  self->next = segment->from;
  return TRUE;
}

/* What is told of an own stream by someone else has left this laptop. */
static void
note_own_export (AhadiApplier *self)
{
  AhadiStreamEntry *entry = self->entry;

  if (!entry->info.own || self->differs || self->segment.to <= entry->info.exported)
    return;

  entry->info.exported = self->segment.to;
  memcpy (entry->exported_head, self->segment.head, sizeof entry->exported_head);
}

/* --- Operations ----------------------------------------------------------- */

static void
count_outcome (AhadiApplier *self,
               AhadiKind kind,
               const AhadiFoldOutcome *outcome,
               AhadiTouch touch)
{
  if (touch == AHADI_TOUCH_CREATED)
    self->counts.created[kind]++;
  else if (touch == AHADI_TOUCH_CHANGED)
    self->counts.changed[kind]++;

  for (guint32 left = outcome->conflicts; left != 0; left &= left - 1)
    self->counts.conflicts++;
}

static void
mark (AhadiApplier *self, const AhadiStreamEntry *entry, const AhadiOperation *operation)
{
  AhadiErasureMark one = { entry->audience, operation->kind, operation->entity };

  g_array_append_val (self->erasures, one);
}

/* What belongs to a record that is gone goes too. @log: the stream where it lies */
static gboolean
take_belonging (AhadiApplier *self,
                const AhadiStreamEntry *entry,
                gint64 log,
                const AhadiOperation *operation,
                const AhadiBody *body,
                gboolean *gone,
                GError **error)
{
  gint64 place = ahadi_log_get_place (log, operation->seq);

  *gone = FALSE;
  if (self->any_gone && !ahadi_eraser_take_belonging (self->vault, entry->audience, place,
                                                      operation, body, gone, error))
    return FALSE;

  if (*gone)
    mark (self, entry, operation);
  return TRUE;
}

static gboolean
note_cutoff (AhadiApplier *self,
             const AhadiStreamEntry *entry,
             const AhadiOperation *operation,
             const AhadiBody *body,
             GError **error)
{
  AhadiCutoffMark mark;
  gboolean noted;

  if (!ahadi_cutoffs_is_one (operation->kind))
    return TRUE;
  if (!ahadi_cutoffs_note (self->vault, entry->audience, operation, body, &mark, &noted,
                           error))
    return FALSE;

  if (noted)
    g_array_append_val (self->cutoffs, mark);
  return TRUE;
}

gboolean
ahadi_applier_fold (AhadiApplier *self,
                    const AhadiStreamEntry *entry,
                    const AhadiOperation *operation,
                    gboolean *closed,
                    GError **error)
{
  g_auto (AhadiBody) body = { 0 };
  AhadiFoldOutcome outcome;
  AhadiTouch touch;
  gboolean gone;

  self->newest = MAX (self->newest, operation->hlc);
  if (!ahadi_sealed_ops_read (self->vault, operation, &body, closed, error))
    return FALSE;
  if (*closed || body.fields == 0)
    return TRUE;

  if (!take_belonging (self, entry, entry->info.number, operation, &body, &gone, error))
    return FALSE;
  if (gone)
    return TRUE;

  if (!ahadi_sealed_ops_mark_read (
          self->vault, ahadi_log_get_place (entry->info.number, operation->seq),
          operation, error) ||
      !ahadi_row_cache_fold (self->cache, entry, operation, &body, &outcome, &touch,
                             error))
    return FALSE;

  count_outcome (self, operation->kind, &outcome, touch);
  if (operation->kind == AHADI_KIND_ERASURE)
    mark (self, entry, operation);
  return note_cutoff (self, entry, operation, &body, error);
}

/* HLCs of a stream rise (FORMATS 4): parking and stamps rely on it. */
static gboolean
check_clock (AhadiApplier *self, const AhadiOperation *operation, GError **error)
{
  if (operation->hlc > self->last_hlc &&
      (self->next_hlc == 0 || operation->hlc < self->next_hlc))
    return TRUE;

  g_set_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED,
               "cannot merge: the clock of operation %" G_GUINT64_FORMAT
               " is not between those of its neighbours",
               operation->seq);
  return FALSE;
}

static AhadiOpState
find_state (AhadiApplier *self, const AhadiOperation *operation)
{
  const AhadiStreamEntry *entry = self->entry;

  if (entry->info.beyond != 0 && operation->seq >= entry->info.beyond)
    return AHADI_OP_REVOKED;
  if (entry->info.forked != 0 && operation->seq >= entry->info.forked)
    return AHADI_OP_FORKED;
  if (ahadi_hlc_is_ahead (operation->hlc, self->now) ||
      (entry->parked != 0 && entry->parked < operation->seq))
    return AHADI_OP_AHEAD;

  return AHADI_OP_APPLIED;
}

/* Of a record that is gone no body is kept. */
static gboolean
hollow_out (AhadiApplier *self, AhadiOperation *operation, GError **error)
{
  gboolean gone = FALSE;
  gboolean fine;

  if (self->any_gone && operation->kind != AHADI_KIND_ERASURE &&
      !ahadi_eraser_has (self->vault, self->entry->audience, &operation->entity, &gone,
                         error))
    return FALSE;

  if (!gone)
    return TRUE;

  fine = ahadi_eraser_leave_blob (self->vault, operation, error);
  operation->body = NULL;
  return fine;
}

/* What is only held is not folded; it can belong to a record that is gone all the same,
 * and a cutoff holds wherever it stands. @log: the stream where it lies */
static gboolean
look_at_held (AhadiApplier *self,
              gint64 log,
              const AhadiOperation *operation,
              GError **error)
{
  g_auto (AhadiBody) body = { 0 };
  gboolean closed;
  gboolean gone;

  if (operation->body == NULL ||
      !(self->any_gone || ahadi_cutoffs_is_one (operation->kind)))
    return TRUE;
  if (!ahadi_sealed_ops_read (self->vault, operation, &body, &closed, error))
    return FALSE;

  return closed ||
         (note_cutoff (self, self->entry, operation, &body, error) &&
          take_belonging (self, self->entry, log, operation, &body, &gone, error));
}

static gboolean
log_fresh (AhadiApplier *self,
           const AhadiOperation *operation,
           AhadiOpState state,
           GError **error)
{
  gint64 stream = self->entry->info.number;

  return check_clock (self, operation, error) &&
         ahadi_log_insert (self->vault, stream, operation, state, error) &&
         ahadi_sealed_ops_note (self->vault, ahadi_log_get_place (stream, operation->seq),
                                operation, error);
}

static gboolean
add_fresh (AhadiApplier *self,
           const AhadiOperation *operation,
           gboolean closed,
           GError **error)
{
  AhadiStreamEntry *entry = self->entry;
  AhadiOpState state = find_state (self, operation);

  if (!log_fresh (self, operation, state, error))
    return FALSE;

  self->counts.fresh += closed ? 0 : 1;
  if (state == AHADI_OP_APPLIED)
    return ahadi_applier_fold (self, entry, operation, &closed, error);

  self->counts.parked += !closed && state == AHADI_OP_AHEAD ? 1 : 0;
  self->counts.forked += !closed && state == AHADI_OP_FORKED ? 1 : 0;
  self->counts.revoked += !closed && state == AHADI_OP_REVOKED ? 1 : 0;
  if (entry->parked == 0 || operation->seq < entry->parked)
    entry->parked = operation->seq;
  if (state == AHADI_OP_AHEAD && ahadi_cutoffs_is_one (operation->kind))
    return TRUE;

  return look_at_held (self, entry->info.number, operation, error);
}

/* A relay may have handed on less than the author did: what was not erased here comes in
 * later. */
static gboolean
refill (AhadiApplier *self,
        const AhadiOperation *operation,
        gboolean *closed,
        GError **error)
{
  gint64 stream = self->entry->info.number;
  gint64 place = ahadi_log_get_place (stream, operation->seq);
  gint64 state;

  if (!self->hollow || operation->body == NULL)
    return TRUE;
  if (!ahadi_log_refill (self->vault, stream, operation, &state, error))
    return FALSE;
  if (state < 0)
    return TRUE;

  return ahadi_compactor_look_again (self->vault, stream, operation->seq, error) &&
         ahadi_sealed_ops_note (self->vault, place, operation, error) &&
         (state == AHADI_OP_APPLIED
              ? ahadi_applier_fold (self, self->entry, operation, closed, error)
              : look_at_held (self, stream, operation, error));
}

/* Into the log, unless it is there already: @held if it is known to be. */
static gboolean
take (AhadiApplier *self,
      const AhadiOperation *operation,
      gboolean held,
      gboolean closed,
      GError **error)
{
  if (!held && operation->seq <= self->entry->info.last &&
      !ahadi_log_compare (self->vault, self->entry->info.number, operation, &held, error))
    return FALSE;
  if (held ? !refill (self, operation, &closed, error)
           : !add_fresh (self, operation, closed, error))
    return FALSE;

  self->counts.known += held && !closed ? 1 : 0;
  self->last_hlc = operation->hlc;
  return TRUE;
}

/* Its operations are held apart until it is seen where they belong. */
static gboolean
hold_story (AhadiApplier *self,
            const AhadiOperation *operation,
            gboolean closed,
            GError **error)
{
  return ahadi_stories_add (self->vault, self->entry, self->story, operation, error) &&
         refill (self, operation, &closed, error) &&
         look_at_held (self, ahadi_stories_get_log (self->story), operation, error);
}

gboolean
ahadi_applier_add (AhadiApplier *self, const AhadiOperation *given, GError **error)
{
  AhadiOperation kept = *given;
  const AhadiOperation *operation = &kept;
  gboolean closed = FALSE;
  gboolean ok = TRUE;

  g_return_val_if_fail (self->entry != NULL, FALSE);

  if (operation->seq != self->next || operation->seq > self->segment.to)
    return out_of_step (error);

  if (!hollow_out (self, &kept, error) ||
      !ahadi_sealed_ops_is_closed (self->vault, operation, &closed, error))
    return FALSE;

  if (self->story == 0)
    ok = take (self, operation, self->all_known, closed, error);
  else if (self->all_known)
    ok = refill (self, operation, &closed, error) &&
         look_at_held (self, ahadi_stories_get_log (self->story), operation, error);
  else
    ok = hold_story (self, operation, closed, error);

  self->counts.known += self->story != 0 && self->all_known && !closed ? 1 : 0;
  self->counts.operations += closed ? 0 : 1;
  self->next++;
  return ok;
}

/* --- Keeping a segment ---------------------------------------------------- */

static gboolean
close_segment (AhadiApplier *self, const AhadiSegment *segment, GError **error)
{
  AhadiStreamEntry *entry = self->entry;

  if (!ahadi_heads_keep (self->vault, entry, segment, error) ||
      !ahadi_op_index_note (self->vault,
                            ahadi_log_get_place (entry->info.number, segment->from),
                            ahadi_log_get_place (entry->info.number, segment->to), error))
    return FALSE;

  if (segment->from == 1)
    {
      entry->has_root = TRUE;
      memcpy (entry->root, segment->prev, sizeof entry->root);
    }
  entry->info.last = MAX (entry->info.last, segment->to);
  return ahadi_heads_advance (self->vault, entry, error);
}

/* --- Stories -------------------------------------------------------------- */

/* Of a stream that was cut off: what counts before that, but for the story that leads to
 * the entry that was named. */
static gboolean
is_guarded (AhadiApplier *self,
            const AhadiStreamEntry *entry,
            guint64 seq,
            gboolean *guarded,
            GError **error)
{
  gboolean leads = FALSE;

  *guarded = self->guarded && !entry->info.own && seq < entry->info.beyond;
  if (!*guarded || self->story == 0)
    return TRUE;
  if (!ahadi_cutoffs_names (self->vault, entry, ahadi_stories_get_log (self->story),
                            &leads, error))
    return FALSE;

  *guarded = !leads;
  return TRUE;
}

static void
note_told (AhadiApplier *self, AhadiStreamEntry *entry)
{
  if (!g_ptr_array_find (self->told, entry, NULL))
    g_ptr_array_add (self->told, entry);
}

static gboolean
note_fork (AhadiApplier *self, AhadiStreamEntry *entry, guint64 seq, GError **error)
{
  gboolean guarded;

  if (seq == G_MAXUINT64 || (entry->info.forked != 0 && entry->info.forked <= seq))
    return TRUE;

  if (!is_guarded (self, entry, seq, &guarded, error))
    return FALSE;
  if (guarded)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FORK,
                   "cannot merge: operation %" G_GUINT64_FORMAT
                   " is told differently by somebody who is not trusted any more",
                   seq);
      return FALSE;
    }

  entry->info.forked = seq;
  if (!g_ptr_array_find (self->forks, entry, NULL))
    g_ptr_array_add (self->forks, entry);
  note_told (self, entry);
  return TRUE;
}

typedef struct
{
  AhadiApplier *applier;
  AhadiChain chain;
} Taking;

static gboolean
take_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Taking *taking = data;
  gboolean closed = FALSE;

  return ahadi_sealed_ops_is_closed (taking->applier->vault, operation, &closed, error) &&
         take (taking->applier, operation, FALSE, closed, error) &&
         ahadi_chain_link (&taking->chain, operation, error);
}

/* The operations of the story up to @last stand in the log of its author from now on.
 * What they are cut from keeps the signature: of the piece itself there is none. */
static gboolean
take_story (AhadiApplier *self, guint64 last, GError **error)
{
  AhadiSegment piece = self->segment;
  Taking taking = { .applier = self };

  if (last < piece.from)
    return TRUE;

  ahadi_chain_resume (&taking.chain, &piece.stream, piece.from - 1, piece.prev);
  if (!ahadi_log_read (self->vault, ahadi_stories_get_log (self->story), piece.from, last,
                       take_one, &taking, error))
    return FALSE;

  if (last < piece.to)
    {
      piece.to = last;
      memcpy (piece.head, taking.chain.head, sizeof piece.head);
      memset (piece.head_signature, 0, sizeof piece.head_signature);
    }
  return close_segment (self, &piece, error);
}

static gboolean
count_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  AhadiApplier *self = data;
  gboolean closed = FALSE;

  if (!ahadi_sealed_ops_is_closed (self->vault, operation, &closed, error))
    return FALSE;

  self->counts.fresh += closed ? 0 : 1;
  self->counts.forked += closed ? 0 : 1;
  return TRUE;
}

/* All its operations are there. If it tells what is known, they move to the log; else
 * they stay apart, but for those before the stories part. */
static gboolean
settle_story (AhadiApplier *self, GError **error)
{
  AhadiStreamEntry *entry = self->entry;
  const AhadiSegment *segment = &self->segment;
  guint64 from_told;
  guint64 from_others;
  guint64 shared;

  if (!ahadi_heads_part (self->vault, entry, segment, ahadi_stories_get_log (self->story),
                         &from_told, &from_others, error))
    return FALSE;

  if (!note_fork (self, entry, MIN (from_told, from_others), error))
    return FALSE;
  note_told (self, entry);
  self->differs = from_told != G_MAXUINT64;
  if (!self->differs)
    return take_story (self, segment->to, error) &&
           ahadi_stories_remove (self->vault, self->story, error);

  self->next_hlc = 0;
  shared = MAX (entry->info.forked, segment->from) - 1;
  return ahadi_log_read (self->vault, ahadi_stories_get_log (self->story), shared + 1,
                         segment->to, count_one, self, error) &&
         take_story (self, shared, error);
}

/* --- The end of a segment ------------------------------------------------- */

/* Once all of the import is here, which brings what it goes on from perhaps. */
static void
note_untraced (AhadiApplier *self)
{
  if (self->entry->after == 0 && !g_ptr_array_find (self->untraced, self->entry, NULL))
    g_ptr_array_add (self->untraced, self->entry);
}

gboolean
ahadi_applier_end_segment (AhadiApplier *self, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (self->vault, error);

  g_return_val_if_fail (self->entry != NULL, FALSE);

  if (streams == NULL)
    return FALSE;
  if (self->next != self->segment.to + 1)
    return out_of_step (error);

  if (!self->all_known &&
      !(self->story != 0 ? settle_story (self, error)
                         : close_segment (self, &self->segment, error)))
    return FALSE;

  note_own_export (self);
  note_untraced (self);
  if (!ahadi_stream_table_update (streams, self->entry, error))
    return FALSE;

  self->entry = NULL;
  return TRUE;
}

/* --- Forks that are told -------------------------------------------------- */

gboolean
ahadi_applier_declare_fork (AhadiApplier *self,
                            const AhadiStreamId *stream,
                            guint64 from,
                            GError **error)
{
  AhadiStreamEntry *entry;

  g_return_val_if_fail (self->entry == NULL && from > 0, FALSE);

  entry = find_entry (self, stream, error);
  return entry != NULL && note_fork (self, entry, from, error);
}
