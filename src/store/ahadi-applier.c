/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-applier.h"

#include <string.h>

#include "ahadi-eraser.h"
#include "ahadi-heads.h"
#include "ahadi-log.h"
#include "ahadi-op-index.h"
#include "ahadi-row-cache.h"
#include "ahadi-sealed-ops.h"
#include "ahadi-store-error.h"

struct _AhadiApplier
{
  AhadiVault *vault;
  AhadiRowCache *cache;
  gint64 now;      /* one wall clock for the whole import */
  AhadiHlc newest; /* of what was applied */
  AhadiApplyCounts counts;
  gboolean any_gone; /* something is gone that must not come back */
  GArray *erasures;  /* Erasure: taken once all rows are written */

  /* The segment that is open; entry is NULL between two. */
  AhadiStreamEntry *entry;
  AhadiSegment segment;
  guint64 next;
  AhadiHlc last_hlc;
  AhadiHlc next_hlc; /* of what is held after the segment; 0 if nothing is */
  gboolean all_known;
  gboolean hollow; /* of some of its operations only the hash is held */
};

typedef struct
{
  gint64 audience;
  AhadiId id;
} Erasure;

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
  self->erasures = g_array_new (FALSE, FALSE, sizeof (Erasure));
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
  g_free (self);
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
  return ahadi_stream_table_add (streams, id, own, error);
}

static gboolean
out_of_step (GError **error)
{
  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
               "cannot merge: a segment's operations are not those it announced");
  return FALSE;
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
  if (!ahadi_heads_compare (self->vault, entry, segment, FALSE, &self->all_known,
                            error) ||
      !ahadi_log_get_neighbour (self->vault, stream, segment->from, FALSE,
                                &self->last_hlc, error) ||
      !ahadi_log_get_neighbour (self->vault, stream, segment->to, TRUE, &self->next_hlc,
                                error) ||
      !ahadi_log_is_hollow (self->vault, stream, segment->from, segment->to,
                            &self->hollow, error))
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

  if (!entry->info.own || self->segment.to <= entry->info.exported)
    return;

  entry->info.exported = self->segment.to;
  memcpy (entry->exported_head, self->segment.head, sizeof entry->exported_head);
}

static gboolean
close_segment (AhadiApplier *self, GError **error)
{
  AhadiStreamEntry *entry = self->entry;
  const AhadiSegment *segment = &self->segment;

  if (!ahadi_heads_compare (self->vault, entry, segment, TRUE, NULL, error) ||
      !ahadi_heads_keep (self->vault, entry, segment, error) ||
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

gboolean
ahadi_applier_end_segment (AhadiApplier *self, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (self->vault, error);

  g_return_val_if_fail (self->entry != NULL, FALSE);

  if (streams == NULL)
    return FALSE;
  if (self->next != self->segment.to + 1)
    return out_of_step (error);

  if (!self->all_known && !close_segment (self, error))
    return FALSE;

  note_own_export (self);
  if (!ahadi_stream_table_update (streams, self->entry, error))
    return FALSE;

  self->entry = NULL;
  return TRUE;
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

/* What belongs to a record that is gone goes too. */
static gboolean
take_belonging (AhadiApplier *self,
                const AhadiStreamEntry *entry,
                const AhadiOperation *operation,
                const AhadiBody *body,
                gboolean *gone,
                GError **error)
{
  *gone = FALSE;
  return !self->any_gone || ahadi_eraser_take_belonging (
                                self->vault, entry->audience,
                                ahadi_log_get_place (entry->info.number, operation->seq),
                                operation, body, gone, error);
}

static void
note_erasure (AhadiApplier *self,
              const AhadiStreamEntry *entry,
              const AhadiOperation *operation)
{
  Erasure erasure = { entry->audience, operation->entity };

  if (operation->kind == AHADI_KIND_ERASURE)
    g_array_append_val (self->erasures, erasure);
}

static gboolean
mark_opened (AhadiApplier *self,
             const AhadiStreamEntry *entry,
             const AhadiOperation *operation,
             GError **error)
{
  return !ahadi_sealed_ops_has_seal (operation) ||
         ahadi_sealed_ops_mark (self->vault,
                                ahadi_log_get_place (entry->info.number, operation->seq),
                                error);
}

/* @closed: (out): it is sealed to others, and shows nowhere */
static gboolean
fold (AhadiApplier *self,
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

  if (!take_belonging (self, entry, operation, &body, &gone, error))
    return FALSE;
  if (gone)
    return TRUE;

  if (!mark_opened (self, entry, operation, error) ||
      !ahadi_row_cache_fold (self->cache, entry, operation, &body, &outcome, &touch,
                             error))
    return FALSE;

  count_outcome (self, operation->kind, &outcome, touch);
  note_erasure (self, entry, operation);
  return TRUE;
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

static gboolean
must_park (AhadiApplier *self, const AhadiOperation *operation)
{
  const AhadiStreamEntry *entry = self->entry;

  return ahadi_hlc_is_ahead (operation->hlc, self->now) ||
         (entry->parked != 0 && entry->parked < operation->seq);
}

/* Of a record that is gone no body is kept. */
static gboolean
hollow_out (AhadiApplier *self, AhadiOperation *operation, GError **error)
{
  gboolean gone = FALSE;

  if (self->any_gone && operation->kind != AHADI_KIND_ERASURE &&
      !ahadi_eraser_has (self->vault, self->entry->audience, &operation->entity, &gone,
                         error))
    return FALSE;

  if (gone)
    operation->body = NULL;
  return TRUE;
}

static gboolean
log_fresh (AhadiApplier *self,
           const AhadiOperation *operation,
           gboolean park,
           GError **error)
{
  gint64 stream = self->entry->info.number;

  return check_clock (self, operation, error) &&
         ahadi_log_insert (self->vault, stream, operation,
                           park ? AHADI_OP_AHEAD : AHADI_OP_APPLIED, error) &&
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
  gboolean park = must_park (self, operation);

  if (!log_fresh (self, operation, park, error))
    return FALSE;

  self->counts.fresh += closed ? 0 : 1;
  if (!park)
    return fold (self, entry, operation, &closed, error);

  self->counts.parked += closed ? 0 : 1;
  if (entry->parked == 0 || operation->seq < entry->parked)
    entry->parked = operation->seq;
  return TRUE;
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
  gboolean applied = FALSE;

  return ahadi_log_refill (self->vault, stream, operation, &applied, error) &&
         (!applied || (ahadi_sealed_ops_note (
                           self->vault, ahadi_log_get_place (stream, operation->seq),
                           operation, error) &&
                       fold (self, self->entry, operation, closed, error)));
}

/* What is closed here is not counted either. */
static gboolean
is_closed (AhadiApplier *self,
           const AhadiOperation *operation,
           gboolean *closed,
           GError **error)
{
  g_auto (AhadiBody) body = { 0 };

  return !ahadi_sealed_ops_has_seal (operation) ||
         ahadi_sealed_ops_read (self->vault, operation, &body, closed, error);
}

static gboolean
add_known_or_fresh (AhadiApplier *self,
                    const AhadiOperation *operation,
                    gboolean held,
                    gboolean closed,
                    GError **error)
{
  if (!held)
    return add_fresh (self, operation, closed, error);

  return !self->hollow || operation->body == NULL ||
         refill (self, operation, &closed, error);
}

gboolean
ahadi_applier_add (AhadiApplier *self, const AhadiOperation *given, GError **error)
{
  AhadiOperation kept = *given;
  const AhadiOperation *operation = &kept;
  gboolean held = self->all_known;
  gboolean closed = FALSE;

  g_return_val_if_fail (self->entry != NULL, FALSE);

  if (operation->seq != self->next || operation->seq > self->segment.to)
    return out_of_step (error);

  if (!held && operation->seq <= self->entry->info.last &&
      !ahadi_log_compare (self->vault, self->entry->info.number, operation, &held, error))
    return FALSE;
  if (!hollow_out (self, &kept, error) || !is_closed (self, operation, &closed, error) ||
      !add_known_or_fresh (self, operation, held, closed, error))
    return FALSE;

  self->counts.operations += closed ? 0 : 1;
  self->counts.known += held && !closed ? 1 : 0;
  self->last_hlc = operation->hlc;
  self->next++;
  return TRUE;
}

static gboolean
take_erasures (AhadiApplier *self, GError **error)
{
  for (guint i = 0; i < self->erasures->len; i++)
    {
      const Erasure *erasure = &g_array_index (self->erasures, Erasure, i);
      g_auto (AhadiStoredRow) row = { 0 };

      if (!ahadi_rows_load (self->vault, erasure->audience, AHADI_KIND_ERASURE,
                            &erasure->id, &row, error) ||
          !ahadi_eraser_take (self->vault, &row, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_applier_finish (AhadiApplier *self, GError **error)
{
  g_return_val_if_fail (self->entry == NULL, FALSE);

  return ahadi_row_cache_flush (self->cache, error) && take_erasures (self, error) &&
         ahadi_vault_raise_clock (self->vault, self->newest, error);
}

/* --- Parked operations ---------------------------------------------------- */

typedef struct
{
  AhadiApplier *applier;
  AhadiStreamEntry *entry;
  guint64 released; /* with those that are closed */
  guint64 shown;
  guint64 still; /* first seq whose time has not come; 0 if none */
} Release;

static gboolean
release_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Release *release = data;
  gboolean closed;

  if (release->still == 0 && ahadi_hlc_is_ahead (operation->hlc, release->applier->now))
    release->still = operation->seq;
  if (release->still != 0)
    return TRUE;

  if (!fold (release->applier, release->entry, operation, &closed, error))
    return FALSE;

  release->released++;
  release->shown += closed ? 0 : 1;
  return TRUE;
}

static gboolean
release_stream (AhadiApplier *self,
                AhadiStreamTable *streams,
                AhadiStreamEntry *entry,
                guint64 *released,
                GError **error)
{
  Release release = { .applier = self, .entry = entry };

  if (!ahadi_log_read_parked (self->vault, entry->info.number, release_one, &release,
                              error))
    return FALSE;
  if (release.released == 0)
    return TRUE;

  entry->parked = release.still;
  *released += release.shown;
  return ahadi_log_release (self->vault, entry->info.number,
                            release.still != 0 ? release.still : G_MAXINT64, error) &&
         ahadi_heads_advance (self->vault, entry, error) &&
         ahadi_stream_table_update (streams, entry, error);
}

static gboolean
release_all (AhadiVault *vault, guint64 *released, GError **error)
{
  g_autoptr (AhadiApplier) self = ahadi_applier_new (vault, error);
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);

  if (self == NULL || streams == NULL)
    return FALSE;

  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    {
      AhadiStreamEntry *entry = ahadi_stream_table_get (streams, i);

      if (entry->parked != 0 && !release_stream (self, streams, entry, released, error))
        return FALSE;
    }

  return ahadi_applier_finish (self, error);
}

static gboolean
has_parked (AhadiStreamTable *streams)
{
  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    if (ahadi_stream_table_get (streams, i)->parked != 0)
      return TRUE;

  return FALSE;
}

gboolean
ahadi_applier_release_parked (AhadiVault *vault, guint64 *released, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  guint64 count = 0;

  if (streams == NULL)
    return FALSE;

  if (has_parked (streams) &&
      (!ahadi_vault_begin (vault, error) ||
       !ahadi_vault_end (vault, release_all (vault, &count, error), error)))
    return FALSE;

  if (released != NULL)
    *released = count;
  return TRUE;
}

/* --- Sealed operations ---------------------------------------------------- */

typedef struct
{
  AhadiApplier *applier;
  AhadiStreamEntry *entry;
  guint64 opened;
} Opening;

static gboolean
open_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Opening *opening = data;
  gboolean closed;

  if (!fold (opening->applier, opening->entry, operation, &closed, error))
    return FALSE;

  opening->opened += closed ? 0 : 1;
  return TRUE;
}

static gboolean
open_place (AhadiApplier *self, gint64 place, guint64 *opened, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (self->vault, error);
  gint64 stream = ahadi_log_get_stream (place);
  guint64 seq = ahadi_log_get_seq (place);
  Opening opening = { .applier = self };

  if (streams == NULL)
    return FALSE;

  opening.entry = ahadi_stream_table_by_number (streams, stream);
  if (opening.entry == NULL)
    return TRUE;
  if (!ahadi_log_read (self->vault, stream, seq, seq, open_one, &opening, error))
    return FALSE;

  *opened += opening.opened;
  return TRUE;
}

static gboolean
open_all (AhadiVault *vault, GArray *places, guint64 *opened, GError **error)
{
  g_autoptr (AhadiApplier) self = ahadi_applier_new (vault, error);

  if (self == NULL)
    return FALSE;

  for (guint i = 0; i < places->len; i++)
    if (!open_place (self, g_array_index (places, gint64, i), opened, error))
      return FALSE;

  return ahadi_applier_finish (self, error);
}

gboolean
ahadi_applier_open_sealed (AhadiVault *vault, guint64 *opened, GError **error)
{
  g_autoptr (GArray) places = NULL;
  guint64 count = 0;

  ahadi_sealed_ops_forget_keys (vault);
  places = ahadi_sealed_ops_list_closed (vault, error);
  if (places == NULL)
    return FALSE;

  if (places->len > 0 &&
      (!ahadi_vault_begin (vault, error) ||
       !ahadi_vault_end (vault, open_all (vault, places, &count, error), error)))
    return FALSE;

  if (opened != NULL)
    *opened = count;
  return TRUE;
}
