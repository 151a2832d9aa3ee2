/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "place.h"

static const AhadiId second = { { 2 } };

static void
put (Place *place, const AhadiId *id, const char *secret)
{
  g_autoptr (AhadiSecret) bytes = ahadi_secret_new_from (secret, strlen (secret));
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_put_secret (place->vault, AHADI_SLOT_PASSPHRASE, id, bytes,
                                     ahadi_slot_cost_minimum (), &error));
}

static gboolean
opens (Place *place, const char *secret)
{
  g_autoptr (AhadiSecret) bytes = ahadi_secret_new_from (secret, strlen (secret));

  g_clear_pointer (&place->vault, ahadi_vault_close);
  place->vault = ahadi_vault_open (place->folder, AHADI_SLOT_PASSPHRASE, bytes, NULL);
  return place->vault != NULL;
}

static void
test_two_people_open_one_vault (void)
{
  g_auto (Place) place = { 0 };

  place_open (&place);
  put (&place, &second, "the second person");
  g_assert_true (opens (&place, "the second person"));
  g_assert_true (ahadi_id_equal (
      ahadi_slots_get_opened (ahadi_vault_get_slots (place.vault)), &second));
  place_reopen (&place);
  g_assert_false (ahadi_id_equal (
      ahadi_slots_get_opened (ahadi_vault_get_slots (place.vault)), &second));
}

static void
test_a_new_passphrase_is_of_who_opened (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) fresh = ahadi_secret_new_from ("entirely new", 12);
  g_autoptr (GError) error = NULL;

  place_open (&place);
  put (&place, &second, "the second person");
  g_assert_true (opens (&place, "the second person"));
  assert_ok (ahadi_vault_set_secret (place.vault, AHADI_SLOT_PASSPHRASE, fresh,
                                     ahadi_slot_cost_minimum (), &error));
  g_assert_false (opens (&place, "the second person"));
  g_assert_true (opens (&place, "entirely new"));
  place_reopen (&place);
}

static void
test_who_was_removed_opens_no_more (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  put (&place, &second, "the second person");
  assert_ok (ahadi_vault_remove_secret (place.vault, &second, &error));
  g_assert_false (opens (&place, "the second person"));
  place_reopen (&place);
  g_assert_false (ahadi_vault_remove_secret (place.vault, &second, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/vault-secrets/two-people-open-one-vault",
                   test_two_people_open_one_vault);
  g_test_add_func ("/store/vault-secrets/a-new-passphrase-is-of-who-opened",
                   test_a_new_passphrase_is_of_who_opened);
  g_test_add_func ("/store/vault-secrets/who-was-removed-opens-no-more",
                   test_who_was_removed_opens_no_more);
  return g_test_run ();
}
