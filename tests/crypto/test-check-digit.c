/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/ahadi-check-digit.h"

#include "crypto-support.h"

static int
check (const int *digits, guint n)
{
  int state = 0;

  for (guint i = 0; i < n; i++)
    state = ahadi_check_digit_step (state, digits[i]);
  return state;
}

/* Damm's own example. */
static void
test_572_has_check_digit_4 (void)
{
  const int digits[] = { 5, 7, 2, 4 };

  g_assert_cmpint (check (digits, 3), ==, 4);
  g_assert_cmpint (check (digits, 4), ==, 0);
}

static void
test_a_wrong_digit_and_a_swap_are_noticed (void)
{
  for (int a = 0; a < 10; a++)
    for (int b = 0; b < 10; b++)
      {
        const int pair[] = { a, b };
        const int swapped[] = { b, a };

        if (a != b)
          g_assert_cmpint (check (pair, 2), !=, check (swapped, 2));
        if (a != b)
          g_assert_cmpint (check (pair, 1), !=, check (swapped, 1));
      }
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/crypto/check-digit/572-has-check-digit-4",
                   test_572_has_check_digit_4);
  g_test_add_func ("/crypto/check-digit/a-wrong-digit-and-a-swap-are-noticed",
                   test_a_wrong_digit_and_a_swap_are_noticed);
  return g_test_run ();
}
