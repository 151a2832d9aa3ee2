/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static void
test_a_whole_one_is_valid (void)
{
  g_autoptr (AhadiRecord) record = fixture_pledge ();

  fixture_assert_valid (record);
}

static void
test_all_but_place_witness_and_note_are_required (void)
{
  static const guint required[] = {
    AHADI_PLEDGE_MEMBER, AHADI_PLEDGE_TEXT, AHADI_PLEDGE_LANGUAGE,
    AHADI_PLEDGE_MADE,   AHADI_PLEDGE_DATE,
  };
  g_autoptr (AhadiRecord) record = fixture_pledge ();

  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    fixture_assert_refused (record, required[i], NULL, AHADI_PROBLEM_REQUIRED);
}

static void
test_every_promise_has_an_answer (void)
{
  g_autoptr (AhadiRecord) record = fixture_pledge ();

  for (guint i = 0; i < AHADI_PLEDGE_N_PROMISES; i++)
    {
      guint field = ahadi_pledge_promise_field (i);

      fixture_assert_refused (record, field, NULL, AHADI_PROBLEM_NOT_ANSWERED);
      fixture_assert_refused (record, field, "maybe", AHADI_PROBLEM_NOT_A_CHOICE);
      fixture_assert_accepted (record, field, "not-accepted");
      fixture_assert_accepted (record, field, "not-discussed");
    }
}

static void
test_undertaking_and_closing_are_acknowledged (void)
{
  static const guint fields[] = { AHADI_PLEDGE_ACK8, AHADI_PLEDGE_ACK_CLOSING };
  g_autoptr (AhadiRecord) record = fixture_pledge ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      fixture_assert_refused (record, fields[i], NULL, AHADI_PROBLEM_NOT_ACKNOWLEDGED);
      fixture_assert_refused (record, fields[i], "false", AHADI_PROBLEM_NOT_ACKNOWLEDGED);
    }
}

static void
test_text_is_a_hash (void)
{
  g_autoptr (AhadiRecord) record = fixture_pledge ();
  g_autofree char *upper = g_strnfill (64, 'A');
  g_autofree char *shorter = g_strnfill (63, 'a');
  g_autofree char *longer = g_strnfill (65, 'a');

  fixture_assert_refused (record, AHADI_PLEDGE_TEXT, upper, AHADI_PROBLEM_OTHER_VALUE);
  fixture_assert_refused (record, AHADI_PLEDGE_TEXT, shorter, AHADI_PROBLEM_OTHER_VALUE);
  fixture_assert_refused (record, AHADI_PLEDGE_TEXT, longer, AHADI_PROBLEM_OTHER_VALUE);
}

static void
test_language_and_way_are_known_words (void)
{
  g_autoptr (AhadiRecord) record = fixture_pledge ();

  fixture_assert_accepted (record, AHADI_PLEDGE_LANGUAGE, "en");
  fixture_assert_accepted (record, AHADI_PLEDGE_LANGUAGE, "both");
  fixture_assert_refused (record, AHADI_PLEDGE_LANGUAGE, "fr",
                          AHADI_PROBLEM_NOT_A_CHOICE);
  fixture_assert_accepted (record, AHADI_PLEDGE_MADE, "paper");
  fixture_assert_accepted (record, AHADI_PLEDGE_MADE, "phone");
  fixture_assert_refused (record, AHADI_PLEDGE_MADE, "post", AHADI_PROBLEM_NOT_A_CHOICE);
}

static void
test_date_is_whole_and_not_in_the_future (void)
{
  g_autoptr (AhadiRecord) record = fixture_pledge ();

  fixture_assert_accepted (record, AHADI_PLEDGE_DATE, "2019-02-28");
  fixture_assert_refused (record, AHADI_PLEDGE_DATE, "2026-11", AHADI_PROBLEM_NOT_A_DAY);
  fixture_assert_refused (record, AHADI_PLEDGE_DATE, "2019", AHADI_PROBLEM_NOT_A_DAY);
  fixture_assert_refused (record, AHADI_PLEDGE_DATE, "today", AHADI_PROBLEM_NOT_A_DAY);
  fixture_assert_refused (record, AHADI_PLEDGE_DATE, "2026-11-24",
                          AHADI_PROBLEM_IN_FUTURE);
}

static void
test_texts_have_their_lengths (void)
{
  g_autoptr (AhadiRecord) pledge = fixture_pledge ();
  g_autoptr (AhadiRecord) withdrawal = fixture_withdrawal ();

  fixture_assert_longest (pledge, AHADI_PLEDGE_PLACE, 120);
  fixture_assert_longest (pledge, AHADI_PLEDGE_WITNESS, 200);
  fixture_assert_longest (pledge, AHADI_PLEDGE_NOTE, 2000);
  fixture_assert_longest (withdrawal, AHADI_WITHDRAWAL_REASON, 2000);
}

static void
test_promises_are_the_clauses_but_8 (void)
{
  static const int clauses[] = { 1, 2, 3, 4, 5, 6, 7, 9, 10 };

  G_STATIC_ASSERT (G_N_ELEMENTS (clauses) == AHADI_PLEDGE_N_PROMISES);

  for (guint i = 0; i < G_N_ELEMENTS (clauses); i++)
    {
      guint field = ahadi_pledge_promise_field (i);
      g_autofree char *name = g_strdup_printf ("c%d", clauses[i]);

      g_assert_cmpint (ahadi_pledge_promise_clause (i), ==, clauses[i]);
      g_assert_cmpstr (ahadi_pledge_info.fields[field].name, ==, name);
    }
}

static void
test_only_accepted_promises_count (void)
{
  g_autoptr (AhadiRecord) record = fixture_pledge ();

  g_assert_cmpint (ahadi_pledge_count_accepted (record), ==, 9);
  ahadi_record_set (record, AHADI_PLEDGE_C1, "not-accepted");
  ahadi_record_set (record, AHADI_PLEDGE_C9, "not-discussed");
  ahadi_record_set (record, AHADI_PLEDGE_C10, NULL);
  g_assert_cmpint (ahadi_pledge_count_accepted (record), ==, 6);
}

static void
test_withdrawal_names_pledge_member_and_date (void)
{
  g_autoptr (AhadiRecord) record = fixture_withdrawal ();

  fixture_assert_valid (record);
  fixture_assert_refused (record, AHADI_WITHDRAWAL_PLEDGE, NULL, AHADI_PROBLEM_REQUIRED);
  fixture_assert_refused (record, AHADI_WITHDRAWAL_MEMBER, NULL, AHADI_PROBLEM_REQUIRED);
  fixture_assert_refused (record, AHADI_WITHDRAWAL_DATE, NULL, AHADI_PROBLEM_REQUIRED);
}

static void
test_withdrawal_has_a_whole_date_that_has_come (void)
{
  g_autoptr (AhadiRecord) record = fixture_withdrawal ();

  fixture_assert_accepted (record, AHADI_WITHDRAWAL_DATE, "2019-02-28");
  fixture_assert_refused (record, AHADI_WITHDRAWAL_DATE, "2026-11",
                          AHADI_PROBLEM_NOT_A_DAY);
  fixture_assert_refused (record, AHADI_WITHDRAWAL_DATE, "2026-11-24",
                          AHADI_PROBLEM_IN_FUTURE);
}

static void
assert_beside_pledge (const char *made,
                      const char *withdrawn,
                      gboolean again,
                      const char *field,
                      AhadiProblemCode code)
{
  g_autoptr (AhadiRecord) pledge = fixture_pledge ();
  g_autoptr (AhadiRecord) record = fixture_withdrawal ();
  g_autoptr (GPtrArray) problems = ahadi_problem_list_new ();
  const AhadiProblem *problem;

  ahadi_record_set (pledge, AHADI_PLEDGE_DATE, made);
  ahadi_record_set (record, AHADI_WITHDRAWAL_DATE, withdrawn);
  ahadi_withdrawal_validate_pledge (record, pledge, again, problems);
  g_assert_cmpuint (problems->len, ==, field == NULL ? 0 : 1);
  if (field == NULL)
    return;
  problem = problems->pdata[0];
  g_assert_cmpstr (problem->field, ==, field);
  g_assert_cmpint (problem->code, ==, code);
}

static void
test_withdrawal_is_not_before_its_pledge (void)
{
  assert_beside_pledge ("2026-11-20", "2026-11-20", FALSE, NULL, 0);
  assert_beside_pledge ("2026-11", "2026-11-01", FALSE, NULL, 0);
  assert_beside_pledge ("2026-11-20", "2026-11-19", FALSE, "date",
                        AHADI_PROBLEM_BEFORE_PLEDGE);
}

static void
test_pledge_is_withdrawn_once (void)
{
  assert_beside_pledge ("2026-11-20", "2026-11-23", TRUE, "pledge",
                        AHADI_PROBLEM_ALREADY_WITHDRAWN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/pledge/a-whole-one-is-valid", test_a_whole_one_is_valid);
  g_test_add_func ("/model/pledge/all-but-place-witness-and-note-are-required",
                   test_all_but_place_witness_and_note_are_required);
  g_test_add_func ("/model/pledge/every-promise-has-an-answer",
                   test_every_promise_has_an_answer);
  g_test_add_func ("/model/pledge/undertaking-and-closing-are-acknowledged",
                   test_undertaking_and_closing_are_acknowledged);
  g_test_add_func ("/model/pledge/text-is-a-hash", test_text_is_a_hash);
  g_test_add_func ("/model/pledge/language-and-way-are-known-words",
                   test_language_and_way_are_known_words);
  g_test_add_func ("/model/pledge/date-is-whole-and-not-in-the-future",
                   test_date_is_whole_and_not_in_the_future);
  g_test_add_func ("/model/pledge/texts-have-their-lengths",
                   test_texts_have_their_lengths);
  g_test_add_func ("/model/pledge/promises-are-the-clauses-but-8",
                   test_promises_are_the_clauses_but_8);
  g_test_add_func ("/model/pledge/only-accepted-promises-count",
                   test_only_accepted_promises_count);
  g_test_add_func ("/model/pledge/withdrawal-names-pledge-member-and-date",
                   test_withdrawal_names_pledge_member_and_date);
  g_test_add_func ("/model/pledge/withdrawal-has-a-whole-date-that-has-come",
                   test_withdrawal_has_a_whole_date_that_has_come);
  g_test_add_func ("/model/pledge/withdrawal-is-not-before-its-pledge",
                   test_withdrawal_is_not_before_its_pledge);
  g_test_add_func ("/model/pledge/pledge-is-withdrawn-once",
                   test_pledge_is_withdrawn_once);

  return g_test_run ();
}
