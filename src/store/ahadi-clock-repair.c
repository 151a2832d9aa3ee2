/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-clock-repair.h"

#include "ahadi-log.h"
#include "ahadi-reissue.h"
#include "ahadi-store-error.h"

/* One repair under way. */
typedef struct
{
  AhadiVault *vault;
  AhadiStreamTable *streams;
  gint64 now;       /* ms */
  AhadiHlc newest;  /* of what goes on counting */
  AhadiHlc foreign; /* of that, by others */
  GPtrArray *ahead; /* AhadiStreamEntry: own ones that were written in ahead of now */
} Repair;

/* The last operation of @entry that goes on counting; 0 if none does. */
static gboolean
find_last (Repair *self, const AhadiStreamEntry *entry, guint64 *last, GError **error)
{
  const AhadiStreamInfo *info = &entry->info;

  *last = !info->own && entry->parked != 0 ? entry->parked - 1 : info->last;
  if (info->own &&
      !ahadi_streams_find_before (self->vault, info->number, self->now + 1, last, error))
    return FALSE;
  if (info->forked != 0)
    *last = MIN (*last, info->forked - 1);

  return TRUE;
}

static gboolean
look_at (Repair *self, AhadiStreamEntry *entry, GError **error)
{
  AhadiStreamInfo *info = &entry->info;
  AhadiHlc hlc = 0;
  guint64 last;

  if (!find_last (self, entry, &last, error) ||
      !ahadi_log_get_hlc (self->vault, info->number, last, &hlc, error))
    return FALSE;

  self->newest = MAX (self->newest, hlc);
  if (!info->own)
    self->foreign = MAX (self->foreign, hlc);
  else if (last < info->last && (info->forked == 0 || last + 1 < info->forked))
    {
      info->forked = last + 1;
      g_ptr_array_add (self->ahead, entry);
    }

  return TRUE;
}

static gboolean
check_clock (Repair *self, GError **error)
{
  if (ahadi_clock_judge (self->now, self->foreign) != AHADI_CLOCK_BEHIND)
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
                       "cannot put the clock right: what it says can't be");
  return FALSE;
}

static gboolean
set_clock (Repair *self, GError **error)
{
  self->vault->clock = self->newest;
  return ahadi_vault_run_number (self->vault, "state-put-clock-back", 1,
                                 (gint64) self->newest, error);
}

static gboolean
repair (AhadiVault *vault, guint64 *records, GError **error)
{
  g_autoptr (GPtrArray) ahead = g_ptr_array_new ();
  Repair self = { .vault = vault, .now = ahadi_wall_clock_ms (), .ahead = ahead };

  self.streams = ahadi_vault_get_streams (vault, error);
  if (self.streams == NULL)
    return FALSE;

  for (guint i = 0; i < ahadi_stream_table_get_length (self.streams); i++)
    if (!look_at (&self, ahadi_stream_table_get (self.streams, i), error))
      return FALSE;

  if (!check_clock (&self, error) || !set_clock (&self, error))
    return FALSE;

  for (guint i = 0; i < ahead->len; i++)
    if (!ahadi_reissue (vault, ahead->pdata[i], records, error))
      return FALSE;

  return TRUE;
}

gboolean
ahadi_clock_repair (AhadiVault *vault, guint64 *records, GError **error)
{
  *records = 0;
  if (!ahadi_vault_begin (vault, error))
    return FALSE;

  return ahadi_vault_end (vault, repair (vault, records, error), error);
}
