/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-saver.h"

#include <string.h>

#include "ahadi-cutoffs.h"
#include "ahadi-eraser.h"
#include "ahadi-heads.h"
#include "ahadi-heard.h"
#include "ahadi-log.h"
#include "ahadi-op-index.h"
#include "ahadi-review-due.h"
#include "ahadi-rows.h"
#include "ahadi-sealed-ops.h"
#include "ahadi-search-text.h"
#include "ahadi-store-error.h"
#include "ahadi-text-index.h"

/* --- The author ----------------------------------------------------------- */

/* Never the last number: in a decision it stands for a device of which nothing is held
 * (sync/FORMAT.md, F6). */
static guint32
draw_epoch (void)
{
  return ahadi_random_u32 () % G_MAXUINT32;
}

static gboolean
write_author (AhadiVault *self,
              const char *org,
              const AhadiId *device,
              guint32 epoch,
              GError **error)
{
  g_autoptr (AhadiStatement) set =
      ahadi_database_prepare (self->database, "state-set-author", error);

  if (set == NULL)
    return FALSE;

  ahadi_statement_bind_text (set, 1, org);
  ahadi_statement_bind_bytes (set, 2, device, sizeof *device);
  ahadi_statement_bind_int (set, 3, epoch);
  return ahadi_statement_run (set, error) && ahadi_vault_load_state (self, error);
}

/* Operations of ours that came in before this vault knew who it is. */
static gboolean
claim_streams (AhadiVault *self, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (self, error);

  if (streams == NULL)
    return FALSE;

  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    {
      AhadiStreamEntry *entry = ahadi_stream_table_get (streams, i);
      gboolean own = ahadi_id_equal (&entry->info.id.device, &self->device);

      if (own == entry->info.own)
        continue;
      entry->info.own = own;
      if (!ahadi_stream_table_update (streams, entry, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_vault_set_author (AhadiVault *self,
                        const char *org,
                        const AhadiId *device,
                        GError **error)
{
  gboolean same = self->has_author && ahadi_id_equal (&self->device, device);
  guint32 epoch = same && self->has_epoch ? self->epoch : draw_epoch ();

  if (strlen (org) > AHADI_ORG_LIMIT)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
                   "cannot set the author: the organisation's id is above %d bytes",
                   AHADI_ORG_LIMIT);
      return FALSE;
    }

  if (!ahadi_vault_begin (self, error))
    return FALSE;

  return ahadi_vault_end (
      self, write_author (self, org, device, epoch, error) && claim_streams (self, error),
      error);
}

gboolean
ahadi_vault_end_epoch (AhadiVault *self, const AhadiStreamId *stream, GError **error)
{
  if (!self->has_epoch || !ahadi_id_equal (&stream->device, &self->device) ||
      stream->epoch != self->epoch)
    return TRUE;

  if (!ahadi_vault_begin (self, error))
    return FALSE;

  self->has_epoch = FALSE;
  return ahadi_vault_end (
      self, ahadi_vault_run_number (self, "state-forget-epoch", 0, 0, error), error);
}

/* --- The stream ----------------------------------------------------------- */

/* The last stream of this device for the same audience: the new epoch's chain starts from
 * its head. */
static const AhadiStreamEntry *
find_previous (AhadiVault *self, AhadiStreamTable *streams, const char *audience)
{
  const AhadiStreamEntry *found = NULL;

  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    {
      const AhadiStreamEntry *entry = ahadi_stream_table_get (streams, i);

      if (entry->info.frontier > 0 && strcmp (entry->info.id.audience, audience) == 0 &&
          ahadi_id_equal (&entry->info.id.device, &self->device))
        found = entry;
    }

  return found;
}

static AhadiStreamEntry *
start_stream (AhadiVault *self,
              AhadiStreamTable *streams,
              const AhadiStreamId *id,
              GError **error)
{
  const AhadiStreamEntry *previous = find_previous (self, streams, id->audience);
  AhadiStreamEntry *entry;
  AhadiChain chain;

  ahadi_chain_start (&chain, self->org, id,
                     previous != NULL ? previous->info.frontier_head : NULL);
  entry = ahadi_stream_table_add (streams, id, TRUE, error);
  if (entry == NULL)
    return NULL;

  entry->has_root = TRUE;
  memcpy (entry->root, chain.head, sizeof entry->root);
  return entry;
}

/* Someone holds operations of this epoch that this vault does not: it was rolled back or
 * copied (FORMATS 6). */
static gboolean
was_rolled_back (const AhadiStreamEntry *entry)
{
  return entry->info.acked > entry->info.frontier ||
         entry->info.elsewhere > entry->info.frontier ||
         entry->info.last > entry->info.frontier || entry->info.forked != 0 ||
         !entry->has_root;
}

static AhadiStreamEntry *
find_present (AhadiVault *self,
              AhadiStreamTable *streams,
              const char *audience,
              AhadiStreamId *id)
{
  ahadi_stream_id_init (id, &self->device, self->epoch, audience);
  return ahadi_stream_table_find (streams, id);
}

static AhadiStreamEntry *
open_stream (AhadiVault *self, const char *audience, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (self, error);
  AhadiStreamEntry *entry;
  AhadiStreamId id;

  if (streams == NULL)
    return NULL;

  entry = find_present (self, streams, audience, &id);
  if (!self->has_epoch || (entry != NULL && was_rolled_back (entry)))
    {
      g_info ("this vault was rolled back: a new epoch begins");
      if (!write_author (self, self->org, &self->device, draw_epoch (), error))
        return NULL;
      entry = find_present (self, streams, audience, &id);
    }

  return entry != NULL ? entry : start_stream (self, streams, &id, error);
}

/* --- One save ------------------------------------------------------------- */

/* Two copies of one laptop must not give one id to two records: each time a vault is
 * opened its ids begin anew. */
static AhadiId
make_id (AhadiStreamEntry *entry)
{
  if (!entry->has_family)
    {
      ahadi_random_bytes (entry->prefix, sizeof entry->prefix);
      entry->counter = 0;
      entry->has_family = TRUE;
    }

  entry->counter++;
  return ahadi_id_make_entity (entry->prefix, entry->counter);
}

/* @readers: (nullable) (element-type AhadiAgeRecipient): whom the body is sealed to */
static char *
print_body (const AhadiBody *body,
            AhadiKind kind,
            const AhadiId *entity,
            const GArray *readers,
            GError **error)
{
  guint8 salt[AHADI_SALT_SIZE];

  if (readers != NULL)
    return ahadi_sealed_body_print (body, kind, entity,
                                    (const AhadiAgeRecipient *) readers->data,
                                    readers->len, error);

  ahadi_random_bytes (salt, sizeof salt);
  return ahadi_body_print (body, kind, salt, error);
}

static gboolean
link_to_stream (AhadiStreamEntry *entry, const AhadiOperation *operation, GError **error)
{
  AhadiStreamInfo *info = &entry->info;
  AhadiChain chain;

  ahadi_chain_resume (&chain, &info->id, info->frontier,
                      info->frontier > 0 ? info->frontier_head : entry->root);
  if (!ahadi_chain_link (&chain, operation, error))
    return FALSE;

  info->last = operation->seq;
  info->frontier = operation->seq;
  memcpy (info->frontier_head, chain.head, sizeof info->frontier_head);
  return TRUE;
}

static gboolean
log_operation (AhadiVault *self,
               AhadiStreamEntry *entry,
               AhadiOperation *operation,
               GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (self, error);

  operation->seq = entry->info.frontier + 1;
  operation->hlc = ahadi_hlc_next (self->clock, ahadi_wall_clock_ms ());
  ahadi_hash_bytes (operation->body, operation->body_size, operation->body_hash);

  return streams != NULL && link_to_stream (entry, operation, error) &&
         ahadi_log_insert (self, entry->info.number, operation, AHADI_OP_APPLIED,
                           error) &&
         ahadi_sealed_ops_note (self,
                                ahadi_log_get_place (entry->info.number, operation->seq),
                                operation, error) &&
         ahadi_op_index_add (self,
                             ahadi_log_get_place (entry->info.number, operation->seq),
                             &operation->entity, error) &&
         ahadi_stream_table_update (streams, entry, error) &&
         ahadi_vault_raise_clock (self, operation->hlc, error);
}

gboolean
ahadi_saver_repeat (AhadiVault *self,
                    const char *audience,
                    const AhadiOperation *operation,
                    GError **error)
{
  AhadiStreamEntry *entry = open_stream (self, audience, error);
  AhadiOperation again = *operation;

  g_return_val_if_fail (self->depth > 0 && operation->body != NULL, FALSE);

  return entry != NULL && log_operation (self, entry, &again, error);
}

/* One row is indexed at once; what an import left to be indexed is not for a save to wait
 * for. */
static gboolean
put_row (AhadiVault *self, AhadiStoredRow *stored, GError **error)
{
  AhadiKind kind = stored->row.kind;
  gboolean was_current = FALSE;

  if (ahadi_search_text_get_fields (kind) != 0 &&
      !ahadi_text_index_is_current (self, kind, &was_current, error))
    return FALSE;

  return ahadi_rows_put (self, stored, error) &&
         (!was_current || ahadi_text_index_catch_up (self, kind, error));
}

/* @shows: (out): whether this vault may show what it holds */
static gboolean
open_own (AhadiVault *self,
          const AhadiStreamEntry *entry,
          const AhadiOperation *operation,
          gboolean *shows,
          GError **error)
{
  g_auto (AhadiBody) body = { 0 };
  gboolean closed;

  *shows = TRUE;
  if (!ahadi_sealed_ops_has_seal (operation))
    return TRUE;
  if (!ahadi_sealed_ops_read (self, operation, &body, &closed, error))
    return FALSE;

  *shows = !closed;
  return closed ||
         ahadi_sealed_ops_mark (
             self, ahadi_log_get_place (entry->info.number, operation->seq), error);
}

/* What an office decides takes hold at once. */
static gboolean
take_decision (AhadiVault *self,
               const AhadiStoredRow *stored,
               const AhadiOperation *operation,
               const AhadiBody *body,
               GError **error)
{
  AhadiCutoffMark mark;
  gboolean noted;

  if (operation->kind == AHADI_KIND_ERASURE)
    return ahadi_eraser_take (self, stored, error);
  if (!ahadi_cutoffs_is_one (operation->kind))
    return TRUE;

  return ahadi_cutoffs_note (self, stored->audience, operation, body, &mark, &noted,
                             error) &&
         (!noted || ahadi_cutoffs_apply (self, &mark, error));
}

static gboolean
write_difference (AhadiVault *self,
                  AhadiStreamEntry *entry,
                  AhadiStoredRow *stored,
                  const AhadiBody *body,
                  const GArray *readers,
                  GError **error)
{
  const AhadiStreamId *id = &entry->info.id;
  AhadiOperation operation = { .kind = stored->row.kind, .entity = stored->row.entity };
  AhadiStamp stamp = { .device = id->device, .epoch = id->epoch };
  AhadiFoldOutcome outcome;
  g_autofree char *text =
      print_body (body, operation.kind, &operation.entity, readers, error);
  gboolean shows;

  if (text == NULL)
    return FALSE;

  operation.body = text;
  operation.body_size = strlen (text);
  if (!log_operation (self, entry, &operation, error) ||
      !open_own (self, entry, &operation, &shows, error))
    return FALSE;
  if (!shows)
    return TRUE;

  stamp.hlc = operation.hlc;
  outcome = ahadi_stored_row_fold (stored, &stamp, body);
  ahadi_stored_row_note_own (stored, entry->info.number, operation.seq);
  return put_row (self, stored, error) &&
         ahadi_review_due_note_row (
             self, stored,
             ahadi_review_due_judge (operation.kind, body->fields, &outcome), error) &&
         take_decision (self, stored, &operation, body, error);
}

/* Neither it nor what it belongs to. */
static gboolean
check_not_gone (AhadiVault *self,
                gint64 audience,
                const AhadiRecord *record,
                GError **error)
{
  const AhadiKindInfo *info = ahadi_record_get_info (record);
  guint32 owners = ahadi_erasure_get_owner_fields (info->kind);
  AhadiId id = *ahadi_record_get_id (record);
  gboolean gone;

  if (!ahadi_eraser_has (self, audience, &id, &gone, error))
    return FALSE;
  for (guint i = 0; !gone && owners >> i != 0; i++)
    if ((owners >> i & 1) != 0 && ahadi_record_get (record, i) != NULL &&
        ahadi_id_parse (ahadi_record_get (record, i), &id, NULL) &&
        !ahadi_eraser_has (self, audience, &id, &gone, error))
      return FALSE;
  if (!gone)
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
               "cannot save: the %s was erased, or what it belongs to", info->name);
  return FALSE;
}

/* The row as people see it, what was heard of decisions included. */
static gboolean
load_seen (AhadiVault *self,
           gint64 audience,
           AhadiKind kind,
           const AhadiId *id,
           AhadiStoredRow *seen,
           GError **error)
{
  return ahadi_rows_load (self, audience, kind, id, seen, error) &&
         ahadi_heard_take (self, audience, &seen->row, error);
}

/* The id that a new record gets; the record itself is told once all is committed. */
static gboolean
save (AhadiVault *self,
      const char *audience,
      const AhadiRecord *record,
      const GArray *readers,
      AhadiId *id,
      gboolean *changed,
      GError **error)
{
  const AhadiKindInfo *info = ahadi_record_get_info (record);
  AhadiStreamEntry *entry = open_stream (self, audience, error);
  g_auto (AhadiStoredRow) stored = { 0 };
  g_auto (AhadiStoredRow) seen = { 0 };
  g_auto (AhadiBody) body = { 0 };

  if (entry == NULL || !check_not_gone (self, entry->audience, record, error))
    return FALSE;

  if (ahadi_id_is_zero (id))
    *id = make_id (entry);
  if (!ahadi_rows_load (self, entry->audience, info->kind, id, &stored, error))
    return FALSE;

  if (info->add_only && stored.exists)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS,
                   "cannot save: a %s is never changed", info->name);
      return FALSE;
    }

  if (!load_seen (self, entry->audience, info->kind, id, &seen, error))
    return FALSE;

  *changed = ahadi_fold_difference (&seen.row, record, &body);
  return !*changed || write_difference (self, entry, &stored, &body, readers, error);
}

gboolean
ahadi_saver_rewrite (AhadiVault *self,
                     const char *audience,
                     const AhadiRecord *record,
                     guint field,
                     AhadiStamp *stamp,
                     GError **error)
{
  AhadiStreamEntry *entry = open_stream (self, audience, error);
  g_auto (AhadiStoredRow) stored = { 0 };
  g_auto (AhadiBody) body = { .fields = 1u << field };

  g_return_val_if_fail (self->depth > 0, FALSE);

  if (entry == NULL || !check_not_gone (self, entry->audience, record, error) ||
      !ahadi_rows_load (self, entry->audience, ahadi_record_get_kind (record),
                        ahadi_record_get_id (record), &stored, error))
    return FALSE;

  body.values[field] = g_strdup (ahadi_record_get (record, field));
  body.bases[field] = stored.row.stamps[field];
  if (!write_difference (self, entry, &stored, &body, NULL, error))
    return FALSE;

  *stamp = stored.row.stamps[field];
  return TRUE;
}

static gboolean
check_audience (AhadiVault *self, const char *audience, GError **error)
{
  AhadiAudienceClass audience_class;

  if (!self->has_author)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
                   "cannot save: the vault does not know who writes in it");
      return FALSE;
    }

  if (!ahadi_audience_parse (audience, &audience_class, NULL))
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
                   "cannot save: there is no audience \"%s\"", audience);
      return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_vault_save (AhadiVault *self,
                  const char *audience,
                  AhadiRecord *record,
                  gboolean *changed,
                  GError **error)
{
  return ahadi_vault_save_sealed (self, audience, record, NULL, changed, error);
}

gboolean
ahadi_vault_save_sealed (AhadiVault *self,
                         const char *audience,
                         AhadiRecord *record,
                         const GArray *readers,
                         gboolean *changed,
                         GError **error)
{
  AhadiId id = *ahadi_record_get_id (record);
  gboolean differs = FALSE;

  if (!check_audience (self, audience, error) || !ahadi_vault_begin (self, error))
    return FALSE;

  if (!ahadi_vault_end (
          self, save (self, audience, record, readers, &id, &differs, error), error))
    return FALSE;

  if (differs)
    ahadi_record_set_id (record, &id);
  if (changed != NULL)
    *changed = differs;
  return TRUE;
}
