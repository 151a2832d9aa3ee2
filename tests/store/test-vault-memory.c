/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "place.h"
#include "store/ahadi-vault-private.h"
#include "support/memory.h"

/* gcc says it with a macro, clang with a feature. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

#ifndef SANITIZED
/* What must be gone once a vault is closed, masked. */
typedef struct
{
  GBytes *passphrase;
  GBytes *database_key;
  GBytes *database_key_text;
} Needles;

static AhadiSecret *
make_passphrase (Needles *needles)
{
  guint8 random[16];
  g_autoptr (AhadiSecret) text = ahadi_secret_new (sizeof random * 2 + 1);

  ahadi_random_bytes (random, sizeof random);
  ahadi_hex_encode (random, sizeof random, (char *) ahadi_secret_get_bytes (text));
  memset (random, 0, sizeof random);
  needles->passphrase = memory_mask (ahadi_secret_get_bytes (text), 32);
  return ahadi_secret_new_from (ahadi_secret_get_bytes (text), 32);
}

static void
take_keys (Needles *needles, AhadiVault *vault)
{
  g_autoptr (AhadiSecret) key = ahadi_slots_derive (vault->slots, "ahadi/sqlcipher/v1");
  g_autoptr (AhadiSecret) text = ahadi_secret_new (65);

  ahadi_hex_encode (ahadi_secret_get_bytes (key), 32,
                    (char *) ahadi_secret_get_bytes (text));
  needles->database_key = memory_mask (ahadi_secret_get_bytes (key), 32);
  needles->database_key_text = memory_mask (ahadi_secret_get_bytes (text), 64);
}

static void
needles_clear (Needles *needles)
{
  g_bytes_unref (needles->passphrase);
  g_bytes_unref (needles->database_key);
  g_bytes_unref (needles->database_key_text);
}

static void
use_a_vault_and_close_it (void)
{
  g_auto (Place) place = { 0 };
  Needles needles = { NULL };
  g_autoptr (AhadiSecret) passphrase = make_passphrase (&needles);
  g_autoptr (GError) error = NULL;

  place.folder = g_dir_make_tmp (NULL, &error);
  place.vault = ahadi_vault_create (place.folder, passphrase, NULL,
                                    ahadi_slot_cost_minimum (), &error);
  g_assert_no_error (error);
  assert_ok (ahadi_vault_set_author (place.vault, ORG, &place.device, &error));
  g_clear_pointer (&place.vault, ahadi_vault_close);
  place.vault =
      ahadi_vault_open (place.folder, AHADI_SLOT_PASSPHRASE, passphrase, &error);
  g_assert_no_error (error);
  place_add_member (&place, "Njeri", NULL);
  assert_ok (ahadi_vault_backup (place.vault, NULL, &error));
  assert_ok (ahadi_vault_set_secret (place.vault, AHADI_SLOT_PASSPHRASE, passphrase,
                                     ahadi_slot_cost_minimum (), &error));
  take_keys (&needles, place.vault);

  /* It would be found, or this were no test. */
  g_assert_cmpuint (memory_count (needles.passphrase), >, 0);
  g_assert_cmpuint (memory_count (needles.database_key), >, 0);

  g_clear_pointer (&passphrase, ahadi_secret_unref);
  g_clear_pointer (&place.vault, ahadi_vault_close);
  g_assert_cmpuint (memory_count (needles.passphrase), ==, 0);
  g_assert_cmpuint (memory_count (needles.database_key), ==, 0);
  g_assert_cmpuint (memory_count (needles.database_key_text), ==, 0);
  needles_clear (&needles);
}
#endif

static void
test_a_closed_vault_leaves_no_key_in_memory (void)
{
#ifdef SANITIZED
  g_test_skip ("the sanitizer keeps what is freed");
#else
  if (g_test_subprocess ())
    {
      use_a_vault_and_close_it ();
      return;
    }

  /* Freed memory must stay as it was, to be looked at. */
  g_unsetenv ("MALLOC_PERTURB_");
  g_unsetenv ("G_DEBUG");
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
#endif
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/vault-memory/a-closed-vault-leaves-no-key",
                   test_a_closed_vault_leaves_no_key_in_memory);
  return g_test_run ();
}
