/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-linking-reasons.h"

static void
test_each_level_met_is_a_reason (void)
{
  AhadiLinkVector vector = { 0 };
  g_autoptr (GPtrArray) reasons = NULL;

  vector.counts[AHADI_LINK_NAME_SAME] = 2;
  vector.counts[AHADI_LINK_ORDER_SWAPPED] = 1;
  vector.counts[AHADI_LINK_PHONE_SAME] = 1;
  vector.counts[AHADI_LINK_DATE_SWAPPED] = 1;
  reasons = ahadi_linking_reasons_list (&vector);
  g_ptr_array_add (reasons, NULL);
  g_assert_true (g_strv_equal (
      (const char *const *) reasons->pdata,
      (const char *const[]){ "same name", "name tokens swapped", "same phone",
                             "birth day and month swapped", NULL }));
}

static void
test_usual_order_is_none (void)
{
  AhadiLinkVector vector = { 0 };
  g_autoptr (GPtrArray) reasons = NULL;

  vector.counts[AHADI_LINK_ORDER_SAME] = 1;
  vector.counts[AHADI_LINK_NAMES_TOGETHER] = 2;
  reasons = ahadi_linking_reasons_list (&vector);
  g_assert_cmpuint (reasons->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/linking-reasons/each-level-met-is-a-reason",
                   test_each_level_met_is_a_reason);
  g_test_add_func ("/app/linking-reasons/usual-order-is-none", test_usual_order_is_none);
  return g_test_run ();
}
