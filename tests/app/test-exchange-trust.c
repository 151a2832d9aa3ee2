/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_both_sides_see_one_fingerprint (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiImportResult) received = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autofree char *path = NULL;
  g_autofree char *fingerprint = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiEnrolment *request;

  desks_open (&desks);
  desks.branch =
      desks_add (&desks, AHADI_ROLE_COORDINATOR, "Kisumu", "kisumu.ahadivault");
  path = desks_path (&desks, "made/on/the/way/r.ahadi-request");
  assert_ok (ahadi_exchange_request (desks.branch, path, &fingerprint, &error));
  received = desks_import (desks.office, path);
  requests = ahadi_exchange_list_requests (desks.office, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (requests->len, ==, 1);
  request = requests->pdata[0];
  g_assert_cmpstr (request->fingerprint, ==, fingerprint);
  g_assert_cmpstr (request->branch_name, ==, "Kisumu");
}

static void
test_refused_request_is_forgotten (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiImportResult) received = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks.branch =
      desks_add (&desks, AHADI_ROLE_COORDINATOR, "Kisumu", "kisumu.ahadivault");
  path = desks_path (&desks, "r");
  assert_ok (ahadi_exchange_request (desks.branch, path, NULL, &error));
  received = desks_import (desks.office, path);
  before = ahadi_exchange_list_requests (desks.office, &error);
  assert_ok (ahadi_exchange_refuse (
      desks.office, &((AhadiEnrolment *) before->pdata[0])->device, &error));
  after = ahadi_exchange_list_requests (desks.office, &error);
  g_assert_cmpuint (after->len, ==, 0);
}

static void
test_approval_merges_what_was_set_aside (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiImportResult) aside = NULL;
  g_autoptr (AhadiImportResult) received = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GPtrArray) merged = NULL;
  g_autofree char *bundle = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiImportResult *result;

  desks_open (&desks);
  desks.branch =
      desks_add (&desks, AHADI_ROLE_COORDINATOR, "Kisumu", "kisumu.ahadivault");
  desks_add_member (desks.branch, "Achieng Otieno");
  bundle = desks_export (&desks, desks.branch);
  aside = desks_import (desks.office, bundle);
  g_assert_cmpint (aside->outcome, ==, AHADI_OUTCOME_SET_ASIDE);

  path = desks_path (&desks, "r");
  assert_ok (ahadi_exchange_request (desks.branch, path, NULL, &error));
  received = desks_import (desks.office, path);
  requests = ahadi_exchange_list_requests (desks.office, &error);
  merged = desks_approve (desks.office, requests);
  g_assert_no_error (error);
  g_assert_cmpuint (merged->len, ==, 1);
  result = merged->pdata[0];
  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpuint (result->counts.created[AHADI_KIND_MEMBER], ==, 1);
}

static void
test_card_of_a_file_needs_no_vault (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSession) closed = ahadi_session_new ("nowhere");
  g_autoptr (json_t) shown = NULL;
  g_autoptr (json_t) own = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  path = desks_path (&desks, "card.ahadi-card");
  shown = ahadi_exchange_card_show (closed, path, &error);
  g_assert_no_error (error);
  own = ahadi_exchange_card_show (desks.office, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (json_equal (shown, own));
  g_assert_cmpuint (json_array_size (json_object_get (shown, "offices")), ==, 1);
  g_assert_cmpuint (json_array_size (json_object_get (shown, "devices")), ==, 1);
  g_assert_cmpuint (json_array_size (json_object_get (shown, "branches")), ==, 1);
  g_assert_cmpuint (strlen (json_string_value (json_object_get (shown, "fingerprint"))),
                    ==, 29);
}

static void
test_same_card_again_is_no_update (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gboolean updated = TRUE;

  desks_open (&desks);
  desks_add_branch (&desks);
  path = desks_path (&desks, "card.ahadi-card");
  assert_ok (ahadi_exchange_card_import (desks.branch, path, &updated, &error));
  g_assert_false (updated);
}

static void
test_identity_is_an_age_key_only_its_owner_reads (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (AhadiAgeIdentity) parsed = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  GStatBuf status;

  desks_open (&desks);
  path = desks_path (&desks, "keys/office.txt");
  assert_ok (ahadi_exchange_identity_export (desks.office, path, &error));
  assert_ok (g_file_get_contents (path, &text, NULL, &error));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_prefix (lines[0], "# public key: age1"));
  parsed = ahadi_age_identity_parse (lines[1], strlen (lines[1]), &error);
  g_assert_no_error (error);
}

static void
test_laptop_gives_no_identity (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *signer = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  path = desks_path (&desks, "key.txt");
  signer = desks_path (&desks, "key.pub");
  assert_fails (ahadi_exchange_identity_export (desks.branch, path, &error),
                AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  assert_ok (ahadi_exchange_signer_export (desks.branch, signer, &error));
}

static void
assert_card_not_written (AhadiSession *office, const char *path, AhadiBaseError code)
{
  g_autoptr (GError) error = NULL;

  assert_fails (ahadi_exchange_card_export (office, path, &error), AHADI_BASE_ERROR,
                (int) code);
}

/* The window has no other way to find out what to say. */
static void
test_place_that_takes_no_card_says_why (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *letter = NULL;
  g_autofree char *below = NULL;

  desks_open (&desks);
  letter = desks_path (&desks, "letter");
  below = g_build_filename (letter, "card.ahadi-card", NULL);
  g_assert_true (g_file_set_contents (letter, "x", 1, NULL));
  assert_card_not_written (desks.office, desks.folder, AHADI_BASE_ERROR_IS_FOLDER);
  assert_card_not_written (desks.office, below, AHADI_BASE_ERROR_NOT_FOLDER);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/exchange-trust/both-sides-see-one-fingerprint",
                   test_both_sides_see_one_fingerprint);
  g_test_add_func ("/app/exchange-trust/refused-request-is-forgotten",
                   test_refused_request_is_forgotten);
  g_test_add_func ("/app/exchange-trust/approval-merges-what-was-set-aside",
                   test_approval_merges_what_was_set_aside);
  g_test_add_func ("/app/exchange-trust/card-of-a-file-needs-no-vault",
                   test_card_of_a_file_needs_no_vault);
  g_test_add_func ("/app/exchange-trust/same-card-again-is-no-update",
                   test_same_card_again_is_no_update);
  g_test_add_func ("/app/exchange-trust/identity-is-an-age-key-only-its-owner-reads",
                   test_identity_is_an_age_key_only_its_owner_reads);
  g_test_add_func ("/app/exchange-trust/laptop-gives-no-identity",
                   test_laptop_gives_no_identity);
  g_test_add_func ("/app/exchange-trust/place-that-takes-no-card-says-why",
                   test_place_that_takes_no_card_says_why);
  return g_test_run ();
}
