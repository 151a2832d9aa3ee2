/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

static void
test_counts_who_was_added (void)
{
  g_autoptr (AhadiLinkCounts) counts = ahadi_link_counts_new (10);
  g_autoptr (AhadiLinkPerson) kamau = people_named ("Kamau");
  g_autoptr (AhadiLinkPerson) otieno = people_named ("Otieno");
  guint64 values[AHADI_LINK_VALUES_MAX];

  for (guint i = 0; i < 7; i++)
    ahadi_link_counts_add (counts, kamau);
  g_assert_cmpuint (ahadi_link_values_list (kamau, values), ==, 1);
  g_assert_cmpuint (ahadi_link_counts_get (counts, values[0]), ==, 7);
  g_assert_cmpuint (ahadi_link_values_list (otieno, values), ==, 1);
  g_assert_cmpuint (ahadi_link_counts_get (counts, values[0]), ==, 0);
}

/* Too high now and then, never too low. */
static void
test_counts_are_nearly_right (void)
{
  enum
  {
    N = 5000
  };
  g_autoptr (AhadiLinkCounts) counts = ahadi_link_counts_new (N);
  guint n_wrong = 0;

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("name%u", i);
      g_autoptr (AhadiLinkPerson) person = people_named (name);

      ahadi_link_counts_add (counts, person);
    }
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("name%u", i);
      g_autoptr (AhadiLinkPerson) person = people_named (name);
      guint64 values[AHADI_LINK_VALUES_MAX];

      ahadi_link_values_list (person, values);
      g_assert_cmpuint (ahadi_link_counts_get (counts, values[0]), >=, 1);
      n_wrong += ahadi_link_counts_get (counts, values[0]) > 1;
    }
  g_assert_cmpuint (n_wrong, <, N / 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/counts/counts-who-was-added", test_counts_who_was_added);
  g_test_add_func ("/link/counts/are-nearly-right", test_counts_are_nearly_right);
  return g_test_run ();
}
