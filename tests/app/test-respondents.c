/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "desks.h"

/* About @name; NULL: an anonymous one. */
static AhadiId
file_report (AhadiSession *session, const char *route, const char *name, const char *role)
{
  g_autoptr (AhadiRecord) report = desks_make_report (route);
  g_autoptr (GError) error = NULL;
  g_autofree char *persons =
      name == NULL
          ? g_strdup_printf ("[{\"role\":\"%s\",\"anonymous\":true}]", role)
          : g_strdup_printf ("[{\"role\":\"%s\",\"anonymous\":false,\"name\":\"%s\"}]",
                             role, name);

  ahadi_record_set (report, AHADI_REPORT_PERSONS, persons);
  assert_ok (ahadi_records_save (session, report, NULL, NULL, &error));
  return *ahadi_record_get_id (report);
}

static AhadiRespondents *
load (AhadiSession *session)
{
  g_autoptr (GError) error = NULL;
  AhadiRespondents *respondents = ahadi_respondents_load (session, &error);

  g_assert_no_error (error);
  return respondents;
}

static guint
count (AhadiRespondents *respondents, const AhadiId *report)
{
  GPtrArray *matches = ahadi_respondents_get (respondents, report);

  return matches != NULL ? matches->len : 0;
}

/* A director with an open vault. */
static AhadiSession *
open_desks (Desks *desks)
{
  AhadiSession *director;

  desks_open (desks);
  desks_add_branch (desks);
  director = desks_add (desks, AHADI_ROLE_EXECUTIVE_DIRECTOR, NULL, "director");
  desks_enrol (desks, director);
  return director;
}

static void
test_reports_about_one_person_surface_together (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSession) director = open_desks (&desks);
  g_autoptr (AhadiRespondents) respondents = NULL;
  g_autofree char *text = NULL;
  g_autofree char *told = NULL;
  g_autofree char *none = NULL;
  const AhadiRespondentMatch *match;
  AhadiId first, second, other;

  first = file_report (director, "executive-director", "Zadok Kiptanui", "respondent");
  second = file_report (director, "both", "Kiptanui Zadok", "respondent");
  other = file_report (director, "both", "Fatuma Abdi", "respondent");
  respondents = load (director);
  g_assert_true (ahadi_respondents_is_office (respondents));
  g_assert_cmpuint (count (respondents, &first), ==, 1);
  g_assert_cmpuint (count (respondents, &other), ==, 0);
  match = ahadi_respondents_get (respondents, &first)->pdata[0];
  g_assert_true (ahadi_id_equal (&match->report, &second));
  text = ahadi_respondents_describe (respondents, &first);
  g_assert_nonnull (strstr (text, match->reference));
  g_assert_null (strstr (text, "Zadok"));
  told = ahadi_respondents_tell (respondents, &second);
  g_assert_true (g_str_has_suffix (told, ahadi_respondents_say_limit ()));
  none = ahadi_respondents_tell (respondents, &other);
  g_assert_nonnull (strstr (none, "No other report"));
}

/* Who saw or suffered something is not looked for, nor who has no name. */
static void
test_only_respondents_count (void)
{
  static const char *const roles[] = { "witness", "survivor", "reporter", "other" };
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSession) director = open_desks (&desks);
  g_autoptr (AhadiRespondents) respondents = NULL;
  AhadiId first, nobody;

  first = file_report (director, "both", "Zadok Kiptanui", "respondent");
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    file_report (director, "both", "Zadok Kiptanui", roles[i]);
  nobody = file_report (director, "both", NULL, "respondent");
  file_report (director, "both", NULL, "respondent");
  respondents = load (director);
  g_assert_cmpuint (count (respondents, &first), ==, 0);
  g_assert_cmpuint (count (respondents, &nobody), ==, 0);
}

static void
test_a_branch_compares_nothing (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRespondents) respondents = NULL;
  g_autofree char *text = NULL;
  AhadiId first;

  desks_open (&desks);
  desks_add_branch (&desks);
  first = file_report (desks.branch, "both", "Zadok Kiptanui", "respondent");
  file_report (desks.branch, "both", "Zadok Kiptanui", "respondent");
  respondents = load (desks.branch);
  g_assert_false (ahadi_respondents_is_office (respondents));
  g_assert_cmpuint (count (respondents, &first), ==, 0);
  text = ahadi_respondents_tell (respondents, &first);
  g_assert_cmpstr (text, ==, "");
}

/* One report with two such persons is no match of itself, and another one is told once.
 */
static void
test_each_report_is_told_once (void)
{
  static const char persons[] =
      "[{\"role\":\"respondent\",\"anonymous\":false,\"name\":\"Zadok Kiptanui\"},"
      "{\"role\":\"respondent\",\"anonymous\":false,\"name\":\"Kiptanui Zadok\"}]";
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSession) director = open_desks (&desks);
  g_autoptr (AhadiRespondents) respondents = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId ids[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AhadiRecord) report = desks_make_report ("both");

      ahadi_record_set (report, AHADI_REPORT_PERSONS, persons);
      assert_ok (ahadi_records_save (director, report, NULL, NULL, &error));
      ids[i] = *ahadi_record_get_id (report);
    }
  respondents = load (director);
  g_assert_cmpuint (count (respondents, &ids[0]), ==, 1);
  g_assert_cmpuint (count (respondents, &ids[1]), ==, 1);
}

int
main (int argc, char *argv[])
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/respondents/reports-about-one-person-surface-together",
                   test_reports_about_one_person_surface_together);
  g_test_add_func ("/app/respondents/only-respondents-count",
                   test_only_respondents_count);
  g_test_add_func ("/app/respondents/a-branch-compares-nothing",
                   test_a_branch_compares_nothing);
  g_test_add_func ("/app/respondents/each-report-is-told-once",
                   test_each_report_is_told_once);
  return g_test_run ();
}
