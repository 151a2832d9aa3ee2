/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Hybrid logical clock (Kulkarni et al. 2014): 48 bits of milliseconds since the Unix
 * epoch, then a 16-bit counter. Prints as 16 lower-case hex digits.
 */
typedef guint64 AhadiHlc;

#define AHADI_HLC_AHEAD_LIMIT_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

AhadiHlc ahadi_hlc_from_ms (gint64 ms);
gint64 ahadi_hlc_to_ms (AhadiHlc hlc);

/* Milliseconds since the Unix epoch by the wall clock; AHADI_CLOCK_MS in the environment
 * overrides it in tests. Never after the year 9999, whatever the clock says. */
gint64 ahadi_wall_clock_ms (void);

/**
 * ahadi_hlc_next:
 * @last: highest HLC this replica has issued or seen
 * @now_ms: the wall clock
 *
 * Returns: the next HLC: strictly above @last, and at least @now_ms.
 */
AhadiHlc ahadi_hlc_next (AhadiHlc last, gint64 now_ms);

/* Whether @hlc is more than 24 hours ahead of @now_ms, so that it must be parked (FORMATS
 * 4). */
gboolean ahadi_hlc_is_ahead (AhadiHlc hlc, gint64 now_ms);

/**
 * AhadiClockState:
 * @AHADI_CLOCK_PLAUSIBLE: nothing strange
 * @AHADI_CLOCK_BEHIND: before this program was made, or over a day before the newest
 * record
 * @AHADI_CLOCK_AHEAD: more than ten years after this program was made
 */
typedef enum
{
  AHADI_CLOCK_PLAUSIBLE,
  AHADI_CLOCK_BEHIND,
  AHADI_CLOCK_AHEAD,
} AhadiClockState;

AhadiClockState ahadi_clock_judge (gint64 now_ms, AhadiHlc newest_known);

G_END_DECLS
