/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-share-set.h"

#include <string.h>

#include "desks.h"

static AhadiShareSet *
draw (Desks *desks, guint threshold, guint count)
{
  g_autoptr (GError) error = NULL;
  AhadiShareSet *set =
      ahadi_share_set_draw (desks->office, threshold, count, NULL, &error);

  g_assert_no_error (error);
  return set;
}

static gboolean
opens (Desks *desks, AhadiShareSet *set)
{
  g_autoptr (GPtrArray) shares =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_share_free);
  g_autoptr (GError) error = NULL;
  guint wrong;

  assert_ok (ahadi_session_lock (desks->office, &error));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AhadiSecret) digits = ahadi_share_set_print (set, i);

      g_ptr_array_add (shares, ahadi_custody_read_typed (digits, NULL, &error));
      g_assert_no_error (error);
    }
  return ahadi_custody_unlock (desks->office, shares, &wrong, NULL);
}

static void
test_drawn_shares_open_nothing_before_they_hold (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiShareSet) set = NULL;

  desks_open (&desks);
  set = draw (&desks, 2, 2);
  g_assert_false (opens (&desks, set));
}

static void
test_those_before_open_until_the_next_hold (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiShareSet) first = NULL;
  g_autoptr (AhadiShareSet) second = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  first = draw (&desks, 2, 3);
  assert_ok (ahadi_share_set_hold (first, desks.office, &error));
  second = draw (&desks, 2, 2);
  g_assert_true (opens (&desks, first));

  assert_ok (ahadi_share_set_hold (second, desks.office, &error));
  g_assert_true (opens (&desks, second));
  g_assert_false (opens (&desks, first));
}

static void
test_names_and_numbers_are_checked (void)
{
  static const char *const names[] = { "Achieng", "two\nlines", NULL };
  static const guint numbers[][2] = { { 1, 2 }, { 3, 2 }, { 2, 17 } };
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    assert_fails (ahadi_share_set_draw (desks.office, numbers[i][0], numbers[i][1], NULL,
                                        &error) != NULL,
                  AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_NUMBERS);
  assert_fails (ahadi_share_set_draw (desks.office, 2, 2, names, &error) != NULL,
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_NAME);
}

static void
assert_check (AhadiShareSet *set, const char *text, gboolean right, guint group)
{
  g_autoptr (AhadiSecret) typed = ahadi_secret_new_from (text, strlen (text));
  guint bad_group;

  g_assert_cmpint (ahadi_share_set_check (set, 1, typed, &bad_group), ==, right);
  g_assert_cmpuint (bad_group, ==, group);
}

static void
test_a_slip_of_the_pen_names_its_group (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiShareSet) set = NULL;
  g_autoptr (AhadiSecret) printed = NULL;
  g_autofree char *text = NULL;
  g_autofree char *more = NULL;
  char *digit;

  desks_open (&desks);
  set = draw (&desks, 2, 2);
  printed = ahadi_share_set_print (set, 1);
  text = g_strdup ((const char *) ahadi_secret_get_bytes (printed));
  more = g_strconcat (text, "1", NULL);
  assert_check (set, text, TRUE, 0);
  assert_check (set, more, FALSE, 0);

  digit = text + 18 * 7;
  *digit = *digit == '9' ? '0' : *digit + 1;
  assert_check (set, text, FALSE, 19);
  text[18 * 7] = '\0';
  assert_check (set, text, FALSE, 0);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/share-set/drawn-shares-open-nothing-before-they-hold",
                   test_drawn_shares_open_nothing_before_they_hold);
  g_test_add_func ("/app/share-set/those-before-open-until-the-next-hold",
                   test_those_before_open_until_the_next_hold);
  g_test_add_func ("/app/share-set/names-and-numbers-are-checked",
                   test_names_and_numbers_are_checked);
  g_test_add_func ("/app/share-set/a-slip-of-the-pen-names-its-group",
                   test_a_slip_of_the_pen_names_its_group);
  return g_test_run ();
}
