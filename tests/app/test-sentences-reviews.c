/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#define STAMP "0000000000000001-00000000000000000000000000000001-00000001"
#define LATER "0000000000000002-00000000000000000000000000000001-00000001"

static void
assert_told (AhadiReviewState state,
             guint field,
             const char *stands,
             const char *other,
             const char *expected)
{
  g_autoptr (AhadiReviewDetail) detail = g_new0 (AhadiReviewDetail, 1);
  AhadiReviewOther change = { .change = { (char *) other, (char *) "Kisumu" } };
  g_autofree char *sentence = NULL;

  detail->item = g_new0 (AhadiItem, 1);
  detail->item->record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);
  detail->field = field;
  detail->state = state;
  detail->standing.value = g_strdup (stands);
  detail->others = g_ptr_array_new ();
  g_ptr_array_add (detail->others, &change);
  sentence = ahadi_sentence_for_review (detail);
  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_each_state_is_told_in_words (void)
{
  assert_told (AHADI_REVIEW_OPEN, AHADI_MEMBER_NAME, "Wanjeri", "Wanjiru",
               "“Name” was changed apart: Kisumu wrote “Wanjiru” without seeing what "
               "stands now, “Wanjeri”. An office must decide.");
  assert_told (AHADI_REVIEW_REOPENED, AHADI_MEMBER_GENDER, "woman", NULL,
               "“Gender” was decided, then changed by somebody who did not know it: "
               "Kisumu wrote nothing, and “woman” stands. An office must decide again.");
  assert_told (AHADI_REVIEW_SETTLED, AHADI_MEMBER_NAME, "Wanjeri", "Wanjiru",
               "“Name” was changed apart, and an office decided: “Wanjeri” stands.");
}

static void
test_parallel_changes_are_told_apart (void)
{
  assert_told (AHADI_REVIEW_PARALLEL, AHADI_MEMBER_NAME, "Wanjiru", "Wanjiru",
               "Parallel update, nothing to decide: “Name” was changed to the same by "
               "Kisumu, who had not seen it.");
  assert_told (AHADI_REVIEW_PARALLEL, AHADI_MEMBER_PLACE, "Kisumu", "Siaya",
               "Parallel update, nothing to decide: “Place” was changed to “Siaya” by "
               "Kisumu, who had not seen the other change. The later one stands, "
               "“Kisumu”.");
}

static void
test_a_decision_gives_its_reason (void)
{
  g_autoptr (AhadiRecord) settlement = ahadi_record_new (AHADI_KIND_SETTLEMENT, NULL);
  g_autofree char *broken = ahadi_sentence_for_settlement (settlement);
  g_autofree char *sentence = NULL;
  g_autofree char *undone = NULL;

  g_assert_cmpstr (broken, ==, "It was decided which of two changes stands.");
  ahadi_record_set (settlement, AHADI_SETTLEMENT_OF_KIND, "member");
  ahadi_record_set (settlement, AHADI_SETTLEMENT_OF_ENTITY,
                    "00112233445566778899aabbccddeeff");
  ahadi_record_set (settlement, AHADI_SETTLEMENT_OF_FIELD, "status");
  ahadi_record_set (settlement, AHADI_SETTLEMENT_CITES, STAMP " " LATER);
  ahadi_record_set (settlement, AHADI_SETTLEMENT_VALUE, "active");
  ahadi_record_set (settlement, AHADI_SETTLEMENT_REASON, "She paid");
  sentence = ahadi_sentence_for_settlement (settlement);
  g_assert_cmpstr (
      sentence, ==,
      "“Status” had been changed apart. It was decided that “Active” stands: "
      "“She paid”.");

  ahadi_record_set (settlement, AHADI_SETTLEMENT_OUTCOME, AHADI_SETTLEMENT_UNDO);
  undone = ahadi_sentence_for_settlement (settlement);
  g_assert_cmpstr (
      undone, ==,
      "The decision on “Status” was taken back, and “Active” stands until it "
      "is decided anew: “She paid”.");
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/sentences-reviews/each-state-is-told-in-words",
                   test_each_state_is_told_in_words);
  g_test_add_func ("/app/sentences-reviews/parallel-changes-are-told-apart",
                   test_parallel_changes_are_told_apart);
  g_test_add_func ("/app/sentences-reviews/a-decision-gives-its-reason",
                   test_a_decision_gives_its_reason);
  return g_test_run ();
}
