/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

static guint64
count_members (AhadiSession *session)
{
  const AhadiQuery query = { .kind = AHADI_KIND_MEMBER };
  g_autoptr (GError) error = NULL;
  guint64 count = 0;

  assert_ok (ahadi_records_count (session, &query, &count, &error));
  return count;
}

static guint
count_journal (AhadiSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = ahadi_desk_journal (session, 0, &error);

  g_assert_no_error (error);
  return entries->len;
}

static void
test_bundle_goes_there_and_a_reply_back (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) reply = NULL;
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (AhadiDesk) desk = NULL;
  g_autofree char *bundle = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  desks_add_member (desks.branch, "Achieng Otieno");
  bundle = desks_export (&desks, desks.branch);
  merged = desks_import (desks.office, bundle);
  folder = desks_path (&desks, "replies/made/here");
  replies = ahadi_exchange_reply (desks.office, folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (replies->len, ==, 1);
  reply = desks_import (desks.branch, replies->pdata[0]);
  desk = ahadi_desk_load (desks.branch, &error);

  g_assert_cmpuint (merged->counts.created[AHADI_KIND_MEMBER], ==, 1);
  g_assert_cmpuint (count_members (desks.office), ==, 1);
  g_assert_true (reply->is_reply);
  g_assert_false (merged->is_request);
  g_assert_cmpuint (desk->deliveries.counts[AHADI_KIND_MEMBER][AHADI_DELIVERY_RECEIVED],
                    ==, 1);
  g_assert_cmpint (desk->last_reply, >, 0);
}

static void
test_preview_changes_nothing (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSession) laptop = NULL;
  g_autoptr (AhadiImportResult) preview = NULL;
  g_autofree char *bundle = NULL;
  g_autofree char *request = NULL;
  g_autoptr (AhadiImportResult) asked = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;
  guint journal;

  desks_open (&desks);
  desks_add_branch (&desks);
  desks_add_member (desks.branch, "Achieng Otieno");
  bundle = desks_export (&desks, desks.branch);
  journal = count_journal (desks.office);
  preview = ahadi_intake_one (desks.office, bundle, TRUE, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpint (preview->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpuint (preview->counts.created[AHADI_KIND_MEMBER], ==, 1);
  g_assert_cmpuint (count_members (desks.office), ==, 0);
  g_assert_cmpuint (count_journal (desks.office), ==, journal);

  laptop = desks_add (&desks, AHADI_ROLE_COORDINATOR, "Garissa", "second.ahadivault");
  request = desks_path (&desks, "r");
  assert_ok (ahadi_exchange_request (laptop, request, NULL, &error));
  asked = ahadi_intake_one (desks.office, request, TRUE, NULL, &error);
  requests = ahadi_exchange_list_requests (desks.office, &error);
  g_assert_no_error (error);
  g_assert_cmpint (asked->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_true (asked->is_request);
  g_assert_cmpuint (requests->len, ==, 0);
}

static void
test_card_and_request_again_are_duplicates (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiImportResult) card = NULL;
  g_autoptr (AhadiImportResult) asked = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autofree char *card_path = NULL;
  g_autofree char *request_path = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  card_path = desks_path (&desks, "same.ahadi-card");
  request_path = desks_path (&desks, "same.ahadi-request");
  assert_ok (ahadi_exchange_card_export (desks.branch, card_path, &error));
  assert_ok (ahadi_exchange_request (desks.branch, request_path, NULL, &error));
  card = desks_import (desks.branch, card_path);
  asked = desks_import (desks.office, request_path);
  requests = ahadi_exchange_list_requests (desks.office, &error);

  g_assert_no_error (error);
  g_assert_cmpint (card->outcome, ==, AHADI_OUTCOME_DUPLICATE);
  g_assert_false (card->newer_card);
  g_assert_cmpint (asked->outcome, ==, AHADI_OUTCOME_DUPLICATE);
  g_assert_cmpuint (requests->len, ==, 0);
}

static void
test_newer_card_merges_what_was_set_aside (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSession) second = NULL;
  g_autoptr (AhadiImportResult) aside = NULL;
  g_autoptr (AhadiImportResult) card = NULL;
  g_autofree char *bundle = NULL;
  g_autofree char *path = NULL;

  desks_open (&desks);
  second = desks_add (&desks, AHADI_ROLE_MEMBERSHIP, NULL, "second.ahadivault");
  desks_enrol (&desks, second);
  desks_add_branch (&desks);
  desks_add_member (desks.branch, "Achieng Otieno");
  bundle = desks_export (&desks, desks.branch);

  /* The bundle brings no card, or this would be no test. */
  aside = desks_import (second, bundle);
  if (aside->outcome == AHADI_OUTCOME_MERGED)
    {
      g_test_skip ("a bundle carries the card that names its device");
      return;
    }
  g_assert_cmpint (aside->outcome, ==, AHADI_OUTCOME_SET_ASIDE);
  path = desks_path (&desks, "card.ahadi-card");
  card = desks_import (second, path);

  g_assert_true (card->newer_card);
  g_assert_cmpuint (card->counts.created[AHADI_KIND_MEMBER], ==, 1);
  g_assert_cmpuint (count_members (second), ==, 1);
}

static void
test_wrong_files_are_results_with_a_reason (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) foreign = NULL;
  g_autoptr (AhadiImportResult) request = NULL;
  g_autofree char *asked = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  path = desks_path (&desks, "letter.ahadi");
  assert_ok (g_file_set_contents (path, "Dear all", -1, &error));
  foreign = desks_import (desks.office, path);
  g_assert_cmpint (foreign->outcome, ==, AHADI_OUTCOME_REFUSED);
  g_assert_error (foreign->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN);

  /* A request is the membership office's business alone. */
  asked = desks_path (&desks, "r");
  assert_ok (ahadi_exchange_request (desks.branch, asked, NULL, &error));
  request = desks_import (desks.branch, asked);
  g_assert_cmpint (request->outcome, ==, AHADI_OUTCOME_REFUSED);
  g_assert_error (request->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US);
}

static void
test_inspect_tries_keys_only_when_open (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSession) closed = ahadi_session_new ("nowhere");
  g_autoptr (json_t) outside = NULL;
  g_autoptr (json_t) inside = NULL;
  g_autofree char *bundle = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  bundle = desks_export (&desks, desks.branch);
  outside = ahadi_exchange_inspect (closed, bundle, &error);
  g_assert_no_error (error);
  inside = ahadi_exchange_inspect (desks.office, bundle, &error);
  g_assert_no_error (error);

  g_assert_true (json_is_false (json_object_get (outside, "opened")));
  g_assert_true (json_is_true (json_object_get (inside, "opened")));
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/exchange/bundle-goes-there-and-a-reply-back",
                   test_bundle_goes_there_and_a_reply_back);
  g_test_add_func ("/app/exchange/preview-changes-nothing", test_preview_changes_nothing);
  g_test_add_func ("/app/exchange/card-and-request-again-are-duplicates",
                   test_card_and_request_again_are_duplicates);
  g_test_add_func ("/app/exchange/newer-card-merges-what-was-set-aside",
                   test_newer_card_merges_what_was_set_aside);
  g_test_add_func ("/app/exchange/wrong-files-are-results-with-a-reason",
                   test_wrong_files_are_results_with_a_reason);
  g_test_add_func ("/app/exchange/inspect-tries-keys-only-when-open",
                   test_inspect_tries_keys_only_when_open);
  return g_test_run ();
}
