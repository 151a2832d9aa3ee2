/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <string.h>

static void
assert_says (const AhadiImportResult *result, const char *expected)
{
  g_autofree char *sentence = ahadi_sentence_for_import (result);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_merged_counts_what_is_new (void)
{
  AhadiImportResult result = { .outcome = AHADI_OUTCOME_MERGED };

  assert_says (&result, "There was nothing new in it.");
  result.counts.created[AHADI_KIND_MEMBER] = 32;
  assert_says (&result, "New: 32 members.");
  result.counts.created[AHADI_KIND_PLEDGE] = 30;
  result.counts.created[AHADI_KIND_REPORT] = 1;
  result.counts.changed[AHADI_KIND_MEMBER] = 2;
  assert_says (&result,
               "New: 32 members, 30 pledges and 1 report. 2 records were corrected.");
}

static void
test_merged_says_what_stays_open (void)
{
  AhadiImportResult result = { .outcome = AHADI_OUTCOME_MERGED, .missing = 17 };
  g_autofree char *sentence = ahadi_sentence_for_import (&result);

  g_assert_nonnull (strstr (sentence, "17 earlier entries"));
  g_assert_nonnull (strstr (sentence, "Ask for an export of everything"));
}

static void
test_offices_ask_each_other (void)
{
  AhadiImportResult result = {
    .outcome = AHADI_OUTCOME_MERGED, .missing = 1, .answered = TRUE, .between = TRUE
  };
  g_autofree char *sentence = ahadi_sentence_for_import (&result);

  g_assert_nonnull (strstr (sentence, "1 earlier entry is missing here"));
  g_assert_nonnull (strstr (sentence, "Your next export asks the other offices"));
}

static void
test_an_office_asks_by_its_reply (void)
{
  AhadiImportResult result = { .outcome = AHADI_OUTCOME_MERGED,
                               .missing = 1,
                               .answered = TRUE };
  g_autofree char *sentence = ahadi_sentence_for_import (&result);

  g_assert_nonnull (strstr (sentence, "the reply asks for them"));
}

static void
test_what_was_missing_and_came_is_said (void)
{
  AhadiFilled ranges[] = { { .device = { { 1 } }, .from = 41, .to = 57 },
                           { .device = { { 2 } }, .from = 3, .to = 3 } };
  AhadiImportResult result = { .outcome = AHADI_OUTCOME_MERGED,
                               .device = { { 1 } },
                               .branch = (char *) "Kisumu" };
  g_autofree char *sentence = NULL;
  g_autofree char *some = NULL;

  result.filled = g_array_new (FALSE, FALSE, sizeof (AhadiFilled));
  g_array_append_vals (result.filled, ranges, G_N_ELEMENTS (ranges));
  sentence = ahadi_sentence_for_import (&result);
  result.missing = 1;
  some = ahadi_sentence_for_import (&result);
  g_array_unref (result.filled);
  g_assert_nonnull (strstr (sentence,
                            "Changes 41–57 of Branch Kisumu, which were missing, "
                            "arrived. Change 3 of somebody else"));
  g_assert_nonnull (strstr (sentence, "Nothing of it is missing now."));
  g_assert_null (strstr (some, "Nothing of it"));
}

static void
test_what_the_office_asks_for_is_said (void)
{
  AhadiImportResult result = { .outcome = AHADI_OUTCOME_MERGED, .asked = 17 };
  g_autofree char *sentence = ahadi_sentence_for_import (&result);

  g_assert_nonnull (strstr (sentence, "asks again for 17 changes"));
}

static void
test_refused_part_is_said (void)
{
  AhadiPartResult part = { AHADI_AUDIENCE_MEMBERSHIP, TRUE, (char *) "broken-chain" };
  AhadiImportResult result = { .outcome = AHADI_OUTCOME_MERGED };
  g_autofree char *sentence = NULL;

  result.parts = g_array_new (FALSE, FALSE, sizeof part);
  g_array_append_val (result.parts, part);
  sentence = ahadi_sentence_for_import (&result);
  g_array_unref (result.parts);
  g_assert_nonnull (strstr (sentence, "A part of it could not be taken in"));
}

static void
test_newer_part_asks_for_a_newer_program (void)
{
  AhadiPartResult part = { AHADI_AUDIENCE_MEMBERSHIP, TRUE, (char *) "newer" };
  AhadiImportResult result = { .outcome = AHADI_OUTCOME_MERGED };

  result.counts.created[AHADI_KIND_MEMBER] = 1;
  result.parts = g_array_new (FALSE, FALSE, sizeof part);
  g_array_append_val (result.parts, part);
  assert_says (&result, "New: 1 member. A part of it was made by a newer Ahadi; update "
                        "Ahadi, then import it again.");
  g_array_unref (result.parts);
}

/* What a rule has of its own is said, and once, of however many parts. */
static void
test_rule_of_a_part_is_said_once (void)
{
  AhadiPartResult part = { AHADI_AUDIENCE_MEMBERSHIP, TRUE, (char *) "malformed", "P7" };
  AhadiImportResult result = { .outcome = AHADI_OUTCOME_MERGED, .older_card = TRUE };

  result.parts = g_array_new (FALSE, FALSE, sizeof part);
  g_array_append_val (result.parts, part);
  g_array_append_val (result.parts, part);
  assert_says (
      &result,
      "There was nothing new in it. The card that came with it is older than the one "
      "here; the one here is kept. A part of this bundle was made for another bundle and "
      "put into this one. That part was not taken in. Speak with whoever sent it, and "
      "tell the office.");
  g_array_unref (result.parts);
}

/* Exporting everything again helps with neither, so neither sentence asks for it. */
static void
test_fork_is_said_where_it_is_met (void)
{
  static const struct
  {
    AhadiAudienceClass audience;
    const char *word;
    gboolean is_reply;
    const char *said;
  } cases[] = {
    { AHADI_AUDIENCE_MEMBERSHIP, "fork", FALSE, "tells another story" },
    { AHADI_AUDIENCE_DEVICE, "fork", TRUE, "entries of this laptop that are not here" },
    { AHADI_AUDIENCE_DEVICE, "rolled-back", TRUE, "put back to an older day" },
    { AHADI_AUDIENCE_BRANCH, "rolled-back", FALSE, "this vault was copied" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AhadiPartResult part = { cases[i].audience, TRUE, (char *) cases[i].word };
      AhadiImportResult result = { .outcome = AHADI_OUTCOME_MERGED,
                                   .is_reply = cases[i].is_reply };
      g_autofree char *sentence = NULL;

      result.parts = g_array_new (FALSE, FALSE, sizeof part);
      g_array_append_val (result.parts, part);
      sentence = ahadi_sentence_for_import (&result);
      g_array_unref (result.parts);
      g_assert_nonnull (strstr (sentence, cases[i].said));
      g_assert_null (strstr (sentence, "export everything"));
    }
}

static void
test_two_stories_are_said_with_what_to_do (void)
{
  static const struct
  {
    AhadiImportResult result;
    const char *said;
  } cases[] = {
    { { .counts = { .forks = 1 } }, "does not count until the laptop has sent it again" },
    { { .counts = { .forks = 1 } }, "Reply to that branch" },
    { { .is_reply = TRUE, .counts = { .forks = 1, .reissued = 2 } },
      "2 records of this laptop will be sent again" },
    { { .is_reply = TRUE, .counts = { .forks = 1 } }, "keep one laptop" },
    { { .is_reply = TRUE, .lost = 12 }, "holds 12 changes of this laptop" },
    { { .returned = 1 }, "1 change that this laptop had lost is back" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sentence = ahadi_sentence_for_import (&cases[i].result);

      g_assert_nonnull (strstr (sentence, cases[i].said));
    }
}

static void
test_request_is_said_to_wait (void)
{
  AhadiImportResult result = { .outcome = AHADI_OUTCOME_MERGED, .is_request = TRUE };

  assert_says (&result, "A laptop asks to be listed. Compare its digits with the "
                        "branch, then approve or refuse it.");
}

static void
test_other_outcomes_give_the_reason (void)
{
  GError damaged = { AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED, (char *) "x" };
  AhadiImportResult refused = { .outcome = AHADI_OUTCOME_REFUSED, .reason = &damaged };
  AhadiImportResult duplicate = { .outcome = AHADI_OUTCOME_DUPLICATE };
  g_autofree char *reason = ahadi_sentence_for_error (&damaged);

  assert_says (&refused, reason);
  assert_says (&duplicate, "This file was taken in here before. Nothing was changed.");
  duplicate.healed = TRUE;
  assert_says (&duplicate,
               "This file was here already, but the copy that is kept here for "
               "others was lost or damaged; it is whole again.");
  refused.reason = NULL;
  assert_says (&refused, "It was left as it is. Nothing was changed.");
}

static void
test_what_was_erased_is_said (void)
{
  AhadiImportResult result = { .outcome = AHADI_OUTCOME_MERGED, .erased = 2 };

  assert_says (&result, "An office erased 2 records; their content is gone from here "
                        "too.");
}

static void
test_lists_read_like_speech (void)
{
  guint64 counts[AHADI_KIND_MAX + 1] = { 0 };
  g_autofree char *three = NULL;

  g_assert_null (ahadi_sentence_list_counts (counts));
  counts[AHADI_KIND_PLEDGE] = 1;
  counts[AHADI_KIND_MEMBER] = 3;
  counts[AHADI_KIND_CIRCLE] = 2;
  three = ahadi_sentence_list_counts (counts);
  g_assert_cmpstr (three, ==, "3 members, 1 pledge and 2 circles");
}

static void
test_what_went_along_is_counted_and_not_named (void)
{
  g_autofree char *none = ahadi_sentence_carried_along (0);
  g_autofree char *one = ahadi_sentence_carried_along (1);
  g_autofree char *two = ahadi_sentence_carried_along (2);

  g_assert_null (none);
  g_assert_cmpstr (one, ==, "1 sealed bundle of others went along.");
  g_assert_cmpstr (two, ==, "2 sealed bundles of others went along.");
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/sentences-import/merged-counts-what-is-new",
                   test_merged_counts_what_is_new);
  g_test_add_func ("/app/sentences-import/merged-says-what-stays-open",
                   test_merged_says_what_stays_open);
  g_test_add_func ("/app/sentences-import/offices-ask-each-other",
                   test_offices_ask_each_other);
  g_test_add_func ("/app/sentences-import/an-office-asks-by-its-reply",
                   test_an_office_asks_by_its_reply);
  g_test_add_func ("/app/sentences-import/what-was-missing-and-came-is-said",
                   test_what_was_missing_and_came_is_said);
  g_test_add_func ("/app/sentences-import/what-the-office-asks-for-is-said",
                   test_what_the_office_asks_for_is_said);
  g_test_add_func ("/app/sentences-import/refused-part-is-said",
                   test_refused_part_is_said);
  g_test_add_func ("/app/sentences-import/newer-part-asks-for-a-newer-program",
                   test_newer_part_asks_for_a_newer_program);
  g_test_add_func ("/app/sentences-import/rule-of-a-part-is-said-once",
                   test_rule_of_a_part_is_said_once);
  g_test_add_func ("/app/sentences-import/two-stories-are-said-with-what-to-do",
                   test_two_stories_are_said_with_what_to_do);
  g_test_add_func ("/app/sentences-import/fork-is-said-where-it-is-met",
                   test_fork_is_said_where_it_is_met);
  g_test_add_func ("/app/sentences-import/request-is-said-to-wait",
                   test_request_is_said_to_wait);
  g_test_add_func ("/app/sentences-import/other-outcomes-give-the-reason",
                   test_other_outcomes_give_the_reason);
  g_test_add_func ("/app/sentences-import/what-was-erased-is-said",
                   test_what_was_erased_is_said);
  g_test_add_func ("/app/sentences-import/lists-read-like-speech",
                   test_lists_read_like_speech);
  g_test_add_func ("/app/sentences-import/what-went-along-is-counted-and-not-named",
                   test_what_went_along_is_counted_and_not_named);
  return g_test_run ();
}
