/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <string.h>

static AhadiSetup
founding (void)
{
  const AhadiSetup setup = {
    .role = AHADI_ROLE_MEMBERSHIP,
    .label = "Office",
    .org_name = "Amnesty International Kenya",
    .minimum_cost = TRUE,
  };

  return setup;
}

static void
test_founder_has_card_and_recovery_code (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *folder = NULL;
  g_autoptr (AhadiSecret) code = NULL;
  g_autoptr (AhadiDesk) desk = NULL;
  g_autoptr (GError) error = NULL;
  AhadiSetup setup = founding ();

  desks_init (&desks);
  folder = desks_path (&desks, "deep/inside/office.ahadivault");
  desks.office = ahadi_session_new (folder);
  assert_ok (ahadi_setup_run (desks.office, &setup, desks.passphrase, &code, &error));

  desk = ahadi_desk_load (desks.office, &error);
  g_assert_no_error (error);
  g_assert_true (desk->founder);
  g_assert_true (desk->enrolled);
  g_assert_cmpuint (desk->card_version, ==, 1);
  g_assert_cmpstr (desk->org_name, ==, "Amnesty International Kenya");

  assert_ok (ahadi_session_lock (desks.office, &error));
  g_assert_cmpuint (strlen ((const char *) ahadi_secret_get_bytes (code)), ==, 64);
  assert_ok (ahadi_session_unlock (desks.office, AHADI_SLOT_RECOVERY_CODE, code, &error));
}

static void
test_weak_passphrase_makes_nothing (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSecret) weak = ahadi_secret_new_from ("aaaaaaaaaaaa", 12);
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  AhadiSetup setup = founding ();

  desks_init (&desks);
  folder = desks_path (&desks, "office.ahadivault");
  desks.office = ahadi_session_new (folder);
  assert_fails (ahadi_setup_run (desks.office, &setup, weak, NULL, &error),
                AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_every_role_but_a_founder_needs_a_card (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  desks_init (&desks);
  folder = desks_path (&desks, "office.ahadivault");
  desks.office = ahadi_session_new (folder);
  for (AhadiRole role = AHADI_ROLE_COORDINATOR; role <= AHADI_ROLE_BOARD_COMMITTEE;
       role++)
    {
      AhadiSetup setup = founding ();

      setup.role = role;
      if (role == AHADI_ROLE_MEMBERSHIP)
        setup.org_name = NULL;
      assert_fails (
          ahadi_setup_run (desks.office, &setup, desks.passphrase, NULL, &error),
          AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY);
    }
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_bad_card_makes_nothing (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GBytes) card = g_bytes_new_static ("not a card", 10);
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  AhadiSetup setup = founding ();

  desks_init (&desks);
  setup.card = card;
  folder = desks_path (&desks, "office.ahadivault");
  desks.office = ahadi_session_new (folder);
  assert_fails (ahadi_setup_run (desks.office, &setup, desks.passphrase, NULL, &error),
                AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

/* The name breaks a rule only when the directory is signed: the vault is there by then.
 */
static void
test_failure_removes_only_what_was_made (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *folder = NULL;
  g_autofree char *note = NULL;
  g_autofree char *slots = NULL;
  g_autofree char *long_name = g_strnfill (5000, 'x');
  g_autoptr (GError) error = NULL;
  AhadiSetup setup = founding ();

  desks_init (&desks);
  setup.org_name = long_name;
  folder = desks_path (&desks, "office.ahadivault");
  note = g_build_filename (folder, "note.txt", NULL);
  slots = g_build_filename (folder, "slots", NULL);
  assert_ok (ahadi_folder_make (folder, &error));
  assert_ok (g_file_set_contents (note, "mine", -1, &error));

  desks.office = ahadi_session_new (folder);
  g_assert_false (ahadi_setup_run (desks.office, &setup, desks.passphrase, NULL, &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_test (note, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (slots, G_FILE_TEST_EXISTS));
  g_assert_false (ahadi_session_is_open (desks.office));
}

static void
test_existing_vault_is_left_alone (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSession) again = NULL;
  g_autoptr (GError) error = NULL;
  AhadiSetup setup = founding ();

  desks_open (&desks);
  assert_ok (ahadi_session_lock (desks.office, &error));
  again = ahadi_session_new (ahadi_session_get_folder (desks.office));
  assert_fails (ahadi_setup_run (again, &setup, desks.passphrase, NULL, &error),
                AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS);
  assert_ok (ahadi_session_unlock (desks.office, AHADI_SLOT_PASSPHRASE, desks.passphrase,
                                   &error));
}

static void
test_branch_of_the_card_is_found_by_its_name (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSession) second = NULL;
  g_autoptr (AhadiIdentity) first_identity = NULL;
  g_autoptr (AhadiIdentity) second_identity = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  second = desks_add (&desks, AHADI_ROLE_COORDINATOR, " KISUMU ", "second.ahadivault");

  first_identity =
      ahadi_identity_load (ahadi_session_get_vault (desks.branch, NULL), &error);
  g_assert_no_error (error);
  second_identity = ahadi_identity_load (ahadi_session_get_vault (second, NULL), &error);
  g_assert_no_error (error);
  g_assert_true (ahadi_id_equal (ahadi_identity_get_branch (first_identity),
                                 ahadi_identity_get_branch (second_identity)));
  g_assert_cmpstr (ahadi_identity_get_branch_name (second_identity), ==, "Kisumu");
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/setup/founder-has-card-and-recovery-code",
                   test_founder_has_card_and_recovery_code);
  g_test_add_func ("/app/setup/weak-passphrase-makes-nothing",
                   test_weak_passphrase_makes_nothing);
  g_test_add_func ("/app/setup/every-role-but-a-founder-needs-a-card",
                   test_every_role_but_a_founder_needs_a_card);
  g_test_add_func ("/app/setup/bad-card-makes-nothing", test_bad_card_makes_nothing);
  g_test_add_func ("/app/setup/failure-removes-only-what-was-made",
                   test_failure_removes_only_what_was_made);
  g_test_add_func ("/app/setup/existing-vault-is-left-alone",
                   test_existing_vault_is_left_alone);
  g_test_add_func ("/app/setup/branch-of-the-card-is-found-by-its-name",
                   test_branch_of_the_card_is_found_by_its_name);
  return g_test_run ();
}
