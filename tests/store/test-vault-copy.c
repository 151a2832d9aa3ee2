/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-vault-copy.h"

#include <string.h>

#include "place.h"

static void
test_copy_holds_the_same (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  place_open (&place);
  place_add_member (&place, "Njeri", NULL);
  path = g_build_filename (place.folder, "copy.db", NULL);
  assert_ok (ahadi_vault_copy_database (place.vault, path, &error));
  assert_ok (ahadi_vault_verify_copy (place.vault, path, &error));

  place_add_member (&place, "Kamau", NULL);
  g_assert_false (ahadi_vault_verify_copy (place.vault, path, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
}

static void
test_forgetting_the_epoch_begins_another (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  guint32 before;

  place_open (&place);
  place_add_member (&place, "Njeri", NULL);
  before = place_get_stream (&place).id.epoch;
  assert_ok (ahadi_vault_forget_epoch (place.vault, &error));
  place_reopen (&place);
  place_add_member (&place, "Kamau", NULL);
  g_assert_cmpuint (place_get_stream (&place).id.epoch, !=, before);
}

static void
test_derived_keys_differ_by_purpose (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) one = NULL;
  g_autoptr (AhadiSecret) again = NULL;
  g_autoptr (AhadiSecret) other = NULL;

  place_open (&place);
  one = ahadi_vault_derive (place.vault, "ahadi/one/v1");
  again = ahadi_vault_derive (place.vault, "ahadi/one/v1");
  other = ahadi_vault_derive (place.vault, "ahadi/other/v1");
  g_assert_cmpuint (ahadi_secret_get_size (one), ==, 32);
  g_assert_cmpmem (ahadi_secret_get_bytes (one), 32, ahadi_secret_get_bytes (again), 32);
  g_assert_cmpint (
      memcmp (ahadi_secret_get_bytes (one), ahadi_secret_get_bytes (other), 32), !=, 0);
}

int
main (int argc, char **argv)
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/vault-copy/copy-holds-the-same", test_copy_holds_the_same);
  g_test_add_func ("/store/vault-copy/forgetting-the-epoch-begins-another",
                   test_forgetting_the_epoch_begins_another);
  g_test_add_func ("/store/vault-copy/derived-keys-differ-by-purpose",
                   test_derived_keys_differ_by_purpose);
  return g_test_run ();
}
