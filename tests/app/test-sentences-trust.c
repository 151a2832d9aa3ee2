/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <string.h>

static void
assert_says (char *(*say) (const GError *error),
             GQuark domain,
             int code,
             const char *part)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "cannot");
  g_autofree char *sentence = say (error);

  g_assert_nonnull (sentence);
  g_assert_nonnull (strstr (sentence, part));
}

static void
assert_leaves_it (char *(*say) (const GError *error))
{
  g_autoptr (GError) error =
      g_error_new_literal (AHADI_BASE_ERROR, AHADI_BASE_ERROR_NO_SPACE, "cannot");

  g_assert_null (say (error));
}

static void
test_signing_tells_a_strange_key_from_a_wrong_passphrase (void)
{
  assert_says (ahadi_sentence_for_signing, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
               "of no custodian");
  assert_says (ahadi_sentence_for_signing, AHADI_CRYPTO_ERROR,
               AHADI_CRYPTO_ERROR_WRONG_SECRET, "passphrase");
  assert_leaves_it (ahadi_sentence_for_signing);
}

static void
test_joining_tells_another_draft_from_none (void)
{
  assert_says (ahadi_sentence_for_joining, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FORK,
               "another draft");
  assert_says (ahadi_sentence_for_joining, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
               "No draft waits");
  assert_leaves_it (ahadi_sentence_for_joining);
}

static void
test_publishing_tells_too_few_from_too_late (void)
{
  assert_says (ahadi_sentence_for_publishing, AHADI_SYNC_ERROR,
               AHADI_SYNC_ERROR_BAD_SIGNATURE, "Too few");
  assert_says (ahadi_sentence_for_publishing, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_OLDER,
               "Another directory");
  assert_leaves_it (ahadi_sentence_for_publishing);
}

static void
test_revoking_tells_who_may (void)
{
  assert_says (ahadi_sentence_for_revoking, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
               "never its own");
  assert_says (ahadi_sentence_for_revoking, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_REVOKED,
               "before");
  assert_says (ahadi_sentence_for_revoking, AHADI_STORE_ERROR,
               AHADI_STORE_ERROR_NOT_FOUND, "No laptop");
  assert_leaves_it (ahadi_sentence_for_revoking);
}

static void
test_requesting_says_when_none_can_be_approved (void)
{
  assert_says (ahadi_sentence_for_requesting, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_REVOKED,
               "new vault");
  assert_leaves_it (ahadi_sentence_for_requesting);
  g_assert_nonnull (strstr (ahadi_sentence_for_own_revoking (), "no longer trusted"));
}

static void
test_what_was_typed_is_told_from_a_hostile_file (void)
{
  static const char *const cases[][2] = { { "R2", "More custodians" },
                                          { "R4", "there twice" },
                                          { "D13", "setting’s name" } };
  g_autoptr (GError) other = g_error_new_literal (
      AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_MALFORMED, "cannot read it");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_copy (other);
      g_autofree char *sentence = NULL;

      ahadi_sync_error_blame (&error, AHADI_SYNC_ERROR, cases[i][0]);
      sentence = ahadi_sentence_for_publishing (error);
      g_assert_nonnull (sentence);
      g_assert_nonnull (strstr (sentence, cases[i][1]));
    }
  g_assert_null (ahadi_sentence_for_publishing (other));
}

static void
test_roll_back_names_both_versions (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  path = desks_path (&desks, "old.ahadi-card");
  assert_ok (ahadi_exchange_card_export (desks.office, path, &error));
  assert_ok (ahadi_trust_draft_setting (desks.office, "helpline", "1195", &error));
  result = desks_import (desks.office, path);

  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_REFUSED);
  sentence = ahadi_exchange_say_import (desks.office, result);
  g_assert_nonnull (strstr (sentence, "it has directory 1 ("));
  g_assert_nonnull (strstr (sentence, "here are directory 2 ("));
}

/* A bundle of a revoked laptop is another thing, and said so elsewhere. */
static void
test_only_cards_are_spoken_of (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *card = NULL;
  g_autofree char *other = NULL;
  g_autofree char *fork = NULL;
  g_autofree char *revoked = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) forked =
      g_error_new_literal (AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FORK, "cannot");
  g_autoptr (GError) distrusted =
      g_error_new_literal (AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_REVOKED, "cannot");

  desks_open (&desks);
  card = desks_path (&desks, "now.ahadi-card");
  other = desks_path (&desks, "none.ahadi");
  assert_ok (ahadi_exchange_card_export (desks.office, card, &error));

  g_assert_null (ahadi_sentence_for_card (desks.office, other, forked));
  fork = ahadi_sentence_for_card (desks.office, card, forked);
  g_assert_nonnull (strstr (fork, "say different things"));
  revoked = ahadi_sentence_for_card (desks.office, card, distrusted);
  g_assert_nonnull (strstr (revoked, "no longer trusted"));
}

static void
test_whom_a_card_drops_is_told_which (void)
{
  g_autofree char *dropped = ahadi_sentence_for_own_dropping (7);

  g_assert_null (ahadi_sentence_for_own_dropping (0));
  g_assert_nonnull (strstr (dropped, "with card 7."));
  g_assert_nonnull (strstr (dropped, "Call the membership office"));
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);

  g_test_add_func (
      "/app/sentences-trust/signing-tells-a-strange-key-from-a-wrong-passphrase",
      test_signing_tells_a_strange_key_from_a_wrong_passphrase);
  g_test_add_func ("/app/sentences-trust/joining-tells-another-draft-from-none",
                   test_joining_tells_another_draft_from_none);
  g_test_add_func ("/app/sentences-trust/publishing-tells-too-few-from-too-late",
                   test_publishing_tells_too_few_from_too_late);
  g_test_add_func ("/app/sentences-trust/what-was-typed-is-told-from-a-hostile-file",
                   test_what_was_typed_is_told_from_a_hostile_file);
  g_test_add_func ("/app/sentences-trust/requesting-says-when-none-can-be-approved",
                   test_requesting_says_when_none_can_be_approved);
  g_test_add_func ("/app/sentences-trust/revoking-tells-who-may",
                   test_revoking_tells_who_may);
  g_test_add_func ("/app/sentences-trust/whom-a-card-drops-is-told-which",
                   test_whom_a_card_drops_is_told_which);
  g_test_add_func ("/app/sentences-trust/roll-back-names-both-versions",
                   test_roll_back_names_both_versions);
  g_test_add_func ("/app/sentences-trust/only-cards-are-spoken-of",
                   test_only_cards_are_spoken_of);
  return g_test_run ();
}
