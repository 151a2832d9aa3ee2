/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-progress.h"

G_BEGIN_DECLS

/*
 * One step of a long work: counts, asks for cancellation at every advance, and reports at
 * most 20 times a second. Lives on the stack of whoever works.
 */
typedef struct
{
  const AhadiProgress *progress; /* (nullable) */
  AhadiStep step;
  guint64 done;
  guint64 total;
  gint64 next; /* monotonic microseconds before which nothing is reported */
} AhadiTicker;

void ahadi_ticker_init (AhadiTicker *self,
                        const AhadiProgress *progress,
                        AhadiStep step,
                        guint64 total);

/* FALSE with G_IO_ERROR_CANCELLED once cancelled. */
gboolean ahadi_ticker_advance (AhadiTicker *self,
                               guint64 amount,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reports the final count, whenever the last report was. */
gboolean ahadi_ticker_finish (AhadiTicker *self,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
