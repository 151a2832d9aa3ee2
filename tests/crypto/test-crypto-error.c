/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto-support.h"

static void
test_domain_is_its_own (void)
{
  g_assert_cmpstr (g_quark_to_string (AHADI_CRYPTO_ERROR), ==,
                   "ahadi-crypto-error-quark");
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/crypto/crypto-error/domain-is-its-own", test_domain_is_its_own);
  return g_test_run ();
}
