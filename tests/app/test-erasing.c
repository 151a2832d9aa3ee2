/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

static gboolean
is_here (AhadiSession *session, AhadiKind kind, const AhadiId *id)
{
  g_autoptr (AhadiItem) item = ahadi_records_get (session, kind, id, NULL);

  return item != NULL;
}

static guint
count_gone (AhadiSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = ahadi_erasing_list (session, &error);

  g_assert_no_error (error);
  return all->len;
}

static AhadiId
file_report (AhadiSession *session)
{
  g_autoptr (AhadiRecord) report = desks_make_report ("executive-director");
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_records_save (session, report, NULL, NULL, &error));
  return *ahadi_record_get_id (report);
}

static AhadiSession *
add_director (Desks *desks)
{
  AhadiSession *director =
      desks_add (desks, AHADI_ROLE_EXECUTIVE_DIRECTOR, NULL, "director");

  desks_enrol (desks, director);
  return director;
}

/* The one that lists the branch. */
static void
give_card (Desks *desks, AhadiSession *session)
{
  g_autofree char *path = desks_path (desks, "newest.ahadi-card");
  g_autoptr (GError) error = NULL;
  gboolean updated;

  assert_ok (ahadi_exchange_card_export (desks->office, path, &error));
  assert_ok (ahadi_exchange_card_import (session, path, &updated, &error));
  g_assert_true (updated);
}

/* From the branch to @office and back. */
static void
exchange (Desks *desks, AhadiSession *office)
{
  g_autofree char *bundle = desks_export (desks, desks->branch);
  g_autoptr (AhadiImportResult) merged = desks_import (office, bundle);
  g_autofree char *folder = desks_path (desks, "replies");
  g_autoptr (AhadiImportResult) reply = NULL;
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (merged->outcome, ==, AHADI_OUTCOME_MERGED);
  replies = ahadi_exchange_reply (office, folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (replies->len, ==, 1);
  reply = desks_import (desks->branch, replies->pdata[0]);
  g_assert_cmpint (reply->outcome, ==, AHADI_OUTCOME_MERGED);
}

static void
test_only_an_office_that_reads_it_erases (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;
  AhadiId member;
  guint sealed;

  desks_open (&desks);
  desks_add_branch (&desks);
  member = desks_add_member (desks.branch, "Achieng Otieno");
  exchange (&desks, desks.office);
  assert_fails (ahadi_erasing_erase (desks.branch, AHADI_KIND_MEMBER, &member, "request",
                                     NULL, NULL, &error),
                AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_ELSEWHERE);
  assert_fails (ahadi_erasing_erase (desks.office, AHADI_KIND_MEMBER, &member, "whim",
                                     NULL, NULL, &error),
                AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
  g_assert_true (is_here (desks.office, AHADI_KIND_MEMBER, &member));
  assert_ok (ahadi_erasing_erase (desks.office, AHADI_KIND_MEMBER, &member, "request",
                                  "asked by letter", &sealed, &error));
  g_assert_cmpuint (sealed, ==, 0);
  g_assert_false (is_here (desks.office, AHADI_KIND_MEMBER, &member));
  g_assert_cmpuint (count_gone (desks.office), ==, 1);
  exchange (&desks, desks.office);
  g_assert_false (is_here (desks.branch, AHADI_KIND_MEMBER, &member));
}

static guint64
count_records (AhadiSession *session, AhadiKind kind)
{
  AhadiQuery query = { .kind = kind };
  g_autoptr (GError) error = NULL;
  guint64 count = 0;

  assert_ok (ahadi_records_count (session, &query, &count, &error));
  return count;
}

/* What is counted before is what is missing afterwards. */
static void
test_all_that_goes_is_counted_before (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) pledge = NULL;
  g_autoptr (AhadiRecord) same = NULL;
  g_autoptr (GError) error = NULL;
  guint64 counts[AHADI_KIND_MAX + 1], before[AHADI_KIND_MAX + 1];
  AhadiId member, other;

  desks_open (&desks);
  other = desks_add_member (desks.office, "Barrack Onyango");
  member = desks_add_member (desks.office, "Achieng Otieno");
  pledge = desks_make_pledge (&member);
  assert_ok (ahadi_records_save (desks.office, pledge, NULL, NULL, &error));
  same = ahadi_same_as_to_record (&other, &member, AHADI_SAME_AS_DIFFERENT, NULL);
  assert_ok (ahadi_records_save (desks.office, same, NULL, NULL, &error));
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    before[kind] = count_records (desks.office, kind);

  assert_ok (
      ahadi_erasing_count (desks.office, AHADI_KIND_MEMBER, &member, counts, &error));
  g_assert_cmpuint (counts[AHADI_KIND_PLEDGE], ==, 1);
  g_assert_cmpuint (counts[AHADI_KIND_SAME_AS], ==, 1);
  assert_ok (ahadi_erasing_erase (desks.office, AHADI_KIND_MEMBER, &member, "request",
                                  NULL, NULL, &error));
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    if (kind != AHADI_KIND_ERASURE)
      g_assert_cmpuint (count_records (desks.office, kind), ==,
                        before[kind] - counts[kind]);
}

static void
test_a_received_report_can_be_dropped (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSession) director = NULL;
  AhadiId report;
  guint dropped;

  desks_open (&desks);
  director = add_director (&desks);
  desks_add_branch (&desks);
  give_card (&desks, director);
  report = file_report (desks.branch);
  assert_ok (ahadi_erasing_drop_received (desks.branch, &dropped, &error));
  g_assert_cmpuint (dropped, ==, 0);
  exchange (&desks, director);
  assert_ok (ahadi_erasing_drop_received (desks.branch, &dropped, &error));
  g_assert_cmpuint (dropped, ==, 1);
  g_assert_false (is_here (desks.branch, AHADI_KIND_REPORT, &report));
  g_assert_true (is_here (director, AHADI_KIND_REPORT, &report));
  g_assert_cmpuint (count_gone (desks.branch), ==, 1);
  exchange (&desks, director);
}

static void
test_a_reply_drops_only_where_that_is_wanted (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSession) director = NULL;
  AhadiId report;
  gboolean drops;

  desks_open (&desks);
  director = add_director (&desks);
  desks_add_branch (&desks);
  give_card (&desks, director);
  report = file_report (desks.branch);
  assert_ok (ahadi_erasing_get_drops (desks.branch, &drops, &error));
  g_assert_false (drops);
  exchange (&desks, director);
  g_assert_true (is_here (desks.branch, AHADI_KIND_REPORT, &report));
  assert_ok (ahadi_erasing_set_drops (desks.branch, TRUE, &error));
  file_report (desks.branch);
  exchange (&desks, director);
  g_assert_false (is_here (desks.branch, AHADI_KIND_REPORT, &report));
  g_assert_cmpuint (count_gone (desks.branch), ==, 2);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/erasing/only-an-office-that-reads-it-erases",
                   test_only_an_office_that_reads_it_erases);
  g_test_add_func ("/app/erasing/all-that-goes-is-counted-before",
                   test_all_that_goes_is_counted_before);
  g_test_add_func ("/app/erasing/a-received-report-can-be-dropped",
                   test_a_received_report_can_be_dropped);
  g_test_add_func ("/app/erasing/a-reply-drops-only-where-that-is-wanted",
                   test_a_reply_drops_only_where_that_is_wanted);
  return g_test_run ();
}
