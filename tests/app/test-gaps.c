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
  g_assert_false (gap->frozen);
  told = ahadi_gap_describe (gap);
  g_assert_nonnull (g_strstr_len (told, -1, "changes 1–2 have not arrived"));

  bring (&desks, first);
  filled = list (&desks, 0);
}

static void
test_one_change_and_a_frozen_stream_have_words_of_their_own (void)
{
  AhadiGap gap = {
    .whose = (char *) "Branch Kisumu", .audience = "safeguarding", .from = 41, .to = 41
  };
  g_autofree char *one = ahadi_gap_describe (&gap);
  g_autofree char *frozen = NULL;

  gap.frozen = TRUE;
  frozen = ahadi_gap_describe (&gap);
  g_assert_nonnull (g_strstr_len (one, -1, "change 41 has not arrived"));
  g_assert_nonnull (g_strstr_len (frozen, -1, "from change 41 on nothing counts"));
  g_assert_nonnull (g_strstr_len (frozen, -1, "Reply to it"));
}

int
main (int argc, char *argv[])
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/gaps/what-is-missing-is-named-until-it-comes",
                   test_what_is_missing_is_named_until_it_comes);
  g_test_add_func ("/app/gaps/one-change-and-a-frozen-stream-have-words-of-their-own",
                   test_one_change_and_a_frozen_stream_have_words_of_their_own);
  return g_test_run ();
}
