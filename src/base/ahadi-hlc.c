/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-hlc.h"

#define COUNTER_BITS 16
#define MS_MAX ((G_GINT64_CONSTANT (1) << 48) - 1)

/* 2025-06-01: no copy of this program is older. A fixed date keeps builds reproducible.
 */
#define MADE_MS G_GINT64_CONSTANT (1748736000000)
/* 9999-12-31: dates have four digits of a year. */
#define CALENDAR_END_MS G_GINT64_CONSTANT (253402214400000)
#define TEN_YEARS_MS (G_GINT64_CONSTANT (3653) * 24 * 60 * 60 * 1000)

AhadiHlc
ahadi_hlc_from_ms (gint64 ms)
{
  return (guint64) CLAMP (ms, 0, MS_MAX) << COUNTER_BITS;
}

gint64
ahadi_hlc_to_ms (AhadiHlc hlc)
{
  return (gint64) (hlc >> COUNTER_BITS);
}

gint64
ahadi_wall_clock_ms (void)
{
  const char *pretended = g_getenv ("AHADI_CLOCK_MS");
  gint64 ms;

  if (!pretended || !g_ascii_string_to_signed (pretended, 10, 0, MS_MAX, &ms, NULL))
    ms = g_get_real_time () / 1000;
  /* A clock gone astray must be told of, and a date beyond the calendar stops that. */
  return CLAMP (ms, 0, CALENDAR_END_MS);
}

AhadiHlc
ahadi_hlc_next (AhadiHlc last, gint64 now_ms)
{
  AhadiHlc now = ahadi_hlc_from_ms (now_ms);

  if (now > last)
    return now;
  /* A full counter runs over into the milliseconds. Only the year 10889 has no successor.
   */
  return last == G_MAXUINT64 ? last : last + 1;
}

gboolean
ahadi_hlc_is_ahead (AhadiHlc hlc, gint64 now_ms)
{
  return ahadi_hlc_to_ms (hlc) - now_ms > AHADI_HLC_AHEAD_LIMIT_MS;
}

AhadiClockState
ahadi_clock_judge (gint64 now_ms, AhadiHlc newest_known)
{
  if (now_ms < MADE_MS || ahadi_hlc_is_ahead (newest_known, now_ms))
    return AHADI_CLOCK_BEHIND;
  if (now_ms > MADE_MS + TEN_YEARS_MS)
    return AHADI_CLOCK_AHEAD;
  return AHADI_CLOCK_PLAUSIBLE;
}
