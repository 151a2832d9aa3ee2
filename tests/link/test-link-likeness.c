/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "link/ahadi-link-likeness.h"

static float
measure (const char *a, const char *b)
{
  return ahadi_link_jaro_winkler (a, strlen (a), b, strlen (b));
}

/* Winkler's own examples. */
static void
test_jaro_winkler_is_as_published (void)
{
  g_assert_cmpfloat_with_epsilon (measure ("martha", "marhta"), 0.9611f, 1e-4);
  g_assert_cmpfloat_with_epsilon (measure ("dwayne", "duane"), 0.84f, 1e-4);
  g_assert_cmpfloat_with_epsilon (measure ("dixon", "dicksonx"), 0.8133f, 1e-4);
}

static void
test_likeness_has_its_bounds (void)
{
  const char *longest = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop";

  g_assert_cmpfloat (measure ("kamau", "kamau"), ==, 1);
  g_assert_cmpfloat (measure ("kamau", "siti"), ==, 0);
  g_assert_cmpfloat (measure ("", "kamau"), ==, 0);
  g_assert_cmpfloat (measure (longest, longest), ==, 1);
}

static gboolean
is_slip (const char *a, const char *b)
{
  gboolean there = ahadi_link_is_one_slip (a, strlen (a), b, strlen (b));

  g_assert_cmpint (there, ==, ahadi_link_is_one_slip (b, strlen (b), a, strlen (a)));
  return there;
}

static void
test_one_slip_is_one_edit (void)
{
  g_assert_true (is_slip ("kamau", "kamu"));
  g_assert_true (is_slip ("kamau", "kamaau"));
  g_assert_true (is_slip ("kamau", "kamsu"));
  g_assert_true (is_slip ("kamau", "kmaau"));
  g_assert_true (is_slip ("a", ""));
  g_assert_false (is_slip ("kamau", "kamau"));
  g_assert_false (is_slip ("kamau", "kmu"));
  g_assert_false (is_slip ("kamau", "kuama"));
  g_assert_false (is_slip ("ab", "cd"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/likeness/jaro-winkler-is-as-published",
                   test_jaro_winkler_is_as_published);
  g_test_add_func ("/link/likeness/has-its-bounds", test_likeness_has_its_bounds);
  g_test_add_func ("/link/likeness/one-slip-is-one-edit", test_one_slip_is_one_edit);
  return g_test_run ();
}
