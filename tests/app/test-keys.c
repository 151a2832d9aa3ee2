/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "desks.h"

static void
assert_opens (AhadiSession *session,
              AhadiSlotType type,
              AhadiSecret *secret,
              gboolean opens)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_session_lock (session, &error));
  if (opens)
    assert_ok (ahadi_session_unlock (session, type, secret, &error));
  else
    assert_fails (ahadi_session_unlock (session, type, secret, &error),
                  AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
}

typedef struct
{
  guint64 done;
  guint64 total;
} Seen;

static void
see (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  Seen *seen = data;

  g_assert_cmpint (step, ==, AHADI_STEP_WRITE);
  g_assert_cmpuint (done, >=, seen->done);
  seen->done = done;
  seen->total = total;
}

static void
test_a_rekey_counts_and_ends_with_a_backup (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSecret) code = NULL;
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };
  AhadiProgress progress = { see, &seen, NULL };
  AhadiVaultCheck check;
  gboolean backed_up = FALSE;

  desks_open (&desks);
  desks_add_member (desks.office, "Achieng Otieno");
  assert_ok (ahadi_keys_rekey (desks.office, desks.passphrase, &code, &backed_up,
                               &progress, &error));
  g_assert_true (backed_up);
  g_assert_cmpuint (seen.total, >, 0);
  g_assert_cmpuint (seen.done, ==, seen.total);
  assert_ok (ahadi_session_check (desks.office, &check, &error));
  g_assert_cmpuint (check.differing_rows + check.broken_chains, ==, 0);
  assert_opens (desks.office, AHADI_SLOT_RECOVERY_CODE, code, TRUE);
}

static void
test_cancelled_it_changes_nothing (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSecret) code = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  AhadiProgress progress = { NULL, NULL, cancellable };
  g_autoptr (GError) error = NULL;
  gboolean backed_up;

  desks_open (&desks);
  g_cancellable_cancel (cancellable);
  assert_fails (ahadi_keys_rekey (desks.office, desks.passphrase, &code, &backed_up,
                                  &progress, &error),
                G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (code);
  assert_opens (desks.office, AHADI_SLOT_PASSPHRASE, desks.passphrase, TRUE);
}

static void
test_after_a_handover_the_heir_alone_opens_it (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSecret) heir = ahadi_secret_new_from ("seven yellow matatu drums", 25);
  g_autoptr (AhadiSecret) code = NULL;
  g_autoptr (GError) error = NULL;
  gboolean backed_up;

  desks_open (&desks);
  assert_ok (ahadi_keys_hand_over (desks.office, "Otieno", heir, &code, &backed_up, NULL,
                                   &error));
  assert_opens (desks.office, AHADI_SLOT_PASSPHRASE, desks.passphrase, FALSE);
  assert_opens (desks.office, AHADI_SLOT_PASSPHRASE, heir, TRUE);
}

static void
test_a_handover_that_was_stopped_leaves_all_as_it_was (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSecret) heir = ahadi_secret_new_from ("seven yellow matatu drums", 25);
  g_autoptr (AhadiSecret) code = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  AhadiProgress progress = { NULL, NULL, cancellable };
  gboolean backed_up;

  desks_open (&desks);
  g_cancellable_cancel (cancellable);
  assert_fails (ahadi_keys_hand_over (desks.office, "Otieno", heir, &code, &backed_up,
                                      &progress, &error),
                G_IO_ERROR, G_IO_ERROR_CANCELLED);
  people = ahadi_people_list (desks.office, &error);
  g_assert_cmpuint (people->len, ==, 1);
  assert_opens (desks.office, AHADI_SLOT_PASSPHRASE, heir, FALSE);
  assert_opens (desks.office, AHADI_SLOT_PASSPHRASE, desks.passphrase, TRUE);
}

/* As a power cut leaves it between its two steps, or of two coordinators one. */
static void
test_who_opens_it_already_takes_over_with_what_they_have (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSecret) heir = ahadi_secret_new_from ("seven yellow matatu drums", 25);
  g_autoptr (AhadiSecret) other = ahadi_secret_new_from ("eight yellow matatu drums", 25);
  g_autoptr (AhadiSecret) code = NULL;
  g_autoptr (GError) error = NULL;
  gboolean backed_up;

  desks_open (&desks);
  assert_ok (ahadi_people_add (desks.office, "Otieno", heir, NULL, &error));
  assert_fails (ahadi_keys_hand_over (desks.office, "otieno", other, &code, &backed_up,
                                      NULL, &error),
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_HEIR);
  g_clear_error (&error);
  assert_ok (ahadi_keys_hand_over (desks.office, "otieno", heir, &code, &backed_up, NULL,
                                   &error));
  assert_opens (desks.office, AHADI_SLOT_PASSPHRASE, desks.passphrase, FALSE);
  assert_opens (desks.office, AHADI_SLOT_PASSPHRASE, heir, TRUE);
}

/* They would stay, and who takes over would not come in. */
static void
test_it_is_not_handed_over_with_the_passphrase_of_before (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSecret) code = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  gboolean backed_up;

  desks_open (&desks);
  assert_fails (ahadi_keys_hand_over (desks.office, "Otieno", desks.passphrase, &code,
                                      &backed_up, NULL, &error),
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_TAKEN);
  people = ahadi_people_list (desks.office, &error);
  g_assert_cmpuint (people->len, ==, 1);
}

static void
test_a_new_recovery_code_voids_the_old (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSecret) first = NULL;
  g_autoptr (AhadiSecret) second = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  assert_ok (ahadi_keys_new_recovery_code (desks.office, &first, &error));
  assert_ok (ahadi_keys_new_recovery_code (desks.office, &second, &error));
  assert_opens (desks.office, AHADI_SLOT_RECOVERY_CODE, first, FALSE);
  assert_opens (desks.office, AHADI_SLOT_RECOVERY_CODE, second, TRUE);
}

static void
test_a_wiped_vault_is_gone_and_the_session_closed (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  g_assert_true (ahadi_keys_can_wipe (desks.office));
  assert_ok (ahadi_keys_wipe (desks.office, &error));
  g_assert_false (ahadi_session_is_open (desks.office));
  g_assert_false (ahadi_keys_can_wipe (desks.office));
  g_assert_false (
      g_file_test (ahadi_session_get_folder (desks.office), G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/keys/a-rekey-counts-and-ends-with-a-backup",
                   test_a_rekey_counts_and_ends_with_a_backup);
  g_test_add_func ("/app/keys/cancelled-it-changes-nothing",
                   test_cancelled_it_changes_nothing);
  g_test_add_func ("/app/keys/after-a-handover-the-heir-alone-opens-it",
                   test_after_a_handover_the_heir_alone_opens_it);
  g_test_add_func ("/app/keys/a-handover-that-was-stopped-leaves-all-as-it-was",
                   test_a_handover_that_was_stopped_leaves_all_as_it_was);
  g_test_add_func ("/app/keys/who-opens-it-already-takes-over-with-what-they-have",
                   test_who_opens_it_already_takes_over_with_what_they_have);
  g_test_add_func ("/app/keys/it-is-not-handed-over-with-the-passphrase-of-before",
                   test_it_is_not_handed_over_with_the_passphrase_of_before);
  g_test_add_func ("/app/keys/a-new-recovery-code-voids-the-old",
                   test_a_new_recovery_code_voids_the_old);
  g_test_add_func ("/app/keys/a-wiped-vault-is-gone-and-the-session-closed",
                   test_a_wiped_vault_is_gone_and_the_session_closed);
  return g_test_run ();
}
