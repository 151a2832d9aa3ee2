/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shrink.h"

#include "draw.h"

static void
test_a_history_reads_as_it_prints (void)
{
  for (guint32 seed = 0; seed < 200; seed++)
    {
      g_autoptr (History) history = draw_history (seed);
      g_autofree char *text = history_print (history);
      g_autofree char *wrong = NULL;
      g_autoptr (History) read = history_parse (text, &wrong);
      g_autofree char *again = NULL;

      g_assert_cmpstr (wrong, ==, NULL);
      again = history_print (read);
      g_assert_cmpstr (again, ==, text);
    }
}

static void
test_a_line_that_is_no_step_is_told (void)
{
  static const char *const lines[] = { "A writes member 3",
                                       "Z is saved",
                                       "A is saved twice",
                                       "4 is asked",
                                       "0 is asked",
                                       "A writes nobody 1 as 1 fields 1 in members",
                                       "A erases member 1 in nowhere",
                                       "A is -1 hours ahead" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *wrong = NULL;
      g_autoptr (History) history = history_parse (lines[i], &wrong);

      g_assert_null (history);
      g_assert_cmpstr (wrong, ==, lines[i]);
    }
}

/* @data: two numbers of steps that fail together. */
static gboolean
has_both (const History *history, gpointer data)
{
  const guint *wanted = data;
  guint found = 0;

  for (guint i = 0; i < history->steps->len; i++)
    {
      const Step *step = &g_array_index (history->steps, Step, i);

      found |= step->args[0] == wanted[0] ? 1 : 0;
      found |= step->args[0] == wanted[1] ? 2 : 0;
    }
  return found == 3;
}

static void
test_only_what_matters_is_left (void)
{
  for (guint first = 0; first < 30; first++)
    {
      g_autoptr (History) history = history_new (0);
      g_autoptr (History) small = NULL;
      guint wanted[] = { first, 29 };

      for (guint i = 0; i < 30; i++)
        {
          const Step step = { .verb = STEP_PASS, .args = { i } };

          g_array_append_val (history->steps, step);
        }
      small = shrink (history, has_both, wanted);
      g_assert_cmpuint (small->steps->len, ==, first == 29 ? 1 : 2);
      g_assert_true (has_both (small, wanted));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sim/shrink/a-history-reads-as-it-prints",
                   test_a_history_reads_as_it_prints);
  g_test_add_func ("/sim/shrink/a-line-that-is-no-step-is-told",
                   test_a_line_that_is_no_step_is_told);
  g_test_add_func ("/sim/shrink/only-what-matters-is-left",
                   test_only_what_matters_is_left);
  return g_test_run ();
}
