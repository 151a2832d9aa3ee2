/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What Argon2id costs whoever tries a passphrase. */
typedef struct
{
  guint64 passes;
  guint64 memory; /* bytes */
} AhadiSlotCost;

/* Cost for this machine: calibrated once to 0.8-1.5 s, memory raised first, never below 3
 * passes and 64 MiB (about a second of work). */
AhadiSlotCost ahadi_slot_cost_calibrate (void);
/* 3 passes and 64 MiB: the lowest that is ever written; for tests and for machines that
 * can't do more. */
AhadiSlotCost ahadi_slot_cost_minimum (void);

/**
 * ahadi_slot_cost_plan:
 * @probe_us: microseconds that the minimum took
 * @memory_total: bytes of memory of the machine, of which a quarter may be used
 *
 * The arithmetic of ahadi_slot_cost_calibrate(): time is taken as proportional to passes
 * times memory.
 *
 * Returns: the cost expected to take 0.8 to 1.5 s, or the nearest that the bounds allow.
 */
AhadiSlotCost ahadi_slot_cost_plan (gint64 probe_us, guint64 memory_total);

/* Bounds: 3 to 20 passes and 64 MiB to 1 GiB when writing, 2 to 20 and the same when
 * reading. */
gboolean ahadi_slot_cost_is_writable (AhadiSlotCost cost);
gboolean ahadi_slot_cost_is_readable (AhadiSlotCost cost);

G_END_DECLS
