/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ahadi-base.h"

#define N_PIECES 1000

typedef struct
{
  int calls[N_PIECES]; /* (atomic) */
} Work;

static void
count_call (guint piece, gpointer data)
{
  g_atomic_int_inc (&((Work *) data)->calls[piece]);
}

static void
assert_each_once (const Work *work, guint n_pieces)
{
  for (guint i = 0; i < N_PIECES; i++)
    g_assert_cmpint (work->calls[i], ==, i < n_pieces ? 1 : 0);
}

/* Many times: helpers come at every moment, also when all is done. */
static void
test_each_piece_is_done_once (void)
{
  for (guint n = 0; n <= N_PIECES; n++)
    {
      g_autofree Work *work = g_new0 (Work, 1);

      ahadi_crew_run (n, count_call, work);
      assert_each_once (work, n);
    }
}

static void
run_inner (guint piece, gpointer data)
{
  g_autofree Work *work = g_new0 (Work, 1);

  ahadi_crew_run (N_PIECES, count_call, work);
  assert_each_once (work, N_PIECES);
  count_call (piece, data);
}

static void
test_piece_may_have_a_crew_of_its_own (void)
{
  g_autofree Work *work = g_new0 (Work, 1);

  ahadi_crew_run (50, run_inner, work);
  assert_each_once (work, 50);
}

static gpointer
run_from_thread (gpointer unused)
{
  run_inner (0, unused);
  return NULL;
}

static void
test_many_callers (void)
{
  GThread *threads[8];
  Work *works[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      works[i] = g_new0 (Work, 1);
      threads[i] = g_thread_new ("caller", run_from_thread, works[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_thread_join (threads[i]);
      assert_each_once (works[i], 1);
      g_free (works[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/crew/each-piece-is-done-once", test_each_piece_is_done_once);
  g_test_add_func ("/base/crew/piece-may-have-a-crew-of-its-own",
                   test_piece_may_have_a_crew_of_its_own);
  g_test_add_func ("/base/crew/many-callers", test_many_callers);
  return g_test_run ();
}
