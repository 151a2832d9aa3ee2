/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <string.h>

static const AhadiProblem *
find_problem (GPtrArray *problems, const char *field)
{
  for (guint i = 0; i < problems->len; i++)
    if (g_str_equal (((AhadiProblem *) problems->pdata[i])->field, field))
      return problems->pdata[i];
  return NULL;
}

static void
assert_problem (AhadiSession *session,
                AhadiRecord *record,
                const char *field,
                AhadiProblemCode code)
{
  g_autoptr (GPtrArray) problems = ahadi_problem_list_new ();
  g_autoptr (GError) error = NULL;
  const AhadiProblem *problem;

  assert_fails (ahadi_records_save (session, record, problems, NULL, &error),
                AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_PROBLEMS);
  problem = find_problem (problems, field);
  g_assert_nonnull (problem);
  g_assert_cmpint (problem->code, ==, code);
}

static void
save (AhadiSession *session, AhadiRecord *record)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_records_save (session, record, NULL, NULL, &error));
}

static AhadiItem *
get (AhadiSession *session, const AhadiRecord *record)
{
  g_autoptr (GError) error = NULL;
  AhadiItem *item = ahadi_records_get (session, ahadi_record_get_kind (record),
                                       ahadi_record_get_id (record), &error);

  g_assert_no_error (error);
  return item;
}

static void
test_known_facts_are_filled (void)
{
  g_auto (Desks) desks = { NULL };
  AhadiDate today = ahadi_date_today ();
  g_autofree char *date = ahadi_date_to_string (&today);
  g_autoptr (AhadiRecord) member = desks_make_member ("Achieng Otieno");
  g_autoptr (AhadiRecord) report = desks_make_report ("both");
  g_autoptr (AhadiRecord) pledge = NULL;

  desks_open (&desks);
  desks.branch = desks_add (&desks, AHADI_ROLE_COORDINATOR, "Kisumu", "kisumu");
  save (desks.branch, report);
  save (desks.office, member);
  pledge = desks_make_pledge (ahadi_record_get_id (member));
  save (desks.office, pledge);

  g_assert_cmpstr (ahadi_record_get (member, AHADI_MEMBER_CONSENT_DATE), ==, date);
  g_assert_cmpstr (ahadi_record_get (report, AHADI_REPORT_FILED), ==, date);
  g_assert_true (
      g_str_has_prefix (ahadi_record_get (report, AHADI_REPORT_REFERENCE), "R-"));
  g_assert_cmpstr (ahadi_record_get (pledge, AHADI_PLEDGE_DATE), ==, date);
  g_assert_cmpstr (ahadi_record_get (pledge, AHADI_PLEDGE_TEXT), ==,
                   ahadi_codes_get_hash ("en"));
}

static void
test_pledge_binds_to_the_text_that_was_shown (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) swahili = NULL;
  g_autoptr (AhadiRecord) both = NULL;
  AhadiId member;

  desks_open (&desks);
  member = desks_add_member (desks.office, "Achieng Otieno");
  swahili = desks_make_pledge (&member);
  ahadi_record_set (swahili, AHADI_PLEDGE_LANGUAGE, "sw");
  both = desks_make_pledge (&member);
  ahadi_record_set (both, AHADI_PLEDGE_LANGUAGE, "both");
  save (desks.office, swahili);
  save (desks.office, both);

  g_assert_cmpstr (ahadi_record_get (swahili, AHADI_PLEDGE_TEXT), ==,
                   ahadi_codes_get_hash ("sw"));
  g_assert_cmpstr (ahadi_record_get (both, AHADI_PLEDGE_TEXT), ==,
                   ahadi_codes_get_hash ("en"));
}

static void
test_route_chooses_the_audience (void)
{
  g_auto (Desks) desks = { NULL };
  const struct
  {
    const char *route;
    const char *audience;
  } cases[] = {
    { "executive-director", "executive-director" },
    { "board-committee", "board-committee" },
    { "both", "safeguarding" },
  };

  desks_open (&desks);
  desks.branch = desks_add (&desks, AHADI_ROLE_COORDINATOR, "Kisumu", "kisumu");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AhadiRecord) report = desks_make_report (cases[i].route);
      g_autoptr (AhadiRecord) more = ahadi_record_new (AHADI_KIND_ADDENDUM, NULL);
      g_autoptr (AhadiItem) item = NULL;
      g_autoptr (AhadiItem) added = NULL;
      char id[AHADI_ID_TEXT_SIZE];

      save (desks.branch, report);
      item = get (desks.branch, report);
      g_assert_cmpstr (item->audience, ==, cases[i].audience);

      ahadi_id_print (ahadi_record_get_id (report), id);
      ahadi_record_set (more, AHADI_ADDENDUM_REPORT, id);
      ahadi_record_set (more, AHADI_ADDENDUM_TEXT, "And again.");
      save (desks.branch, more);
      added = get (desks.branch, more);
      g_assert_cmpstr (added->audience, ==, cases[i].audience);
    }
}

static void
assert_elsewhere (AhadiSession *session, AhadiRecord *record)
{
  AhadiQuery query = { .kind = ahadi_record_get_kind (record) };
  g_autoptr (GError) error = NULL;
  guint64 count = 1;

  assert_fails (ahadi_records_save (session, record, NULL, NULL, &error),
                AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_ELSEWHERE);
  assert_ok (ahadi_records_count (session, &query, &count, &error));
  g_assert_cmpuint (count, ==, 0);
}

/* Even before anything else about them is judged: nobody fills a form in for nothing. */
static void
test_office_writes_only_what_it_reads_itself (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSession) director = NULL;
  g_autoptr (AhadiRecord) to_director = desks_make_report ("executive-director");
  g_autoptr (AhadiRecord) to_both = desks_make_report ("both");
  g_autoptr (AhadiRecord) to_committee = desks_make_report ("board-committee");
  const AhadiKind kinds[] = { AHADI_KIND_CIRCLE, AHADI_KIND_MEMBER, AHADI_KIND_PLEDGE,
                              AHADI_KIND_WITHDRAWAL };

  desks_open (&desks);
  director = desks_add (&desks, AHADI_ROLE_EXECUTIVE_DIRECTOR, NULL, "director");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (AhadiRecord) record = ahadi_record_new (kinds[i], NULL);

      assert_elsewhere (director, record);
    }
  assert_elsewhere (director, to_committee);
  assert_elsewhere (desks.office, to_director);
  save (director, to_director);
  save (director, to_both);
}

static void
test_broken_rules_save_nothing (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) member = desks_make_member ("Achieng Otieno");
  g_autoptr (AhadiRecord) child = desks_make_member ("Juma");
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiQuery query = { .kind = AHADI_KIND_MEMBER };
  AhadiDate today = ahadi_date_today ();
  g_autofree char *birth = g_strdup_printf ("%d", today.year - 10);

  desks_open (&desks);
  ahadi_record_set (member, AHADI_MEMBER_CONSENT, "false");
  assert_problem (desks.office, member, "consent", AHADI_PROBLEM_CONSENT_MISSING);
  ahadi_record_set (child, AHADI_MEMBER_BIRTH, birth);
  assert_problem (desks.office, child, "guardian_name", AHADI_PROBLEM_GUARDIAN_REQUIRED);

  members = ahadi_records_list (desks.office, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (members->len, ==, 0);
}

static void
test_named_records_must_be_here (void)
{
  g_auto (Desks) desks = { NULL };
  AhadiId stranger = { { 1, 2, 3 } };
  g_autoptr (AhadiRecord) pledge = desks_make_pledge (&stranger);
  g_autoptr (AhadiRecord) withdrawal = ahadi_record_new (AHADI_KIND_WITHDRAWAL, NULL);
  char id[AHADI_ID_TEXT_SIZE];

  desks_open (&desks);
  assert_problem (desks.office, pledge, "member", AHADI_PROBLEM_OTHER_VALUE);
  ahadi_record_set (withdrawal, AHADI_WITHDRAWAL_PLEDGE, ahadi_id_print (&stranger, id));
  assert_problem (desks.office, withdrawal, "pledge", AHADI_PROBLEM_OTHER_VALUE);
}

/* What came before its circle did must stay editable. */
static void
test_old_reference_does_not_block_an_edit (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) member = desks_make_member ("Achieng Otieno");
  g_autoptr (AhadiRecord) edited = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId elsewhere = { { 9 } };
  char id[AHADI_ID_TEXT_SIZE];

  desks_open (&desks);
  ahadi_record_set (member, AHADI_MEMBER_CIRCLE, ahadi_id_print (&elsewhere, id));
  assert_ok (ahadi_vault_save (ahadi_session_get_vault (desks.office, NULL), "membership",
                               member, NULL, &error));
  edited = ahadi_record_copy (member);
  ahadi_record_set (edited, AHADI_MEMBER_PLACE, "Dunga");
  save (desks.office, edited);
}

static void
test_same_again_changes_nothing (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) member = desks_make_member ("Achieng Otieno");
  g_autoptr (AhadiRecord) again = NULL;
  g_autoptr (GError) error = NULL;
  gboolean changed = TRUE;

  desks_open (&desks);
  save (desks.office, member);
  again = ahadi_record_copy (member);
  assert_ok (ahadi_records_save (desks.office, again, NULL, &changed, &error));
  g_assert_false (changed);
}

static void
test_withdrawal_names_its_member_and_marks_its_pledge (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) kept = NULL;
  g_autoptr (AhadiRecord) left = NULL;
  g_autoptr (AhadiRecord) withdrawal = ahadi_record_new (AHADI_KIND_WITHDRAWAL, NULL);
  g_autoptr (GPtrArray) states = NULL;
  g_autoptr (GError) error = NULL;
  guint withdrawn = 0;
  AhadiId member;
  char id[AHADI_ID_TEXT_SIZE];

  desks_open (&desks);
  member = desks_add_member (desks.office, "Achieng Otieno");
  kept = desks_make_pledge (&member);
  left = desks_make_pledge (&member);
  save (desks.office, kept);
  save (desks.office, left);
  ahadi_id_print (ahadi_record_get_id (left), id);
  ahadi_record_set (withdrawal, AHADI_WITHDRAWAL_PLEDGE, id);
  save (desks.office, withdrawal);

  states = ahadi_records_list_pledges (desks.office, &member, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (states->len, ==, 2);
  for (guint i = 0; i < states->len; i++)
    {
      const AhadiPledgeState *state = states->pdata[i];

      if (state->withdrawal == NULL)
        continue;
      withdrawn++;
      g_assert_true (ahadi_record_equal (state->pledge->record, left));
    }
  g_assert_cmpuint (withdrawn, ==, 1);
  g_assert_cmpstr (ahadi_record_get (withdrawal, AHADI_WITHDRAWAL_MEMBER), ==,
                   ahadi_id_print (&member, id));
}

static AhadiRecord *
make_withdrawal (const AhadiRecord *pledge, const char *date)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_WITHDRAWAL, NULL);
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_record_set (record, AHADI_WITHDRAWAL_PLEDGE,
                    ahadi_id_print (ahadi_record_get_id (pledge), id));
  ahadi_record_set (record, AHADI_WITHDRAWAL_DATE, date);
  return record;
}

static void
test_pledge_is_withdrawn_once_and_not_before_it_was_made (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) pledge = NULL;
  g_autoptr (AhadiRecord) other = NULL;
  g_autoptr (AhadiRecord) early = NULL;
  g_autoptr (AhadiRecord) withdrawal = NULL;
  g_autoptr (AhadiRecord) again = NULL;
  g_autoptr (AhadiRecord) of_other = NULL;
  AhadiId member;

  desks_open (&desks);
  member = desks_add_member (desks.office, "Achieng Otieno");
  pledge = desks_make_pledge (&member);
  other = desks_make_pledge (&member);
  ahadi_record_set (pledge, AHADI_PLEDGE_DATE, "2026-01-20");
  save (desks.office, pledge);
  save (desks.office, other);

  early = make_withdrawal (pledge, "2026-01-19");
  assert_problem (desks.office, early, "date", AHADI_PROBLEM_BEFORE_PLEDGE);
  withdrawal = make_withdrawal (pledge, "2026-01-20");
  save (desks.office, withdrawal);
  again = make_withdrawal (pledge, "2026-01-21");
  assert_problem (desks.office, again, "pledge", AHADI_PROBLEM_ALREADY_WITHDRAWN);
  of_other = make_withdrawal (other, NULL);
  save (desks.office, of_other);
}

static void
test_digest_follows_its_audience (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *elsewhere = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  before = ahadi_records_digest (desks.office, NULL, &error);
  elsewhere = ahadi_records_digest (desks.office, "safeguarding", &error);
  desks_add_member (desks.office, "Achieng Otieno");
  after = ahadi_records_digest (desks.office, "membership", &error);
  g_assert_no_error (error);

  g_assert_cmpstr (before, !=, after);
  g_assert_cmpstr (before, !=, elsewhere);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/records/known-facts-are-filled", test_known_facts_are_filled);
  g_test_add_func ("/app/records/pledge-binds-to-the-text-that-was-shown",
                   test_pledge_binds_to_the_text_that_was_shown);
  g_test_add_func ("/app/records/route-chooses-the-audience",
                   test_route_chooses_the_audience);
  g_test_add_func ("/app/records/office-writes-only-what-it-reads-itself",
                   test_office_writes_only_what_it_reads_itself);
  g_test_add_func ("/app/records/broken-rules-save-nothing",
                   test_broken_rules_save_nothing);
  g_test_add_func ("/app/records/named-records-must-be-here",
                   test_named_records_must_be_here);
  g_test_add_func ("/app/records/old-reference-does-not-block-an-edit",
                   test_old_reference_does_not_block_an_edit);
  g_test_add_func ("/app/records/same-again-changes-nothing",
                   test_same_again_changes_nothing);
  g_test_add_func ("/app/records/withdrawal-names-its-member-and-marks-its-pledge",
                   test_withdrawal_names_its_member_and_marks_its_pledge);
  g_test_add_func ("/app/records/pledge-is-withdrawn-once-and-not-before-it-was-made",
                   test_pledge_is_withdrawn_once_and_not_before_it_was_made);
  g_test_add_func ("/app/records/digest-follows-its-audience",
                   test_digest_follows_its_audience);
  return g_test_run ();
}
