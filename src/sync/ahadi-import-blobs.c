/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-blob-taker.h"
#include "ahadi-import-job.h"
#include "ahadi-io.h"
#include "ahadi-sync-error.h"

static const AhadiStagedPart *
get_container (AhadiImportJob *self, guint i)
{
  return &g_array_index (self->bundle->blobs, AhadiStagedPart, i);
}

/* M6: every audience of a container has its part. */
static const AhadiManifestPart *
find_part (AhadiImportJob *self, AhadiAudienceClass audience)
{
  const GArray *parts = self->verdict.manifest->parts;

  for (guint i = 0; i < parts->len; i++)
    if (g_array_index (parts, AhadiManifestPart, i).audience == audience)
      return &g_array_index (parts, AhadiManifestPart, i);

  g_return_val_if_reached (NULL);
}

static gboolean
check_one (AhadiImportJob *self, guint i, AhadiTicker *ticker, GError **error)
{
  const AhadiStagedPart *container = get_container (self, i);
  AhadiAgeIdentity *key = ahadi_identity_get_age_identity (self->identity);
  gboolean opened;
  guint pieces;

  if (!ahadi_blob_taker_check (self->staging, container,
                               find_part (self, container->audience), key, &opened,
                               &pieces, ticker, error))
    return FALSE;

  if (opened)
    self->containers |= 1u << i;
  self->result->pieces += pieces;
  return TRUE;
}

gboolean
ahadi_import_blobs_check (AhadiImportJob *self, GError **error)
{
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, self->progress, AHADI_STEP_CHECK, 0);
  for (guint i = 0; i < self->bundle->blobs->len; i++)
    {
      GError *local = NULL;

      if (check_one (self, i, &ticker, &local))
        continue;
      if (ahadi_io_error_is_ours (local))
        {
          g_propagate_error (error, local);
          return FALSE;
        }

      g_debug ("container refused: %s", local->message);
      if (self->result->blobs_refused == NULL)
        self->result->blobs_refused = g_steal_pointer (&local);
      g_clear_error (&local);
    }

  return TRUE;
}

gboolean
ahadi_import_blobs_take (AhadiImportJob *self, GError **error)
{
  AhadiAgeIdentity *key = ahadi_identity_get_age_identity (self->identity);
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, self->progress, AHADI_STEP_MERGE, 0);
  for (guint i = 0; !self->preview && i < self->bundle->blobs->len; i++)
    {
      if ((self->containers & 1u << i) != 0 &&
          !ahadi_blob_taker_take (self->vault, self->staging, get_container (self, i),
                                  key, &self->verdict.author->device, &ticker, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_import_blobs_take_acks (AhadiImportJob *self, GError **error)
{
  for (guint i = 0; i < self->summaries->len; i++)
    {
      const AhadiPartSummary *summary = self->summaries->pdata[i];

      for (guint b = 0; summary != NULL && b < summary->blobs->len; b++)
        {
          const AhadiBlobAck *ack = &g_array_index (summary->blobs, AhadiBlobAck, b);

          if (!ahadi_blob_set_held (self->vault, &ack->id, ack->have, error))
            return FALSE;
        }
    }

  return TRUE;
}

void
ahadi_import_blobs_settle (AhadiImportJob *self)
{
  AhadiBlobArrivals arrivals = { 0 };
  g_autoptr (GError) error = NULL;

  if (!self->preview && !ahadi_blob_arrival_settle (self->vault, &arrivals, &error))
    g_info ("cannot settle sealed files: %s", error->message);
  self->result->files = arrivals.whole;
  self->result->spoilt = arrivals.spoilt;
  self->result->partial = arrivals.partial;
}
