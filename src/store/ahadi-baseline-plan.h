/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-streams.h"

G_BEGIN_DECLS

/* A stream that may count for good further than it does. */
typedef struct
{
  AhadiStreamInfo info;
  guint64 last; /* up to it */
  guint8 head[AHADI_CHAIN_HASH_SIZE];
} AhadiBaselineStep;

/* @silent: how many of the other holders have not told of everything that is older
 * @questions: fields about which somebody must decide first */
typedef struct
{
  GArray *steps; /* AhadiBaselineStep */
  guint64 operations;
  guint silent;
  guint64 questions;
} AhadiBaselinePlan;

void ahadi_baseline_plan_free (AhadiBaselinePlan *self);

/**
 * ahadi_baseline_plan_new:
 * @audience: whole name
 * @holders: (element-type AhadiId): all others who must have it
 * @before: only what was written before it, ms since the epoch
 *
 * How far the streams of @audience may count for good (sync/FORMAT.md, F9): what counts
 * here and each of @holders told to hold, with all that it was written in sight of, but
 * for what competes.
 *
 * Returns: (transfer full)
 */
AhadiBaselinePlan *ahadi_baseline_plan_new (AhadiVault *vault,
                                            const char *audience,
                                            const GArray *holders,
                                            gint64 before,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiBaselinePlan, ahadi_baseline_plan_free)

G_END_DECLS
