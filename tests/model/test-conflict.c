/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#define DIRECTOR "executive-director"
#define COMMITTEE "board-committee"
#define BOTH "both"

#define ID_1 "00000000000000000000000000000001"
#define ID_2 "00000000000000000000000000000002"

static const struct
{
  AhadiAbout about;
  const char *route;
  AhadiRouteVerdict verdict;
} cases[] = {
  /* about none of them, and about the coordinator, who has no key of an office */
  { AHADI_ABOUT_NOBODY, DIRECTOR, AHADI_ROUTE_ALLOWED },
  { AHADI_ABOUT_NOBODY, COMMITTEE, AHADI_ROUTE_ALLOWED },
  { AHADI_ABOUT_NOBODY, BOTH, AHADI_ROUTE_ALLOWED },
  { AHADI_ABOUT_COORDINATOR, DIRECTOR, AHADI_ROUTE_ALLOWED },
  { AHADI_ABOUT_COORDINATOR, COMMITTEE, AHADI_ROUTE_ALLOWED },
  { AHADI_ABOUT_COORDINATOR, BOTH, AHADI_ROUTE_ALLOWED },
  /* about the Executive Director: the Committee alone */
  { AHADI_ABOUT_DIRECTOR, DIRECTOR, AHADI_ROUTE_REACHES_DIRECTOR },
  { AHADI_ABOUT_DIRECTOR, COMMITTEE, AHADI_ROUTE_ALLOWED },
  { AHADI_ABOUT_DIRECTOR, BOTH, AHADI_ROUTE_REACHES_DIRECTOR },
  /* about a member of the Committee: the Executive Director alone, or the rest */
  { AHADI_ABOUT_MEMBER, DIRECTOR, AHADI_ROUTE_ALLOWED },
  { AHADI_ABOUT_MEMBER, COMMITTEE, AHADI_ROUTE_ALLOWED_RECUSED },
  { AHADI_ABOUT_MEMBER, BOTH, AHADI_ROUTE_REACHES_MEMBER },
  /* about both: the rest of the Committee */
  { AHADI_ABOUT_DIRECTOR | AHADI_ABOUT_MEMBER, DIRECTOR, AHADI_ROUTE_REACHES_DIRECTOR },
  { AHADI_ABOUT_DIRECTOR | AHADI_ABOUT_MEMBER, COMMITTEE, AHADI_ROUTE_ALLOWED_RECUSED },
  { AHADI_ABOUT_DIRECTOR | AHADI_ABOUT_MEMBER, BOTH, AHADI_ROUTE_REACHES_DIRECTOR },
  /* the coordinator besides changes nothing about who reads */
  { AHADI_ABOUT_COORDINATOR | AHADI_ABOUT_DIRECTOR, BOTH, AHADI_ROUTE_REACHES_DIRECTOR },
  { AHADI_ABOUT_COORDINATOR | AHADI_ABOUT_MEMBER, COMMITTEE,
    AHADI_ROUTE_ALLOWED_RECUSED },
};

static void
test_nobody_reads_a_report_about_themselves (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("about %u, to %s", cases[i].about, cases[i].route);
      g_assert_cmpint (ahadi_conflict_judge (cases[i].about, cases[i].route), ==,
                       cases[i].verdict);
    }
}

static void
test_some_route_is_always_left (void)
{
  static const char *const routes[] = { DIRECTOR, COMMITTEE, BOTH };

  for (guint about = 0; about < 8; about++)
    {
      guint allowed = 0;

      for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
        allowed += ahadi_conflict_judge (about, routes[i]) <= AHADI_ROUTE_ALLOWED_RECUSED;
      g_assert_cmpuint (allowed, >, 0);
    }
}

static void
test_about_is_read_out_of_its_choices (void)
{
  g_assert_cmpint (ahadi_about_parse (NULL), ==, AHADI_ABOUT_NOBODY);
  g_assert_cmpint (ahadi_about_parse ("[\"nobody-here\"]"), ==, AHADI_ABOUT_NOBODY);
  g_assert_cmpint (ahadi_about_parse ("[\"this-coordinator\",\"executive-director\"]"),
                   ==, AHADI_ABOUT_COORDINATOR | AHADI_ABOUT_DIRECTOR);
  g_assert_cmpint (ahadi_about_parse ("[\"committee-member\"]"), ==, AHADI_ABOUT_MEMBER);
}

static void
test_a_report_about_the_coordinator_does_not_stay (void)
{
  g_assert_false (ahadi_conflict_stays (AHADI_ABOUT_COORDINATOR));
  g_assert_false (ahadi_conflict_stays (AHADI_ABOUT_COORDINATOR | AHADI_ABOUT_MEMBER));
  g_assert_true (ahadi_conflict_stays (AHADI_ABOUT_NOBODY));
  g_assert_true (ahadi_conflict_stays (AHADI_ABOUT_DIRECTOR | AHADI_ABOUT_MEMBER));
}

static void
test_recused_ids_have_one_spelling (void)
{
  static const char *const refused[] = {
    "", "x", ID_2 " " ID_1, ID_1 " " ID_1, ID_1 " ", ID_1 "  " ID_2, ID_1 "," ID_2
  };
  g_autoptr (GArray) ids = ahadi_recused_parse (ID_1 " " ID_2);
  g_autoptr (GArray) none = ahadi_recused_parse (NULL);
  g_autofree char *again = NULL;

  g_assert_nonnull (ids);
  g_assert_cmpuint (ids->len, ==, 2);
  again = ahadi_recused_print (ids);
  g_assert_cmpstr (again, ==, ID_1 " " ID_2);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (ahadi_recused_print (none));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (ahadi_recused_parse (refused[i]));
}

static AhadiRecord *
make_report (const char *about, const char *route, const char *recused)
{
  AhadiRecord *report = fixture_report ();

  ahadi_record_set (report, AHADI_REPORT_ABOUT, about);
  ahadi_record_set (report, AHADI_REPORT_ROUTE, route);
  ahadi_record_set (report, AHADI_REPORT_RECUSED, recused);
  return report;
}

static void
test_a_report_breaks_the_rule_where_its_route_does (void)
{
  g_autoptr (AhadiRecord) to_director =
      make_report ("[\"executive-director\"]", BOTH, NULL);
  g_autoptr (AhadiRecord) to_all = make_report ("[\"committee-member\"]", BOTH, NULL);
  g_autoptr (AhadiRecord) fine =
      make_report ("[\"committee-member\"]", COMMITTEE, ID_1 " " ID_2);
  g_autoptr (AhadiRecord) alone = make_report ("[\"committee-member\"]", DIRECTOR, NULL);

  fixture_assert_problem (to_director, AHADI_REPORT_ROUTE,
                          AHADI_PROBLEM_REACHES_DIRECTOR);
  fixture_assert_problem (to_all, AHADI_REPORT_ROUTE, AHADI_PROBLEM_REACHES_MEMBER);
  fixture_assert_valid (fine);
  fixture_assert_valid (alone);
}

static void
test_who_is_recused_is_named_exactly_when_needed (void)
{
  g_autoptr (AhadiRecord) missing =
      make_report ("[\"committee-member\"]", COMMITTEE, NULL);
  g_autoptr (AhadiRecord) needless = make_report (NULL, COMMITTEE, ID_1);

  fixture_assert_problem (missing, AHADI_REPORT_RECUSED, AHADI_PROBLEM_NOBODY_RECUSED);
  fixture_assert_problem (needless, AHADI_REPORT_RECUSED, AHADI_PROBLEM_OTHER_VALUE);
}

static void
test_about_nobody_is_about_nobody_else (void)
{
  g_autoptr (AhadiRecord) report =
      make_report ("[\"nobody-here\",\"this-coordinator\"]", COMMITTEE, NULL);

  fixture_assert_problem (report, AHADI_REPORT_ABOUT, AHADI_PROBLEM_OTHER_VALUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/conflict/nobody-reads-a-report-about-themselves",
                   test_nobody_reads_a_report_about_themselves);
  g_test_add_func ("/model/conflict/some-route-is-always-left",
                   test_some_route_is_always_left);
  g_test_add_func ("/model/conflict/about-is-read-out-of-its-choices",
                   test_about_is_read_out_of_its_choices);
  g_test_add_func ("/model/conflict/a-report-about-the-coordinator-does-not-stay",
                   test_a_report_about_the_coordinator_does_not_stay);
  g_test_add_func ("/model/conflict/recused-ids-have-one-spelling",
                   test_recused_ids_have_one_spelling);
  g_test_add_func ("/model/conflict/a-report-breaks-the-rule-where-its-route-does",
                   test_a_report_breaks_the_rule_where_its_route_does);
  g_test_add_func ("/model/conflict/who-is-recused-is-named-exactly-when-needed",
                   test_who_is_recused_is_named_exactly_when_needed);
  g_test_add_func ("/model/conflict/about-nobody-is-about-nobody-else",
                   test_about_nobody_is_about_nobody_else);
  return g_test_run ();
}
