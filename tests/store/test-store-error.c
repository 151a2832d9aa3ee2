/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-store-error.h"

#include "place.h"

static void
test_the_domain_is_its_own (void)
{
  g_assert_cmpstr (g_quark_to_string (AHADI_STORE_ERROR), ==, "ahadi-store-error-quark");
  g_assert_cmpuint (AHADI_STORE_ERROR, !=, AHADI_OPLOG_ERROR);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/store-error/the-domain-is-its-own",
                   test_the_domain_is_its_own);
  return g_test_run ();
}
