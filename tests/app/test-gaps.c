/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

static GPtrArray *
list (Desks *desks, guint expected)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *gaps = ahadi_gaps_list (desks->office, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (gaps->len, ==, expected);
  return gaps;
}

static void
bring (Desks *desks, const char *bundle)
{
  g_autoptr (AhadiImportResult) merged = desks_import (desks->office, bundle);

  g_assert_cmpint (merged->outcome, ==, AHADI_OUTCOME_MERGED);
}

static void
test_what_is_missing_is_named_until_it_comes (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) gaps = NULL;
  g_autoptr (GPtrArray) filled = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *told = NULL;
  const AhadiGap *gap;

  desks_open (&desks);
  desks_add_branch (&desks);
  desks_add_member (desks.branch, "Achieng Otieno");
  desks_add_member (desks.branch, "Hamisi Juma");
  first = desks_export (&desks, desks.branch);
  desks_add_member (desks.branch, "Nafula Wekesa");
  second = desks_export (&desks, desks.branch);
  before = list (&desks, 0);

  bring (&desks, second);
  gaps = list (&desks, 1);
  gap = gaps->pdata[0];
  g_assert_cmpstr (gap->whose, ==, "Branch Kisumu");
  g_assert_cmpstr (gap->audience, ==, "membership");
  g_assert_cmpuint (gap->from, ==, 1);
  g_assert_cmpuint (gap->to, ==, 2);
  g_assert_cmpint (gap->state, ==, AHADI_GAP_MISSING);
  g_assert_true (gap->answered);
  g_assert_false (gap->between);
  told = ahadi_gap_describe (gap);
  g_assert_nonnull (g_strstr_len (told, -1, "changes 1–2 have not arrived"));

  bring (&desks, first);
  filled = list (&desks, 0);
}

static void
test_other_offices_are_asked_for_what_one_of_them_wrote (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GPtrArray) gaps = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *second = NULL;
  g_autofree char *told = NULL;
  g_autoptr (AhadiSession) other = NULL;
  const AhadiGap *gap;

  desks_open (&desks);
  other = desks_add (&desks, AHADI_ROLE_MEMBERSHIP, NULL, "second");
  desks_enrol (&desks, other);
  desks_add_member (other, "Achieng Otieno");
  lost = desks_export (&desks, other);
  desks_add_member (other, "Hamisi Juma");
  second = desks_export (&desks, other);

  bring (&desks, second);
  gaps = list (&desks, 1);
  gap = gaps->pdata[0];
  g_assert_false (gap->answered);
  g_assert_true (gap->between);
  told = ahadi_gap_describe (gap);
  g_assert_nonnull (g_strstr_len (told, -1, "Your next export asks the other offices"));
}

static void
test_what_the_office_asks_for_is_told_until_it_is_sent (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GPtrArray) asked = NULL;
  g_autoptr (GPtrArray) sent = NULL;
  g_autoptr (GPtrArray) filled = NULL;
  g_autoptr (AhadiImportResult) answered = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *second = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GPtrArray) replies = NULL;
  g_autofree char *again = NULL;
  const AhadiGap *gap;

  desks_open (&desks);
  folder = desks_path (&desks, "replies");
  desks_add_branch (&desks);
  desks_add_member (desks.branch, "Achieng Otieno");
  lost = desks_export (&desks, desks.branch);
  desks_add_member (desks.branch, "Nafula Wekesa");
  second = desks_export (&desks, desks.branch);
  bring (&desks, second);
  replies = ahadi_exchange_reply (desks.office, folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (replies->len, ==, 1);
  answered = desks_import (desks.branch, replies->pdata[0]);

  asked = ahadi_gaps_list (desks.branch, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (asked->len, ==, 1);
  gap = asked->pdata[0];
  g_assert_cmpint (gap->state, ==, AHADI_GAP_ASKED);
  g_assert_cmpuint (gap->from, ==, 1);
  g_assert_cmpuint (gap->to, ==, 1);
  g_assert_cmpuint (gap->count, ==, 1);

  again = desks_export (&desks, desks.branch);
  sent = ahadi_gaps_list (desks.branch, &error);
  g_assert_cmpuint (sent->len, ==, 0);
  bring (&desks, again);
  filled = list (&desks, 0);
}

int
main (int argc, char *argv[])
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/gaps/what-is-missing-is-named-until-it-comes",
                   test_what_is_missing_is_named_until_it_comes);
  g_test_add_func ("/app/gaps/other-offices-are-asked-for-what-one-of-them-wrote",
                   test_other_offices_are_asked_for_what_one_of_them_wrote);
  g_test_add_func ("/app/gaps/what-the-office-asks-for-is-told-until-it-is-sent",
                   test_what_the_office_asks_for_is_told_until_it_is_sent);
  return g_test_run ();
}
