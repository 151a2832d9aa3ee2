/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/ahadi-link-thirds.h"

static GArray *
make (float ab, float bc, float ac)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (AhadiLinkPair));
  AhadiLinkPair made[] = {
    { 0, 1, AHADI_LINK_NOBODY, ab },
    { 1, 2, AHADI_LINK_NOBODY, bc },
    { 0, 2, AHADI_LINK_NOBODY, ac },
  };

  g_array_append_vals (pairs, made, G_N_ELEMENTS (made));
  ahadi_link_thirds_apply (pairs, 3);
  return pairs;
}

static void
check (float ab, float bc, float ac, float expected, guint32 third)
{
  g_autoptr (GArray) pairs = make (ab, bc, ac);
  const AhadiLinkPair *pair = &g_array_index (pairs, AhadiLinkPair, 2);

  g_assert_cmpfloat_with_epsilon (pair->weight, expected, 1e-4);
  g_assert_cmpuint (pair->third, ==, third);
}

static void
test_third_row_joins_two (void)
{
  check (10, 6, -4, 3, 1);
}

static void
test_stronger_own_weight_stays (void)
{
  check (10, 6, 5, 5, AHADI_LINK_NOBODY);
}

static void
test_weak_links_join_nobody (void)
{
  check (10, 1, -4, -4, AHADI_LINK_NOBODY);
}

static void
test_too_unlike_stays_apart (void)
{
  check (10, 10, -9, -9, AHADI_LINK_NOBODY);
}

static void
test_no_pairs_are_fine (void)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (AhadiLinkPair));

  ahadi_link_thirds_apply (pairs, 0);
  g_assert_cmpuint (pairs->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/thirds/third-row-joins-two", test_third_row_joins_two);
  g_test_add_func ("/link/thirds/stronger-own-weight-stays",
                   test_stronger_own_weight_stays);
  g_test_add_func ("/link/thirds/weak-links-join-nobody", test_weak_links_join_nobody);
  g_test_add_func ("/link/thirds/too-unlike-stays-apart", test_too_unlike_stays_apart);
  g_test_add_func ("/link/thirds/no-pairs-are-fine", test_no_pairs_are_fine);
  return g_test_run ();
}
