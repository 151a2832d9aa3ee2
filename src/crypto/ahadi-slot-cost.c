/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-slot-cost.h"

#include <sodium.h>
#include <unistd.h>

#define MIB (G_GUINT64_CONSTANT (1) << 20)
#define MEMORY_MIN (64 * MIB)
#define MEMORY_MAX (1024 * MIB)
#define PASSES_READ_MIN 2
#define PASSES_MIN 3
#define PASSES_MAX 20

#define LOW_US (800 * G_GINT64_CONSTANT (1000))
/* Below the 1.5 s that are wanted at most: more memory is slower than in proportion. */
#define HIGH_US (1300 * G_GINT64_CONSTANT (1000))

AhadiSlotCost
ahadi_slot_cost_minimum (void)
{
  return (AhadiSlotCost){ PASSES_MIN, MEMORY_MIN };
}

static gboolean
is_within (AhadiSlotCost cost, guint64 passes_min)
{
  return cost.passes >= passes_min && cost.passes <= PASSES_MAX &&
         cost.memory >= MEMORY_MIN && cost.memory <= MEMORY_MAX;
}

gboolean
ahadi_slot_cost_is_writable (AhadiSlotCost cost)
{
  return is_within (cost, PASSES_MIN);
}

gboolean
ahadi_slot_cost_is_readable (AhadiSlotCost cost)
{
  return is_within (cost, PASSES_READ_MIN);
}

AhadiSlotCost
ahadi_slot_cost_plan (gint64 probe_us, guint64 memory_total)
{
  guint64 allowed = MIN (memory_total / 4, MEMORY_MAX);
  AhadiSlotCost cost = ahadi_slot_cost_minimum ();
  gint64 expected = MAX (probe_us, 1);
  gint64 per_pass;

  while (expected < LOW_US && 2 * expected <= HIGH_US && 2 * cost.memory <= allowed)
    {
      cost.memory *= 2;
      expected *= 2;
    }

  per_pass = expected / PASSES_MIN + 1;
  while (expected < LOW_US && expected + per_pass <= HIGH_US && cost.passes < PASSES_MAX)
    {
      cost.passes++;
      expected += per_pass;
    }
  return cost;
}

/* Microseconds that the minimum takes here. */
static gint64
probe (void)
{
  static const guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 key[32];
  gint64 start = g_get_monotonic_time ();

  /* Out of memory already at the minimum: the plan stays there, and using it tells of the
   * failure. */
  if (crypto_pwhash (key, sizeof key, "probe", 5, salt, PASSES_MIN, MEMORY_MIN,
                     crypto_pwhash_ALG_ARGON2ID13) != 0)
    return HIGH_US;
  return g_get_monotonic_time () - start;
}

AhadiSlotCost
ahadi_slot_cost_calibrate (void)
{
  long pages = sysconf (_SC_PHYS_PAGES);
  long page_size = sysconf (_SC_PAGESIZE);
  guint64 total = pages > 0 && page_size > 0 ? (guint64) pages * (guint64) page_size : 0;
  gint64 first = probe ();

  /* The better of two: the first also pays for a cold processor. */
  return ahadi_slot_cost_plan (MIN (first, probe ()), total);
}
