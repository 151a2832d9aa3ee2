/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ahadi-model.h"

static void
test_a_field_has_its_first_problem_only (void)
{
  g_autoptr (GPtrArray) list = ahadi_problem_list_new ();
  const AhadiProblem *problem;

  ahadi_problem_list_add (list, "name", AHADI_PROBLEM_TOO_LONG);
  ahadi_problem_list_add (list, "name", AHADI_PROBLEM_REQUIRED);
  ahadi_problem_list_add (list, "birth", AHADI_PROBLEM_IN_FUTURE);
  g_assert_cmpuint (list->len, ==, 2);

  problem = g_ptr_array_index (list, 0);
  g_assert_cmpstr (problem->field, ==, "name");
  g_assert_cmpint (problem->code, ==, AHADI_PROBLEM_TOO_LONG);
  problem = g_ptr_array_index (list, 1);
  g_assert_cmpstr (problem->field, ==, "birth");
}

static void
test_a_problem_keeps_what_it_was_made_of (void)
{
  g_autoptr (AhadiProblem) problem = ahadi_problem_new ("name", AHADI_PROBLEM_REQUIRED);

  g_assert_cmpstr (problem->field, ==, "name");
  g_assert_cmpint (problem->code, ==, AHADI_PROBLEM_REQUIRED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/problem/a-field-has-its-first-problem-only",
                   test_a_field_has_its_first_problem_only);
  g_test_add_func ("/model/problem/a-problem-keeps-what-it-was-made-of",
                   test_a_problem_keeps_what_it_was_made_of);

  return g_test_run ();
}
