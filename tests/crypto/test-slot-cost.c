/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto-support.h"

#define MIB (G_GUINT64_CONSTANT (1) << 20)
#define GIB (MIB << 10)

typedef struct
{
  gint64 probe_ms;
  guint64 memory_total;
  guint64 passes;
  guint64 memory;
} PlanCase;

static void
test_memory_is_raised_before_passes (void)
{
  static const PlanCase cases[] = {
    { 75, 16 * GIB, 3, 1024 * MIB },   /* 1.2 s */
    { 20, 16 * GIB, 8, 1024 * MIB },   /* 0.32 s at 1 GiB: 8 passes make 0.85 s */
    { 150, 16 * GIB, 3, 512 * MIB },   /* 1.2 s */
    { 250, 16 * GIB, 3, 256 * MIB },   /* 1.0 s: the default */
    { 180, 16 * GIB, 4, 256 * MIB },   /* 0.72 s, twice that is too much: one pass more */
    { 900, 16 * GIB, 3, 64 * MIB },    /* slow, but in time */
    { 5000, 16 * GIB, 3, 64 * MIB },   /* never below the floor */
    { 100, 1 * GIB, 6, 256 * MIB },    /* a quarter of 1 GiB, then passes */
    { 100, 512 * MIB, 12, 128 * MIB }, /* a quarter, then passes */
    { 100, 100 * MIB, 20, 64 * MIB },  /* as many passes as may be */
    { 0, 64 * GIB, 20, 1024 * MIB },   /* a clock that stands still */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AhadiSlotCost cost =
          ahadi_slot_cost_plan (cases[i].probe_ms * 1000, cases[i].memory_total);

      g_test_message ("case %u", i);
      g_assert_cmpuint (cost.memory / MIB, ==, cases[i].memory / MIB);
      g_assert_cmpuint (cost.passes, ==, cases[i].passes);
    }
}

static void
test_every_plan_may_be_written (void)
{
  for (gint64 probe_ms = 0; probe_ms < 3000; probe_ms += 7)
    for (guint64 total = 0; total < 32 * GIB; total += 700 * MIB)
      {
        AhadiSlotCost cost = ahadi_slot_cost_plan (probe_ms * 1000, total);
        gint64 expected_ms =
            probe_ms * (gint64) (cost.passes * cost.memory) / (gint64) (3 * 64 * MIB);

        g_assert_true (ahadi_slot_cost_is_writable (cost));
        g_assert_cmpuint (cost.memory, <=, MAX (total / 4, 64 * MIB));
        g_assert_cmpint (expected_ms, <=, MAX (1500, probe_ms));
        /* Only the bounds excuse less than 0.8 s. */
        g_assert_true (expected_ms >= 799 || cost.passes == 20);
      }
}

static void
test_bounds_are_exact (void)
{
  static const struct
  {
    AhadiSlotCost cost;
    gboolean readable;
    gboolean writable;
  } cases[] = {
    { { 3, 64 * MIB }, TRUE, TRUE },
    { { 20, 1024 * MIB }, TRUE, TRUE },
    { { 2, 64 * MIB }, TRUE, FALSE },
    { { 1, 64 * MIB }, FALSE, FALSE },
    { { 0, 64 * MIB }, FALSE, FALSE },
    { { 21, 64 * MIB }, FALSE, FALSE },
    { { 3, 64 * MIB - 1 }, FALSE, FALSE },
    { { 3, 1024 * MIB + 1 }, FALSE, FALSE },
    { { G_MAXUINT64, G_MAXUINT64 }, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (ahadi_slot_cost_is_readable (cases[i].cost), ==,
                       cases[i].readable);
      g_assert_cmpint (ahadi_slot_cost_is_writable (cases[i].cost), ==,
                       cases[i].writable);
    }
}

static void
test_minimum_is_the_lowest_written (void)
{
  AhadiSlotCost cost = ahadi_slot_cost_minimum ();

  g_assert_true (ahadi_slot_cost_is_writable (cost));
  cost.passes--;
  g_assert_false (ahadi_slot_cost_is_writable (cost));
  cost = ahadi_slot_cost_minimum ();
  cost.memory--;
  g_assert_false (ahadi_slot_cost_is_writable (cost));
}

static void
test_this_machine_can_be_calibrated (void)
{
  g_assert_true (ahadi_slot_cost_is_writable (ahadi_slot_cost_calibrate ()));
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/crypto/slot-cost/memory-is-raised-before-passes",
                   test_memory_is_raised_before_passes);
  g_test_add_func ("/crypto/slot-cost/every-plan-may-be-written",
                   test_every_plan_may_be_written);
  g_test_add_func ("/crypto/slot-cost/bounds-are-exact", test_bounds_are_exact);
  g_test_add_func ("/crypto/slot-cost/minimum-is-the-lowest-written",
                   test_minimum_is_the_lowest_written);
  g_test_add_func ("/crypto/slot-cost/this-machine-can-be-calibrated",
                   test_this_machine_can_be_calibrated);
  return g_test_run ();
}
