/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ahadi-base.h"

static void
test_domain_is_its_own (void)
{
  g_assert_cmpstr (g_quark_to_string (AHADI_BASE_ERROR), ==, "ahadi-base-error-quark");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/base-error/domain-is-its-own", test_domain_is_its_own);
  return g_test_run ();
}
