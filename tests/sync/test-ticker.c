/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-ticker.h"

#include "world.h"

#define REPORT_INTERVAL (G_USEC_PER_SEC / 20)

typedef struct
{
  guint calls;
  AhadiStep step;
  guint64 done;
  guint64 total;
} Reports;

static void
take (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  Reports *self = data;

  *self = (Reports){ self->calls + 1, step, done, total };
}

static void
test_first_report (void)
{
  Reports reports = { 0 };
  AhadiProgress progress = { take, &reports, NULL };
  AhadiTicker ticker;
  g_autoptr (GError) error = NULL;

  ahadi_ticker_init (&ticker, &progress, AHADI_STEP_MERGE, 100);
  g_assert_cmpuint (reports.calls, ==, 0);
  assert_ok (ahadi_ticker_advance (&ticker, 5, &error));
  g_assert_cmpuint (reports.calls, ==, 1);
  g_assert_cmpint (reports.step, ==, AHADI_STEP_MERGE);
  g_assert_cmpuint (reports.done, ==, 5);
  g_assert_cmpuint (reports.total, ==, 100);
}

static void
test_rate (void)
{
  Reports reports = { 0 };
  AhadiProgress progress = { take, &reports, NULL };
  AhadiTicker ticker;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  gint64 passed = 0;
  guint64 advances = 0;

  ahadi_ticker_init (&ticker, &progress, AHADI_STEP_CHECK, 0);
  for (; passed < 4 * REPORT_INTERVAL || reports.calls < 2; advances++)
    {
      assert_ok (ahadi_ticker_advance (&ticker, 1, &error));
      passed = g_get_monotonic_time () - start;
    }

  g_assert_cmpuint (ticker.done, ==, advances);
  g_assert_cmpuint (reports.calls, <=, 1 + passed / REPORT_INTERVAL);
}

/* However little time has passed since the last one. */
static void
test_last_report (void)
{
  Reports reports = { 0 };
  AhadiProgress progress = { take, &reports, NULL };
  AhadiTicker ticker;
  g_autoptr (GError) error = NULL;

  ahadi_ticker_init (&ticker, &progress, AHADI_STEP_WRITE, 2);
  assert_ok (ahadi_ticker_advance (&ticker, 1, &error));
  assert_ok (ahadi_ticker_advance (&ticker, 1, &error));
  assert_ok (ahadi_ticker_finish (&ticker, &error));
  g_assert_cmpuint (reports.done, ==, 2);
}

/* Also between two reports, and at the end. */
static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Reports reports = { 0 };
  AhadiProgress progress = { take, &reports, cancellable };
  AhadiTicker ticker;
  g_autoptr (GError) error = NULL;

  ahadi_ticker_init (&ticker, &progress, AHADI_STEP_READ, 0);
  assert_ok (ahadi_ticker_advance (&ticker, 1, &error));
  ticker.next = G_MAXINT64;
  g_cancellable_cancel (cancellable);
  g_assert_false (ahadi_ticker_advance (&ticker, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (ahadi_ticker_finish (&ticker, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (reports.calls, ==, 1);
}

static void
test_nobody_listens (void)
{
  AhadiTicker ticker;
  g_autoptr (GError) error = NULL;

  ahadi_ticker_init (&ticker, NULL, AHADI_STEP_READ, 0);
  assert_ok (ahadi_ticker_advance (&ticker, 3, &error));
  assert_ok (ahadi_ticker_advance (&ticker, 4, &error));
  assert_ok (ahadi_ticker_finish (&ticker, &error));
  g_assert_cmpuint (ticker.done, ==, 7);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/ticker/reports-the-first-advance", test_first_report);
  g_test_add_func ("/sync/ticker/reports-20-times-a-second-at-most", test_rate);
  g_test_add_func ("/sync/ticker/finish-reports-the-last-count", test_last_report);
  g_test_add_func ("/sync/ticker/every-advance-can-be-cancelled", test_cancelled);
  g_test_add_func ("/sync/ticker/counts-without-a-listener", test_nobody_listens);

  return g_test_run ();
}
