/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ahadi-erase-sealed.h"
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
apply_part (AhadiImportJob *self,
            const AhadiPartSummary *summary,
            AhadiApplier *applier,
            AhadiTicker *ticker,
            GError **error)
{
  g_autoptr (AhadiPartReader) reader = NULL;

  if (summary->lines != NULL && ahadi_part_lines_is_whole (summary->lines))
    return ahadi_part_apply_lines (summary->lines, applier, ticker, error);

  reader = ahadi_import_job_open_part (self, self->applying, error);
  return reader != NULL && ahadi_part_apply (reader, applier, ticker, error);
}

static gboolean
apply_parts (AhadiImportJob *self, AhadiApplier *applier, GError **error)
{
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, self->progress, AHADI_STEP_MERGE, count_lines (self));
  for (guint i = 0; i < self->summaries->len; i++)
    {
      const AhadiPartSummary *summary = self->summaries->pdata[i];

      if (summary == NULL || summary->segments == 0)
        continue;

      self->applying = i;
      if (!apply_part (self, summary, applier, &ticker, error))
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
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  gboolean found;

  *own = FALSE;
  if (!ahadi_streams_find (self->vault, &fork->stream, &info, &local) || !info.own ||
      fork->to > info.last)
    {
      if (local != NULL)
        g_propagate_error (error, local);
      return local == NULL;
    }
  if (!ahadi_streams_find_head (self->vault, info.number, fork->to, head, &found, error))
    return FALSE;

  *own = found && memcmp (head, fork->head, sizeof head) == 0;
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
      !ahadi_erase_sealed_tell (self->vault, error) ||
      !ahadi_import_acks_take (self, error) ||
      !ahadi_import_blobs_take_acks (self, error) ||
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
        return TRUE;
      if (ahadi_io_error_is_ours (local))
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      if (!give_up_part (self, local))
        return ahadi_import_keep_journal (self, error);
    }
}
