/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-progress.h"

#include "world.h"

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
test_reports (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Reports reports = { 0 };
  AhadiProgress progress = { take, &reports, cancellable };
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_progress_step (&progress, AHADI_STEP_SEAL, 3, 7, &error));
  g_assert_cmpuint (reports.calls, ==, 1);
  g_assert_cmpint (reports.step, ==, AHADI_STEP_SEAL);
  g_assert_cmpuint (reports.done, ==, 3);
  g_assert_cmpuint (reports.total, ==, 7);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Reports reports = { 0 };
  AhadiProgress progress = { take, &reports, cancellable };
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (ahadi_progress_step (&progress, AHADI_STEP_READ, 1, 2, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (reports.calls, ==, 0);
}

static void
test_nobody_listens (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  AhadiProgress only_cancels = { NULL, NULL, cancellable };
  Reports reports = { 0 };
  AhadiProgress only_reports = { take, &reports, NULL };
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_progress_step (NULL, AHADI_STEP_READ, 1, 2, &error));
  assert_ok (ahadi_progress_step (&only_cancels, AHADI_STEP_READ, 1, 2, &error));
  assert_ok (ahadi_progress_step (&only_reports, AHADI_STEP_READ, 1, 2, &error));
  g_assert_cmpuint (reports.calls, ==, 1);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/progress/reports", test_reports);
  g_test_add_func ("/sync/progress/cancelled-reports-nothing", test_cancelled);
  g_test_add_func ("/sync/progress/listener-and-cancellable-are-optional",
                   test_nobody_listens);

  return g_test_run ();
}
