/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory.h"
#include "ahadi-progress.h"
#include "store/ahadi-store.h"

G_BEGIN_DECLS

/* What is younger stays open: until then a lost laptop can be cut off (F6). */
#define AHADI_COMPACTION_DAYS 90
#define AHADI_COMPACTION_LEAST_DAYS 30

/**
 * AhadiCompaction:
 * @operations: that come to count for good
 * @silent: how many of the other holders have not told yet that they have all that old
 * @questions: fields about which somebody must decide first
 * @compacted: what went
 */
typedef struct
{
  guint64 operations;
  guint silent;
  guint64 questions;
  AhadiCompacted compacted;
} AhadiCompaction;

/**
 * ahadi_compaction_run:
 * @days: how old what is closed is at least, from %AHADI_COMPACTION_LEAST_DAYS
 * @dry: change nothing
 *
 * At the membership office: what is older than @days, counts, is held by all active
 * holders of that office, and is not asked about counts for good from now on, by
 * decisions that travel as others do (FORMAT.md, F9); and what was written over in it is
 * let go (N6), as well as where another holder has decided so.
 *
 * Returns: %FALSE with %AHADI_SYNC_ERROR_NOT_READY where this vault is not that office's
 *   or has no card, G_IO_ERROR_CANCELLED, or the store's errors. What was decided by then
 *   stays decided, and the next run goes on.
 */
gboolean ahadi_compaction_run (AhadiVault *vault,
                               guint days,
                               gboolean dry,
                               const AhadiProgress *progress,
                               AhadiCompaction *result,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
