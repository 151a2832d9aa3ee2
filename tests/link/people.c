/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

#include <stdarg.h>

#define VALUES_MAX 12

static guint
count_one (guint64 value, gpointer data)
{
  return 1000;
}

AhadiLinkPerson *
people_make (AhadiLinkField field, ...)
{
  AhadiLinkValue values[VALUES_MAX];
  AhadiLinkPerson *person;
  gsize n = 0;
  va_list list;

  va_start (list, field);
  for (; field != AHADI_LINK_N_FIELDS; field = va_arg (list, AhadiLinkField))
    {
      g_assert_cmpuint (n, <, VALUES_MAX);
      values[n++] = (AhadiLinkValue){ field, va_arg (list, const char *) };
    }
  va_end (list);

  person = ahadi_link_person_new (values, n);
  ahadi_link_values_rate (person, 1000000, count_one, NULL);
  return person;
}

AhadiLinkPerson *
people_named (const char *name)
{
  return people_make (AHADI_LINK_NAME, name, AHADI_LINK_N_FIELDS);
}

AhadiLinkVector
people_compare_names (const char *a, const char *b)
{
  g_autoptr (AhadiLinkPerson) of_a = people_named (a);
  g_autoptr (AhadiLinkPerson) of_b = people_named (b);
  AhadiLinkVector vector;

  ahadi_link_compare (of_a, of_b, &vector);
  return vector;
}
