/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

static AhadiDesk *
load (AhadiSession *session)
{
  g_autoptr (GError) error = NULL;
  AhadiDesk *desk = ahadi_desk_load (session, &error);

  g_assert_no_error (error);
  g_assert_nonnull (desk);
  return desk;
}

static void
test_branch_follows_its_records (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiDesk) fresh = NULL;
  g_autoptr (AhadiDesk) sent = NULL;
  g_autofree char *bundle = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  desks_add_member (desks.branch, "Achieng Otieno");
  fresh = load (desks.branch);
  bundle = desks_export (&desks, desks.branch);
  sent = load (desks.branch);

  g_assert_cmpint (fresh->role, ==, AHADI_ROLE_COORDINATOR);
  g_assert_cmpstr (fresh->branch_name, ==, "Kisumu");
  g_assert_true (fresh->enrolled);
  g_assert_false (fresh->founder);
  g_assert_cmpuint (fresh->members, ==, 1);
  g_assert_cmpint (fresh->last_export, ==, 0);
  g_assert_cmpuint (fresh->deliveries.counts[AHADI_KIND_MEMBER][AHADI_DELIVERY_ONLY_HERE],
                    ==, 1);

  g_assert_cmpint (sent->last_export, >, 0);
  g_assert_cmpuint (sent->deliveries.counts[AHADI_KIND_MEMBER][AHADI_DELIVERY_EXPORTED],
                    ==, 1);
}

/* Of an office without a holder a branch learns before it exports, not after. */
static void
test_branch_sees_what_is_held_back (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiDesk) both = NULL;
  g_autoptr (AhadiDesk) sent = NULL;
  g_autoptr (AhadiRecord) report = desks_make_report ("executive-director");
  g_autofree char *bundle = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  desks_add_member (desks.branch, "Achieng Otieno");
  assert_ok (ahadi_records_save (desks.branch, report, NULL, NULL, &error));
  both = load (desks.branch);
  bundle = desks_export (&desks, desks.branch);
  sent = load (desks.branch);

  g_assert_cmpuint (both->sendable, ==, 1);
  g_assert_cmpuint (both->held_back, ==, 1);
  g_assert_cmpuint (sent->sendable, ==, 0);
  g_assert_cmpuint (sent->held_back, ==, 1);
}

static void
test_office_sees_what_waits (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiDesk) desk = NULL;
  g_autoptr (AhadiImportResult) asked = NULL;
  g_autoptr (AhadiImportResult) sent = NULL;
  g_autofree char *request = NULL;
  g_autofree char *bundle = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks.branch =
      desks_add (&desks, AHADI_ROLE_COORDINATOR, "Kisumu", "kisumu.ahadivault");
  request = desks_path (&desks, "r");
  assert_ok (ahadi_exchange_request (desks.branch, request, NULL, &error));
  asked = desks_import (desks.office, request);
  bundle = desks_export (&desks, desks.branch);
  sent = desks_import (desks.office, bundle);
  desk = load (desks.office);

  g_assert_cmpint (sent->outcome, ==, AHADI_OUTCOME_SET_ASIDE);
  g_assert_cmpuint (desk->pending_requests, ==, 1);
  g_assert_cmpuint (desk->set_aside, ==, 1);
  g_assert_cmpint (desk->last_import, ==, 0);
}

static void
test_not_enrolled_is_said (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiDesk) desk = NULL;

  desks_open (&desks);
  desks.branch =
      desks_add (&desks, AHADI_ROLE_COORDINATOR, "Kisumu", "kisumu.ahadivault");
  desk = load (desks.branch);
  g_assert_false (desk->enrolled);
  g_assert_cmpuint (desk->card_version, ==, 1);
}

static void
test_revoked_laptop_is_told (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiDesk) before = NULL;
  g_autoptr (AhadiDesk) after = NULL;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiImportResult) taken = NULL;
  g_autofree char *card = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  before = load (desks.branch);
  card = desks_path (&desks, "revoking.ahadi-card");
  identity = ahadi_identity_load (ahadi_session_get_vault (desks.branch, &error), &error);
  g_assert_no_error (error);
  assert_ok (ahadi_trust_revoke (desks.office, ahadi_identity_get_device (identity), "",
                                 AHADI_DEVICE_CUT_NOTHING, &error));
  assert_ok (ahadi_exchange_card_export (desks.office, card, &error));
  taken = desks_import (desks.branch, card);
  after = load (desks.branch);

  g_assert_false (before->revoked);
  g_assert_true (after->revoked);
  g_assert_false (after->enrolled);
  g_assert_true (ahadi_trust_is_revoked (desks.branch));
  g_assert_false (ahadi_trust_is_revoked (desks.office));
}

static void
test_clock_of_another_age_is_noticed (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiDesk) now = NULL;
  g_autoptr (AhadiDesk) then = NULL;

  desks_open (&desks);
  now = load (desks.office);
  g_setenv ("AHADI_CLOCK_MS", "86400000", TRUE);
  then = load (desks.office);
  g_unsetenv ("AHADI_CLOCK_MS");

  g_assert_cmpint (now->clock, ==, AHADI_CLOCK_PLAUSIBLE);
  g_assert_cmpint (then->clock, ==, AHADI_CLOCK_BEHIND);
  g_assert_false (now->clock_was_ahead);
  g_assert_false (then->clock_was_ahead);
}

static void
test_import_takes_the_place_of_never (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiDesk) desk = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (GPtrArray) journal = NULL;
  g_autofree char *bundle = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  desks_add_member (desks.branch, "Achieng Otieno");
  bundle = desks_export (&desks, desks.branch);
  merged = desks_import (desks.office, bundle);
  desk = load (desks.office);
  journal = ahadi_desk_journal (desks.office, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpint (merged->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpint (desk->last_import, >, 0);
  g_assert_cmpint (desk->last_reply, ==, 0);
  g_assert_cmpuint (journal->len, ==, 1);
  g_assert_cmpstr (((AhadiJournalEntry *) journal->pdata[0])->outcome, ==, "merged");
}

/* In ten years' time something was written; now nobody may take it for the truth. */
static void
test_a_clock_that_was_ahead_can_be_put_right (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiDesk) before = NULL;
  g_autoptr (AhadiDesk) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *future = g_strdup_printf (
      "%" G_GINT64_FORMAT,
      ahadi_wall_clock_ms () + 3650 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000));
  guint64 records = 0;

  desks_open (&desks);
  g_setenv ("AHADI_CLOCK_MS", future, TRUE);
  desks_add_member (desks.office, "Achieng Otieno");
  g_unsetenv ("AHADI_CLOCK_MS");
  before = ahadi_desk_load (desks.office, &error);
  g_assert_no_error (error);
  g_assert_true (before->clock_was_ahead);

  g_assert_true (ahadi_desk_put_clock_right (desks.office, &records, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (records, ==, 1);
  after = ahadi_desk_load (desks.office, &error);
  g_assert_cmpint (after->clock, ==, AHADI_CLOCK_PLAUSIBLE);
  g_assert_false (after->clock_was_ahead);
  g_assert_cmpuint (after->members, ==, 1);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/desk/branch-follows-its-records",
                   test_branch_follows_its_records);
  g_test_add_func ("/app/desk/branch-sees-what-is-held-back",
                   test_branch_sees_what_is_held_back);
  g_test_add_func ("/app/desk/office-sees-what-waits", test_office_sees_what_waits);
  g_test_add_func ("/app/desk/not-enrolled-is-said", test_not_enrolled_is_said);
  g_test_add_func ("/app/desk/revoked-laptop-is-told", test_revoked_laptop_is_told);
  g_test_add_func ("/app/desk/clock-of-another-age-is-noticed",
                   test_clock_of_another_age_is_noticed);
  g_test_add_func ("/app/desk/import-takes-the-place-of-never",
                   test_import_takes_the_place_of_never);
  g_test_add_func ("/app/desk/a-clock-that-was-ahead-can-be-put-right",
                   test_a_clock_that_was_ahead_can_be_put_right);
  return g_test_run ();
}
