/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static void
test_a_whole_one_is_valid (void)
{
  g_autoptr (AhadiRecord) record = fixture_report ();

  fixture_assert_valid (record);
}

static void
test_what_is_required (void)
{
  static const guint required[] = {
    AHADI_REPORT_REFERENCE, AHADI_REPORT_DANGER, AHADI_REPORT_STATEMENT,
    AHADI_REPORT_CONSENT,   AHADI_REPORT_ROUTE,  AHADI_REPORT_FILED,
  };
  g_autoptr (AhadiRecord) record = fixture_report ();

  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    fixture_assert_refused (record, required[i], NULL, AHADI_PROBLEM_REQUIRED);
}

static void
test_duty_is_shown_first (void)
{
  g_autoptr (AhadiRecord) record = fixture_report ();

  fixture_assert_refused (record, AHADI_REPORT_DUTY_SHOWN, NULL,
                          AHADI_PROBLEM_DUTY_NOT_SHOWN);
  fixture_assert_refused (record, AHADI_REPORT_DUTY_SHOWN, "false",
                          AHADI_PROBLEM_DUTY_NOT_SHOWN);
}

static void
test_lists_have_at_least_one (void)
{
  static const guint lists[] = { AHADI_REPORT_CATEGORIES, AHADI_REPORT_PERSONS };
  g_autoptr (AhadiRecord) record = fixture_report ();

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      fixture_assert_refused (record, lists[i], NULL, AHADI_PROBLEM_EMPTY_LIST);
      fixture_assert_refused (record, lists[i], "[]", AHADI_PROBLEM_EMPTY_LIST);
    }
}

static void
test_categories_are_those_of_clause_10 (void)
{
  g_autoptr (AhadiRecord) record = fixture_report ();

  fixture_assert_accepted (record, AHADI_REPORT_CATEGORIES,
                           "[\"bullying\",\"intimidation\",\"sexual-harassment\","
                           "\"other-harassment\",\"violence\",\"abuse\"]");
  fixture_assert_refused (record, AHADI_REPORT_CATEGORIES, "[\"theft\"]",
                          AHADI_PROBLEM_NOT_A_CHOICE);
}

static void
test_reference_has_one_shape (void)
{
  static const char *const wrong[] = {
    "R-0A2B3C4D",  "R-0A2B-3C4",  "X-0A2B-3C4D",
    "R-0a2b-3c4d", "R-0A2U-3C4D", "R-0A2B 3C4D",
  };
  g_autoptr (AhadiRecord) record = fixture_report ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    fixture_assert_refused (record, AHADI_REPORT_REFERENCE, wrong[i],
                            AHADI_PROBLEM_OTHER_VALUE);
}

static void
test_reference_spells_its_random_bytes (void)
{
  static const struct
  {
    guint8 random[5];
    const char *reference;
  } cases[] = {
    { { 0, 0, 0, 0, 0 }, "R-0000-0000" },
    { { 255, 255, 255, 255, 255 }, "R-ZZZZ-ZZZZ" },
    { { 0, 0, 0, 0, 1 }, "R-0000-0001" },
    { { 0x08, 0x86, 0x42, 0x98, 0xe8 }, "R-1234-5678" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *reference = ahadi_report_reference_make (cases[i].random);
      g_autoptr (AhadiRecord) record = fixture_report ();

      g_assert_cmpstr (reference, ==, cases[i].reference);
      fixture_assert_accepted (record, AHADI_REPORT_REFERENCE, reference);
    }
}

static void
test_filed_is_a_whole_date (void)
{
  g_autoptr (AhadiRecord) record = fixture_report ();

  fixture_assert_refused (record, AHADI_REPORT_FILED, "2026-11", AHADI_PROBLEM_NOT_A_DAY);
  fixture_assert_accepted (record, AHADI_REPORT_HAPPENED, "2026-11");
}

static void
test_texts_have_their_lengths (void)
{
  g_autoptr (AhadiRecord) report = fixture_report ();
  g_autoptr (AhadiRecord) addendum = fixture_addendum ();

  fixture_assert_longest (report, AHADI_REPORT_STATEMENT, 20000);
  fixture_assert_longest (report, AHADI_REPORT_PLACE, 200);
  fixture_assert_longest (report, AHADI_REPORT_WISHES, 4000);
  fixture_assert_longest (report, AHADI_REPORT_CONSENT_NOTE, 2000);
  fixture_assert_longest (report, AHADI_REPORT_CONTACT_SAFE, 1000);
  fixture_assert_longest (addendum, AHADI_ADDENDUM_TEXT, 20000);
}

static void
test_route_chooses_the_audience (void)
{
  g_assert_cmpstr (ahadi_report_route_to_audience ("executive-director"), ==,
                   "executive-director");
  g_assert_cmpstr (ahadi_report_route_to_audience ("board-committee"), ==,
                   "board-committee");
  g_assert_cmpstr (ahadi_report_route_to_audience ("both"), ==, "safeguarding");
  g_assert_null (ahadi_report_route_to_audience ("membership"));
  g_assert_null (ahadi_report_route_to_audience (NULL));
}

static void
test_every_route_has_an_audience (void)
{
  const char *const *routes = ahadi_report_info.fields[AHADI_REPORT_ROUTE].choices;

  for (guint i = 0; routes[i] != NULL; i++)
    g_assert_nonnull (ahadi_report_route_to_audience (routes[i]));
}

static void
test_addendum_names_report_and_date (void)
{
  g_autoptr (AhadiRecord) record = fixture_addendum ();

  fixture_assert_valid (record);
  fixture_assert_refused (record, AHADI_ADDENDUM_REPORT, NULL, AHADI_PROBLEM_REQUIRED);
  fixture_assert_refused (record, AHADI_ADDENDUM_TEXT, NULL, AHADI_PROBLEM_REQUIRED);
  fixture_assert_refused (record, AHADI_ADDENDUM_DATE, NULL, AHADI_PROBLEM_REQUIRED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/report/a-whole-one-is-valid", test_a_whole_one_is_valid);
  g_test_add_func ("/model/report/what-is-required", test_what_is_required);
  g_test_add_func ("/model/report/duty-is-shown-first", test_duty_is_shown_first);
  g_test_add_func ("/model/report/lists-have-at-least-one", test_lists_have_at_least_one);
  g_test_add_func ("/model/report/categories-are-those-of-clause-10",
                   test_categories_are_those_of_clause_10);
  g_test_add_func ("/model/report/reference-has-one-shape", test_reference_has_one_shape);
  g_test_add_func ("/model/report/reference-spells-its-random-bytes",
                   test_reference_spells_its_random_bytes);
  g_test_add_func ("/model/report/filed-is-a-whole-date", test_filed_is_a_whole_date);
  g_test_add_func ("/model/report/texts-have-their-lengths",
                   test_texts_have_their_lengths);
  g_test_add_func ("/model/report/route-chooses-the-audience",
                   test_route_chooses_the_audience);
  g_test_add_func ("/model/report/every-route-has-an-audience",
                   test_every_route_has_an_audience);
  g_test_add_func ("/model/report/addendum-names-report-and-date",
                   test_addendum_names_report_and_date);

  return g_test_run ();
}
