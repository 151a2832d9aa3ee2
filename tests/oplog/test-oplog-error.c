/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oplog/ahadi-oplog.h"

/* Callers branch on the domain: another folder's errors must never match it. */
static void
test_domain_is_its_own (void)
{
  g_assert_cmpstr (g_quark_to_string (AHADI_OPLOG_ERROR), ==, "ahadi-oplog-error-quark");
  g_assert_cmpuint (AHADI_OPLOG_ERROR, !=, AHADI_MODEL_ERROR);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/oplog/oplog-error/domain-is-its-own", test_domain_is_its_own);

  return g_test_run ();
}
