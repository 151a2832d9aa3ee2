/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <string.h>

static GPtrArray *
load (AhadiSession *session, AhadiKind kind, const AhadiId *id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *timeline = ahadi_records_timeline (session, kind, id, &error);

  g_assert_no_error (error);
  return timeline;
}

static const char *
get_what (GPtrArray *timeline, guint index)
{
  g_assert_cmpuint (index, <, timeline->len);
  return ((AhadiTimelineEntry *) timeline->pdata[index])->what;
}

static const char *
get_who (GPtrArray *timeline, guint index)
{
  return ((AhadiTimelineEntry *) timeline->pdata[index])->who;
}

static void
save (AhadiSession *session, AhadiRecord *record)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_records_save (session, record, NULL, NULL, &error));
}

static void
test_member_tells_changes_newest_first (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) member = desks_make_member ("Achieng Otieno");
  g_autoptr (AhadiRecord) pledge = NULL;
  g_autoptr (GPtrArray) timeline = NULL;

  desks_open (&desks);
  save (desks.office, member);
  ahadi_record_set (member, AHADI_MEMBER_PHONE, "+254700002002");
  save (desks.office, member);
  ahadi_record_set (member, AHADI_MEMBER_PHONE, NULL);
  save (desks.office, member);
  pledge = desks_make_pledge (ahadi_record_get_id (member));
  ahadi_record_set (pledge, AHADI_PLEDGE_C3, "not-discussed");
  save (desks.office, pledge);

  timeline = load (desks.office, AHADI_KIND_MEMBER, ahadi_record_get_id (member));
  g_assert_cmpuint (timeline->len, ==, 4);
  g_assert_cmpstr (get_what (timeline, 0), ==,
                   "Pledged to the Code: 8 of nine promises accepted.");
  g_assert_cmpstr (get_what (timeline, 1), ==,
                   "“Telephone” was cleared; it was “0700 002 002”.");
  g_assert_cmpstr (get_what (timeline, 2), ==,
                   "“Telephone” changed from “0700 001 001” to “0700 002 002”.");
  g_assert_cmpstr (get_what (timeline, 3), ==, "Added to the members.");
  g_assert_cmpstr (get_who (timeline, 3), ==, "this laptop");
}

static void
test_others_go_by_branch_or_office (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autofree char *bundle = NULL;
  AhadiId member;

  desks_open (&desks);
  desks_add_branch (&desks);
  member = desks_add_member (desks.branch, "Achieng Otieno");
  bundle = desks_export (&desks, desks.branch);
  merged = desks_import (desks.office, bundle);

  timeline = load (desks.office, AHADI_KIND_MEMBER, &member);
  g_assert_cmpuint (timeline->len, ==, 1);
  g_assert_cmpstr (get_who (timeline, 0), ==, "Kisumu");
}

static void
test_report_names_nobody (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) report = desks_make_report ("both");
  g_autoptr (AhadiRecord) more = ahadi_record_new (AHADI_KIND_ADDENDUM, NULL);
  g_autoptr (GPtrArray) timeline = NULL;
  char id[AHADI_ID_TEXT_SIZE];

  desks_open (&desks);
  desks.branch = desks_add (&desks, AHADI_ROLE_COORDINATOR, "Kisumu", "kisumu");
  save (desks.branch, report);
  ahadi_id_print (ahadi_record_get_id (report), id);
  ahadi_record_set (more, AHADI_ADDENDUM_REPORT, id);
  ahadi_record_set (more, AHADI_ADDENDUM_TEXT, "Wanjiru saw it too.");
  save (desks.branch, more);

  timeline = load (desks.branch, AHADI_KIND_REPORT, ahadi_record_get_id (report));
  g_assert_cmpuint (timeline->len, ==, 2);
  for (guint i = 0; i < timeline->len; i++)
    g_assert_null (strstr (get_what (timeline, i), "Wanjiru"));
}

static void
test_withdrawal_gives_its_reason (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) pledge = NULL;
  g_autoptr (AhadiRecord) withdrawal = ahadi_record_new (AHADI_KIND_WITHDRAWAL, NULL);
  g_autoptr (GPtrArray) timeline = NULL;
  AhadiId member;
  char id[AHADI_ID_TEXT_SIZE];

  desks_open (&desks);
  member = desks_add_member (desks.office, "Achieng Otieno");
  pledge = desks_make_pledge (&member);
  save (desks.office, pledge);
  ahadi_id_print (ahadi_record_get_id (pledge), id);
  ahadi_record_set (withdrawal, AHADI_WITHDRAWAL_PLEDGE, id);
  ahadi_record_set (withdrawal, AHADI_WITHDRAWAL_REASON, "moved abroad");
  save (desks.office, withdrawal);

  timeline = load (desks.office, AHADI_KIND_MEMBER, &member);
  g_assert_cmpuint (timeline->len, ==, 3);
  g_assert_cmpstr (get_what (timeline, 0), ==,
                   "The pledge was withdrawn: “moved abroad”.");
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/records-timeline/member-tells-changes-newest-first",
                   test_member_tells_changes_newest_first);
  g_test_add_func ("/app/records-timeline/others-go-by-branch-or-office",
                   test_others_go_by_branch_or_office);
  g_test_add_func ("/app/records-timeline/report-names-nobody", test_report_names_nobody);
  g_test_add_func ("/app/records-timeline/withdrawal-gives-its-reason",
                   test_withdrawal_gives_its_reason);
  return g_test_run ();
}
