/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <string.h>

#define COMMITTEE "board-committee"
#define DIRECTOR "executive-director"

/* An office, two members of the Committee, and a branch that knows both. */
typedef struct
{
  Desks desks;
  AhadiSession *first;
  AhadiSession *second;
} Committee;

static void
committee_open (Committee *self)
{
  g_autofree char *card = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&self->desks);
  self->first = desks_add (&self->desks, AHADI_ROLE_BOARD_COMMITTEE, NULL, "first");
  desks_enrol (&self->desks, self->first);
  self->second = desks_add (&self->desks, AHADI_ROLE_BOARD_COMMITTEE, NULL, "second");
  desks_enrol (&self->desks, self->second);
  desks_add_branch (&self->desks);
  card = desks_path (&self->desks, "card.ahadi-card");
  assert_ok (ahadi_exchange_card_import (self->first, card, NULL, &error));
  assert_ok (ahadi_exchange_card_import (self->second, card, NULL, &error));
}

static void
committee_clear (Committee *self)
{
  ahadi_session_unref (self->first);
  ahadi_session_unref (self->second);
  desks_clear (&self->desks);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Committee, committee_clear)

static char *
get_device (AhadiSession *session)
{
  g_autoptr (AhadiIdentity) identity =
      ahadi_identity_load (ahadi_session_get_vault (session, NULL), NULL);

  return ahadi_id_to_string (ahadi_identity_get_device (identity));
}

static AhadiRecord *
make_report (const char *route, const char *about, const char *recused)
{
  AhadiRecord *report = desks_make_report (route);

  ahadi_record_set (report, AHADI_REPORT_ABOUT, about);
  ahadi_record_set (report, AHADI_REPORT_RECUSED, recused);
  return report;
}

static guint64
count_reports (AhadiSession *session)
{
  AhadiQuery query = { .kind = AHADI_KIND_REPORT };
  g_autoptr (GError) error = NULL;
  guint64 count = 0;

  assert_ok (ahadi_records_count (session, &query, &count, &error));
  return count;
}

static char *
digest (AhadiSession *session)
{
  g_autoptr (GError) error = NULL;
  char *text = ahadi_records_digest (session, COMMITTEE, &error);

  g_assert_no_error (error);
  return text;
}

static void
assert_problem (AhadiSession *session,
                AhadiRecord *report,
                guint field,
                AhadiProblemCode code)
{
  g_autoptr (GPtrArray) problems = ahadi_problem_list_new ();
  g_autoptr (GError) error = NULL;
  const AhadiProblem *problem;

  assert_fails (ahadi_records_save (session, report, problems, NULL, &error),
                AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_PROBLEMS);
  g_assert_cmpuint (problems->len, ==, 1);
  problem = problems->pdata[0];
  g_assert_cmpstr (problem->field, ==, ahadi_report_info.fields[field].name);
  g_assert_cmpint (problem->code, ==, code);
}

static void
take_in (AhadiSession *session, const char *path)
{
  g_autoptr (AhadiImportResult) result = desks_import (session, path);

  g_assert_no_error (result->reason);
  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_MERGED);
}

/* Operations of the Committee's part, as somebody sees them who looks into @path. */
static gint64
count_seen (AhadiSession *session, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) report = ahadi_exchange_inspect (session, path, &error);
  json_t *parts = json_object_get (report, "parts");

  g_assert_no_error (error);
  for (gsize i = 0; i < json_array_size (parts); i++)
    {
      json_t *part = json_array_get (parts, i);

      if (g_str_equal (json_string_value (json_object_get (part, "audience")), COMMITTEE))
        return json_integer_value (json_object_get (part, "operations"));
    }
  return -1;
}

static void
test_a_recused_member_has_no_key (void)
{
  g_auto (Committee) committee = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiRecord) report = NULL;
  g_autofree char *recused = NULL;
  g_autofree char *bundle = NULL;
  g_autofree char *of_first = NULL;
  g_autofree char *of_second = NULL;

  committee_open (&committee);
  recused = get_device (committee.second);
  report = make_report (COMMITTEE, "[\"committee-member\"]", recused);
  assert_ok (ahadi_records_save (committee.desks.branch, report, NULL, NULL, &error));
  g_assert_cmpuint (count_reports (committee.desks.branch), ==, 1);

  bundle = desks_export (&committee.desks, committee.desks.branch);
  g_assert_cmpint (count_seen (committee.first, bundle), ==, 1);
  g_assert_cmpint (count_seen (committee.second, bundle), ==, 0);
  take_in (committee.first, bundle);
  take_in (committee.second, bundle);
  g_assert_cmpuint (count_reports (committee.first), ==, 1);
  g_assert_cmpuint (count_reports (committee.second), ==, 0);
  of_first = digest (committee.first);
  of_second = digest (committee.second);
  g_assert_cmpstr (of_first, ==, of_second);
}

static void
test_an_addition_leaves_out_whom_its_report_leaves_out (void)
{
  g_auto (Committee) committee = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiRecord) report = NULL;
  g_autoptr (AhadiRecord) addendum = ahadi_record_new (AHADI_KIND_ADDENDUM, NULL);
  AhadiQuery query = { .kind = AHADI_KIND_ADDENDUM };
  g_autofree char *recused = NULL;
  g_autofree char *bundle = NULL;
  g_autofree char *id = NULL;
  guint64 seen = 0;

  committee_open (&committee);
  recused = get_device (committee.second);
  report = make_report (COMMITTEE, "[\"committee-member\"]", recused);
  assert_ok (ahadi_records_save (committee.desks.branch, report, NULL, NULL, &error));
  id = ahadi_id_to_string (ahadi_record_get_id (report));
  ahadi_record_set (addendum, AHADI_ADDENDUM_REPORT, id);
  ahadi_record_set (addendum, AHADI_ADDENDUM_TEXT, "More was told.");
  assert_ok (ahadi_records_save (committee.desks.branch, addendum, NULL, NULL, &error));

  bundle = desks_export (&committee.desks, committee.desks.branch);
  take_in (committee.first, bundle);
  take_in (committee.second, bundle);
  assert_ok (ahadi_records_count (committee.first, &query, &seen, &error));
  g_assert_cmpuint (seen, ==, 1);
  assert_ok (ahadi_records_count (committee.second, &query, &seen, &error));
  g_assert_cmpuint (seen, ==, 0);
}

static void
assert_nothing_shows (AhadiSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiDesk) desk = ahadi_desk_load (session, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_reports (session), ==, 0);
  g_assert_cmpuint (desk->reports, ==, 0);
  g_assert_cmpuint (desk->sendable + desk->held_back, ==, 0);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (desk->deliveries.counts[AHADI_KIND_REPORT][i], ==, 0);
}

static void
test_a_report_about_the_coordinator_leaves_nothing (void)
{
  g_auto (Committee) committee = { 0 };
  g_auto (AhadiExportResult) exported = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiRecord) report = NULL;
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (AhadiImportResult) reply = NULL;
  g_autofree char *stick = NULL;

  committee_open (&committee);
  report = make_report (COMMITTEE, "[\"this-coordinator\"]", NULL);
  assert_ok (ahadi_records_save (committee.desks.branch, report, NULL, NULL, &error));
  g_assert_nonnull (ahadi_record_get (report, AHADI_REPORT_REFERENCE));
  assert_nothing_shows (committee.desks.branch);

  stick = desks_path (&committee.desks, "stick");
  assert_ok (ahadi_exchange_export (committee.desks.branch, stick, FALSE, NULL, &exported,
                                    &error));
  g_assert_cmpuint (exported.operations, ==, 0);
  take_in (committee.first, exported.path);
  g_assert_cmpuint (count_reports (committee.first), ==, 1);

  replies = ahadi_exchange_reply (committee.first, stick, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (replies->len, ==, 1);
  reply = desks_import (committee.desks.branch, replies->pdata[0]);
  g_assert_cmpint (reply->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpuint (reply->acks, ==, 0);
  assert_nothing_shows (committee.desks.branch);
}

static void
test_the_rule_stands_between_a_report_and_its_route (void)
{
  g_auto (Committee) committee = { 0 };
  g_autoptr (AhadiRecord) to_director =
      make_report ("both", "[\"executive-director\"]", NULL);
  g_autoptr (AhadiRecord) nobody = NULL;
  g_autoptr (AhadiRecord) stranger = NULL;
  g_autoptr (AhadiRecord) all = NULL;
  g_autoptr (AhadiRecord) no_holder = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *both = NULL;

  committee_open (&committee);
  assert_problem (committee.desks.branch, to_director, AHADI_REPORT_ROUTE,
                  AHADI_PROBLEM_REACHES_DIRECTOR);
  nobody = make_report (COMMITTEE, "[\"committee-member\"]", NULL);
  assert_problem (committee.desks.branch, nobody, AHADI_REPORT_RECUSED,
                  AHADI_PROBLEM_NOBODY_RECUSED);
  stranger = make_report (COMMITTEE, "[\"committee-member\"]",
                          "00000000000000000000000000000001");
  assert_problem (committee.desks.branch, stranger, AHADI_REPORT_RECUSED,
                  AHADI_PROBLEM_OTHER_VALUE);

  first = get_device (committee.first);
  second = get_device (committee.second);
  both = strcmp (first, second) < 0 ? g_strconcat (first, " ", second, NULL)
                                    : g_strconcat (second, " ", first, NULL);
  all = make_report (COMMITTEE, "[\"committee-member\"]", both);
  assert_problem (committee.desks.branch, all, AHADI_REPORT_ROUTE,
                  AHADI_PROBLEM_NO_READER);
  no_holder = make_report (DIRECTOR, "[\"this-coordinator\"]", NULL);
  assert_problem (committee.desks.branch, no_holder, AHADI_REPORT_ROUTE,
                  AHADI_PROBLEM_NO_READER);
}

static void
test_an_office_files_nothing_about_itself (void)
{
  g_auto (Committee) committee = { 0 };
  g_autoptr (AhadiRecord) report =
      make_report (COMMITTEE, "[\"this-coordinator\"]", NULL);
  g_autoptr (GError) error = NULL;

  committee_open (&committee);
  assert_fails (ahadi_records_save (committee.first, report, NULL, NULL, &error),
                AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_ELSEWHERE);
}

static void
test_seats_and_readers_have_words (void)
{
  g_auto (Committee) committee = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) seats = NULL;
  g_autoptr (AhadiRecord) report = NULL;
  g_autofree char *recused = NULL;
  g_autofree char *said = NULL;
  g_autofree char *gone = NULL;

  committee_open (&committee);
  seats = ahadi_routing_list_seats (committee.desks.branch, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seats->len, ==, 2);
  g_assert_cmpstr (((AhadiSeat *) seats->pdata[0])->title, ==, "Committee member 1");
  g_assert_cmpstr (((AhadiSeat *) seats->pdata[1])->title, ==, "Committee member 2");

  recused = ahadi_id_to_string (&((AhadiSeat *) seats->pdata[1])->device);
  report = make_report (COMMITTEE, "[\"committee-member\"]", recused);
  said = ahadi_routing_describe (committee.desks.branch, report, &error);
  g_assert_cmpstr (said, ==,
                   "Can be read at the secretariat only by the Board Membership "
                   "Committee. Left out, without a key for it: Committee member 2. It "
                   "stays readable on this laptop.");
  ahadi_record_set (report, AHADI_REPORT_ABOUT, "[\"this-coordinator\"]");
  gone = ahadi_routing_describe (committee.desks.branch, report, &error);
  g_assert_nonnull (strstr (gone, "Nothing of it stays readable on this laptop"));
}

int
main (int argc, char *argv[])
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/routing/a-recused-member-has-no-key",
                   test_a_recused_member_has_no_key);
  g_test_add_func ("/app/routing/an-addition-leaves-out-whom-its-report-leaves-out",
                   test_an_addition_leaves_out_whom_its_report_leaves_out);
  g_test_add_func ("/app/routing/a-report-about-the-coordinator-leaves-nothing",
                   test_a_report_about_the_coordinator_leaves_nothing);
  g_test_add_func ("/app/routing/the-rule-stands-between-a-report-and-its-route",
                   test_the_rule_stands_between_a_report_and_its_route);
  g_test_add_func ("/app/routing/an-office-files-nothing-about-itself",
                   test_an_office_files_nothing_about_itself);
  g_test_add_func ("/app/routing/seats-and-readers-have-words",
                   test_seats_and_readers_have_words);
  return g_test_run ();
}
