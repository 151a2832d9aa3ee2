/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ahadi-error-map.h"
#include "ahadi-import-job.h"
#include "ahadi-io.h"
#include "ahadi-sync-error.h"

/* --- operations --- */

/* The lines to apply: those of operations, and those that begin a segment. */
static guint64
count_lines (AhadiImportJob *self)
{
  guint64 n = 0;

  for (guint i = 0; i < self->summaries->len; i++)
    {
      const AhadiPartSummary *summary = self->summaries->pdata[i];

      if (summary != NULL)
        n += summary->operations + summary->segments;
    }

  return n;
}

static gboolean
apply_parts (AhadiImportJob *self, AhadiApplier *applier, GError **error)
{
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, self->progress, AHADI_STEP_MERGE, count_lines (self));
  for (guint i = 0; i < self->summaries->len; i++)
    {
      const AhadiPartSummary *summary = self->summaries->pdata[i];
      g_autoptr (AhadiPartReader) reader = NULL;

      if (summary == NULL || summary->segments == 0)
        continue;

      self->applying = i;
      reader = ahadi_import_job_open_part (self, i, error);
      if (reader == NULL || !ahadi_part_apply (reader, applier, &ticker, error))
        return FALSE;
    }

  return ahadi_ticker_finish (&ticker, error);
}

/* --- forks --- */

/* What its own key has signed and it does not have is a laptop's proof that there is, or
 * was, another of it. */
static gboolean
is_own_story (AhadiImportJob *self, const AhadiFork *fork, gboolean *own, GError **error)
{
  AhadiStreamInfo info = { 0 };
  GError *local = NULL;
  AhadiChain chain;

  *own = FALSE;
  if (!ahadi_streams_find (self->vault, &fork->stream, &info, &local) || !info.own ||
      fork->to > info.last)
    {
      if (local != NULL)
        g_propagate_error (error, local);
      return local == NULL;
    }
  if (!ahadi_streams_get_chain (self->vault, info.number, fork->to + 1, &chain, error))
    return FALSE;

  *own = memcmp (chain.head, fork->head, AHADI_CHAIN_HASH_SIZE) == 0;
  return TRUE;
}

static gboolean
declare_fork (AhadiImportJob *self,
              AhadiApplier *applier,
              const AhadiFork *fork,
              GError **error)
{
  gboolean own;

  if (!is_own_story (self, fork, &own, error))
    return FALSE;
  if (own)
    return TRUE;

  if (!ahadi_applier_declare_fork (applier, &fork->stream, fork->from, error))
    {
      ahadi_error_map_input (error, "cannot take a fork");
      ahadi_sync_error_blame (error, AHADI_SYNC_ERROR, "I10");
      return FALSE;
    }
  return ahadi_vault_end_epoch (self->vault, &fork->stream, error);
}

static gboolean
declare_forks (AhadiImportJob *self, AhadiApplier *applier, GError **error)
{
  for (guint i = 0; i < self->summaries->len; i++)
    {
      const AhadiPartSummary *summary = self->summaries->pdata[i];

      self->applying = i;
      for (guint f = 0; summary != NULL && f < summary->forks->len; f++)
        {
          if (!declare_fork (self, applier, &g_array_index (summary->forks, AhadiFork, f),
                             error))
            return FALSE;
        }
    }

  return TRUE;
}

/* --- roll-backs --- */

/* Operations of this device's own streams. @total: up to their highest */
static gboolean
count_own (AhadiImportJob *self, guint64 *total, GError **error)
{
  g_autoptr (GArray) streams = ahadi_streams_list (self->vault, TRUE, error);

  *total = 0;
  for (guint i = 0; streams != NULL && i < streams->len; i++)
    *total += g_array_index (streams, AhadiStreamInfo, i).last;

  return streams != NULL;
}

/* S7: what this device wrote and no longer has comes back; it goes on in a new epoch. */
static gboolean
end_own_epochs (AhadiImportJob *self, GError **error)
{
  for (guint i = 0; i < self->summaries->len; i++)
    {
      const AhadiPartSummary *summary = self->summaries->pdata[i];

      for (guint s = 0; summary != NULL && s < summary->streams->len; s++)
        {
          if (!ahadi_vault_end_epoch (self->vault,
                                      &g_array_index (summary->streams, AhadiStreamId, s),
                                      error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
apply (AhadiImportJob *self, GError **error)
{
  g_autoptr (AhadiApplier) applier = ahadi_applier_new (self->vault, error);
  guint64 before;
  guint64 after;

  if (applier != NULL && self->verdict.late)
    ahadi_applier_guard (applier);

  if (applier == NULL || !count_own (self, &before, error) ||
      !apply_parts (self, applier, error) || !count_own (self, &after, error) ||
      (after > before && !end_own_epochs (self, error)) ||
      !declare_forks (self, applier, error) || !ahadi_applier_finish (applier, error))
    return FALSE;

  self->result->returned = after - before;
  self->result->counts = *ahadi_applier_get_counts (applier);
  return TRUE;
}

/* --- acknowledgements --- */

/* It was put back, and others have what it lacks: told once, and remembered. @seq: one
 * that they hold and that is not here */
static gboolean
take_roll_back (AhadiImportJob *self,
                const AhadiStreamId *stream,
                guint64 seq,
                const char **refused,
                GError **error)
{
  guint64 lost;

  if (!ahadi_streams_note_elsewhere (self->vault, stream, seq, &lost, error))
    return FALSE;

  self->result->lost += lost;
  if (lost > 0)
    *refused = AHADI_PART_ROLLED_BACK;
  return ahadi_vault_end_epoch (self->vault, stream, error);
}

/* The office has another story, and not ours yet: ours is sent again, so that it sees
 * where they part. */
static gboolean
take_ack_of_other (AhadiImportJob *self,
                   const AhadiStreamInfo *info,
                   const char **refused,
                   GError **error)
{
  *refused = ahadi_sync_error_to_word (AHADI_SYNC_ERROR_FORK);
  return ahadi_streams_send_again (self->vault, info->number, error) &&
         ahadi_vault_end_epoch (self->vault, &info->id, error);
}

/* @info: (out): zeros if it is not known */
static gboolean
find_stream (AhadiImportJob *self,
             const AhadiStreamId *stream,
             AhadiStreamInfo *info,
             GError **error)
{
  GError *local = NULL;

  *info = (AhadiStreamInfo){ 0 };
  if (!ahadi_streams_find (self->vault, stream, info, &local) && local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  return TRUE;
}

/* @refused is set if this one alone can't be taken. Beyond a fork that is known nothing
 * is said again. */
static gboolean
take_ack (AhadiImportJob *self, const AhadiAck *ack, const char **refused, GError **error)
{
  AhadiStreamInfo info;
  AhadiChain chain;

  if (!find_stream (self, &ack->stream, &info, error))
    return FALSE;
  if (info.forked != 0 && ack->seq >= info.forked)
    return TRUE;
  if (ack->seq > info.last)
    return take_roll_back (self, &ack->stream, ack->seq, refused, error);
  if (!ahadi_streams_get_chain (self->vault, info.number, ack->seq + 1, &chain, error))
    return FALSE;
  if (memcmp (chain.head, ack->head, AHADI_CHAIN_HASH_SIZE) != 0)
    return take_ack_of_other (self, &info, refused, error);

  return ahadi_streams_set_acked (self->vault, info.number, ack->seq, ack->head, error) &&
         ahadi_wants_forget (self->vault, info.number, ack->seq, error);
}

/* What is asked for lies before something that the office holds; if that is not here,
 * this vault was put back (Q4). Beyond a fork it was written again. */
static gboolean
take_want (AhadiImportJob *self,
           const AhadiWant *want,
           const char **refused,
           GError **error)
{
  AhadiStreamInfo info;

  if (!find_stream (self, &want->stream, &info, error))
    return FALSE;
  if (info.forked == 0 && want->to >= info.last &&
      !take_roll_back (self, &want->stream, want->to + 1, refused, error))
    return FALSE;

  return want->from > info.last ||
         ahadi_wants_add (self->vault, info.number, want->from, want->to, error);
}

static void
refuse_alone (AhadiPartResult *result, const char *refused)
{
  if (refused != NULL && result->refused == NULL)
    result->refused = g_strdup (refused);
}

/* Acknowledgements first: what they confirm is not asked for any more. */
static gboolean
take_acks (AhadiImportJob *self, guint part, GError **error)
{
  const AhadiPartSummary *summary = self->summaries->pdata[part];
  AhadiPartResult *result = ahadi_import_job_get_part (self, part);

  for (guint i = 0; summary != NULL && i < summary->acks->len; i++)
    {
      const char *refused = NULL;

      if (!take_ack (self, &g_array_index (summary->acks, AhadiAck, i), &refused, error))
        return FALSE;
      refuse_alone (result, refused);
    }
  for (guint i = 0; summary != NULL && i < summary->wants->len; i++)
    {
      const char *refused = NULL;

      if (!take_want (self, &g_array_index (summary->wants, AhadiWant, i), &refused,
                      error))
        return FALSE;
      refuse_alone (result, refused);
    }

  return TRUE;
}

static gboolean
count_received (AhadiImportJob *self, guint64 *received, GError **error)
{
  AhadiDeliveryCounts counts = { 0 };

  if (!ahadi_query_deliveries (self->vault, &counts, error))
    return FALSE;

  *received = 0;
  for (guint i = 0; i < G_N_ELEMENTS (counts.counts); i++)
    *received += counts.counts[i][AHADI_DELIVERY_RECEIVED];

  return TRUE;
}

/* Operations that the office asks for again, as far as they may be told. */
static gboolean
count_asked (AhadiImportJob *self, guint64 *asked, GError **error)
{
  g_autoptr (GArray) wanted = ahadi_wants_list_shown (self->vault, error);

  *asked = 0;
  for (guint i = 0; wanted != NULL && i < wanted->len; i++)
    *asked += g_array_index (wanted, AhadiWanted, i).operations;

  return wanted != NULL;
}

static gboolean
take_all_acks (AhadiImportJob *self, GError **error)
{
  guint64 before;
  guint64 after;

  if (!self->result->is_reply)
    return TRUE;
  if (!count_received (self, &before, error))
    return FALSE;

  for (guint i = 0; i < self->summaries->len; i++)
    {
      if (!take_acks (self, i, error))
        return FALSE;
    }

  if (!count_received (self, &after, error) ||
      !count_asked (self, &self->result->asked, error))
    return FALSE;

  self->result->acks = after > before ? after - before : 0;
  return TRUE;
}

/* --- what was erased --- */

static gboolean
take_told (AhadiImportJob *self, GError **error)
{
  for (guint i = 0; i < self->summaries->len; i++)
    {
      const AhadiPartSummary *summary = self->summaries->pdata[i];

      for (guint e = 0; summary != NULL && e < summary->erased->len; e++)
        {
          if (!ahadi_gone_take (self->vault, summary->erased->pdata[e], error))
            return FALSE;
        }
    }

  return TRUE;
}

/* By operations and by what a reply tells. */
static gboolean
apply_and_erase (AhadiImportJob *self, GError **error)
{
  guint64 before;
  guint64 after;

  if (!ahadi_gone_count (self->vault, &before, error) ||
      !ahadi_import_gaps_note (self, error) || !apply (self, error) ||
      !take_told (self, error) || !ahadi_gone_count (self->vault, &after, error))
    return FALSE;

  self->result->erased = after - before;
  return TRUE;
}

/* --- the transaction --- */

static gboolean
merge_in_transaction (AhadiImportJob *self, GError **error)
{
  guint64 released;

  if (!ahadi_applier_release_parked (self->vault, &released, error) ||
      !ahadi_import_keep_card (self, error) || !apply_and_erase (self, error) ||
      !take_all_acks (self, error) || !ahadi_import_blobs_take_acks (self, error) ||
      !ahadi_import_blobs_take (self, error) || !ahadi_import_gaps_settle (self, error))
    return FALSE;

  self->kept = !self->preview && ahadi_import_keep_is_needed (self);
  if (self->kept && !ahadi_import_keep_bundle (self, "sealed-parts", error))
    return FALSE;

  return ahadi_import_carry_keep (self, error) && ahadi_import_carry_take (self, error) &&
         ahadi_import_keep_journal (self, error);
}

static gboolean
has_parts_left (AhadiImportJob *self)
{
  for (guint i = 0; i < self->summaries->len; i++)
    {
      if (self->summaries->pdata[i] != NULL)
        return TRUE;
    }

  return FALSE;
}

/* What the store found in a part (a fork) takes that part out; the others are tried again
 * without it. Takes @reason. */
static gboolean
give_up_part (AhadiImportJob *self, GError *reason)
{
  AhadiImportResult *result = self->result;

  ahadi_import_job_refuse_part (self, self->applying, reason, NULL);
  result->counts = (AhadiApplyCounts){ 0 };
  result->acks = result->missing = result->erased = 0;
  g_array_set_size (result->filled, 0);
  result->lost = result->returned = result->asked = 0;
  if (has_parts_left (self))
    {
      g_error_free (reason);
      return TRUE;
    }

  result->newer_card = FALSE;
  result->outcome = AHADI_OUTCOME_REFUSED;
  result->reason = reason;
  return FALSE;
}

gboolean
ahadi_import_merge (AhadiImportJob *self, GError **error)
{
  while (TRUE)
    {
      GError *local = NULL;

      if (ahadi_import_keep_transaction (self, merge_in_transaction, &local))
        {
          ahadi_import_blobs_settle (self);
          return TRUE;
        }
      if (ahadi_io_error_is_ours (local))
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      if (!give_up_part (self, local))
        return ahadi_import_keep_journal (self, error);
    }
}
