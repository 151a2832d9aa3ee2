/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-problem.h"

AhadiProblem *
ahadi_problem_new (const char *field, AhadiProblemCode code)
{
  AhadiProblem *self = g_new (AhadiProblem, 1);

  self->field = field;
  self->code = code;
  return self;
}

void
ahadi_problem_free (AhadiProblem *self)
{
  g_free (self);
}

static void
free_element (gpointer problem)
{
  ahadi_problem_free (problem);
}

GPtrArray *
ahadi_problem_list_new (void)
{
  return g_ptr_array_new_with_free_func (free_element);
}

void
ahadi_problem_list_add (GPtrArray *list, const char *field, AhadiProblemCode code)
{
  for (guint i = 0; i < list->len; i++)
    {
      const AhadiProblem *known = g_ptr_array_index (list, i);

      if (g_str_equal (known->field, field))
        return;
    }

  g_ptr_array_add (list, ahadi_problem_new (field, code));
}
