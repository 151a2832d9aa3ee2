/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-keys-error.h"

#include "desks.h"

static void
test_setting_one_is_a_failure (void)
{
  g_autoptr (GError) error = NULL;

  assert_fails (
      ahadi_keys_error_set (&error, AHADI_KEYS_ERROR_LAST, "cannot remove: last"),
      AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_LAST);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/keys-error/setting-one-is-a-failure",
                   test_setting_one_is_a_failure);
  return g_test_run ();
}
