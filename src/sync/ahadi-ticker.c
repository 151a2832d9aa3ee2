/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-ticker.h"

#define INTERVAL (G_USEC_PER_SEC / 20)

void
ahadi_ticker_init (AhadiTicker *self,
                   const AhadiProgress *progress,
                   AhadiStep step,
                   guint64 total)
{
  self->progress = progress;
  self->step = step;
  self->done = 0;
  self->total = total;
  self->next = 0;
}

gboolean
ahadi_ticker_advance (AhadiTicker *self, guint64 amount, GError **error)
{
  gint64 now;

  self->done += amount;
  if (self->progress == NULL)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (self->progress->cancellable, error))
    return FALSE;

  now = g_get_monotonic_time ();
  if (now < self->next)
    return TRUE;

  self->next = now + INTERVAL;
  return ahadi_progress_step (self->progress, self->step, self->done, self->total, error);
}

gboolean
ahadi_ticker_finish (AhadiTicker *self, GError **error)
{
  return ahadi_progress_step (self->progress, self->step, self->done, self->total, error);
}
