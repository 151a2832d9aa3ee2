/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <string.h>

/* What an asynchronous work leaves behind. */
typedef struct
{
  GMainLoop *loop;
  GString *order;
  GThread *threads[3];
  guint done;
  guint freed;
  gpointer result;
  GError *error;
} Trace;

typedef struct
{
  Trace *trace;
  char letter;
} Step;

static gpointer
run_step (AhadiSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  step->trace->threads[step->trace->order->len] = g_thread_self ();
  g_string_append_c (step->trace->order, step->letter);
  return step;
}

static void
free_step (gpointer data)
{
  Step *step = data;

  step->trace->freed++;
}

static void
on_step (GObject *source, GAsyncResult *result, gpointer data)
{
  Trace *trace = data;

  g_assert_null (source);
  g_clear_error (&trace->error);
  trace->result = ahadi_session_run_finish (result, &trace->error);
  trace->done++;
  g_main_loop_quit (trace->loop);
}

static void
trace_init (Trace *self)
{
  memset (self, 0, sizeof *self);
  self->loop = g_main_loop_new (NULL, FALSE);
  self->order = g_string_new (NULL);
}

static void
trace_clear (Trace *self)
{
  g_main_loop_unref (self->loop);
  g_string_free (self->order, TRUE);
  g_clear_error (&self->error);
}

static void
wait_for (Trace *trace, guint done)
{
  while (trace->done < done)
    g_main_loop_run (trace->loop);
}

static void
test_works_run_in_order_on_one_thread (void)
{
  g_autoptr (AhadiSession) session = ahadi_session_new ("nowhere");
  Trace trace;
  Step steps[] = { { &trace, 'a' }, { &trace, 'b' }, { &trace, 'c' } };

  trace_init (&trace);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    ahadi_session_run_async (session, run_step, &steps[i], free_step, NULL, NULL, on_step,
                             &trace);
  wait_for (&trace, 3);

  g_assert_cmpstr (trace.order->str, ==, "abc");
  g_assert_true (trace.threads[0] == trace.threads[1]);
  g_assert_true (trace.threads[0] == trace.threads[2]);
  g_assert_true (trace.threads[0] != g_thread_self ());
  g_assert_cmpuint (trace.freed, ==, 3);
  g_assert_true (trace.result == &steps[2]);
  trace_clear (&trace);
}

static void
test_cancelled_before_its_turn_does_not_run (void)
{
  g_autoptr (AhadiSession) session = ahadi_session_new ("nowhere");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Trace trace;
  Step step = { &trace, 'a' };

  trace_init (&trace);
  g_cancellable_cancel (cancellable);
  ahadi_session_run_async (session, run_step, &step, free_step, NULL, cancellable,
                           on_step, &trace);
  wait_for (&trace, 1);

  g_assert_error (trace.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (trace.order->len, ==, 0);
  g_assert_cmpuint (trace.freed, ==, 1);
  trace_clear (&trace);
}

static gpointer
cancel_oneself (AhadiSession *session,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  g_cancellable_cancel (cancellable);
  return data;
}

static void
test_what_went_through_counts_though_cancelled_too_late (void)
{
  g_autoptr (AhadiSession) session = ahadi_session_new ("nowhere");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Trace trace;

  trace_init (&trace);
  ahadi_session_run_async (session, cancel_oneself, &trace, NULL, NULL, cancellable,
                           on_step, &trace);
  wait_for (&trace, 1);

  g_assert_no_error (trace.error);
  g_assert_true (trace.result == &trace);
  trace_clear (&trace);
}

static void
test_last_reference_may_go_in_the_worker (void)
{
  AhadiSession *session = ahadi_session_new ("nowhere");
  Trace trace;
  Step step = { &trace, 'a' };

  trace_init (&trace);
  ahadi_session_run_async (session, run_step, &step, NULL, NULL, NULL, on_step, &trace);
  ahadi_session_unref (session);
  wait_for (&trace, 1);

  g_assert_cmpstr (trace.order->str, ==, "a");
  trace_clear (&trace);
}

static void
test_locked_session_does_no_work (void)
{
  g_autoptr (AhadiSession) session = ahadi_session_new ("nowhere");
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_session_is_open (session));
  assert_fails (ahadi_session_get_vault (session, &error) != NULL, AHADI_SYNC_ERROR,
                AHADI_SYNC_ERROR_NOT_READY);
  assert_ok (ahadi_session_lock (session, &error));
}

static void
test_lock_backs_up_and_unlock_opens_again (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *backups = NULL;
  g_autoptr (GDir) dir = NULL;

  desks_open (&desks);
  desks_add_member (desks.office, "Achieng Otieno");
  assert_ok (ahadi_session_lock (desks.office, &error));
  g_assert_false (ahadi_session_is_open (desks.office));

  backups = g_build_filename (ahadi_session_get_folder (desks.office), "backups", NULL);
  dir = g_dir_open (backups, 0, &error);
  g_assert_no_error (error);
  g_assert_nonnull (g_dir_read_name (dir));

  assert_ok (ahadi_session_unlock (desks.office, AHADI_SLOT_PASSPHRASE, desks.passphrase,
                                   &error));
  g_assert_true (ahadi_session_is_open (desks.office));
  assert_fails (ahadi_session_unlock (desks.office, AHADI_SLOT_PASSPHRASE,
                                      desks.passphrase, &error),
                AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS);
}

static void
test_environment_names_the_default_folder (void)
{
  g_autofree char *own = ahadi_session_default_folder ();
  g_autofree char *named = NULL;

  g_assert_true (g_str_has_suffix (own, "ahadi/branch.ahadivault"));
  g_setenv ("AHADI_VAULT", "elsewhere", TRUE);
  named = ahadi_session_default_folder ();
  g_unsetenv ("AHADI_VAULT");
  g_assert_cmpstr (named, ==, "elsewhere");
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/session/works-run-in-order-on-one-thread",
                   test_works_run_in_order_on_one_thread);
  g_test_add_func ("/app/session/cancelled-before-its-turn-does-not-run",
                   test_cancelled_before_its_turn_does_not_run);
  g_test_add_func ("/app/session/what-went-through-counts-though-cancelled-too-late",
                   test_what_went_through_counts_though_cancelled_too_late);
  g_test_add_func ("/app/session/last-reference-may-go-in-the-worker",
                   test_last_reference_may_go_in_the_worker);
  g_test_add_func ("/app/session/locked-session-does-no-work",
                   test_locked_session_does_no_work);
  g_test_add_func ("/app/session/lock-backs-up-and-unlock-opens-again",
                   test_lock_backs_up_and_unlock_opens_again);
  g_test_add_func ("/app/session/environment-names-the-default-folder",
                   test_environment_names_the_default_folder);
  return g_test_run ();
}
