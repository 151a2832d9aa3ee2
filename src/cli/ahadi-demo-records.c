/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-arguments.h"
#include "ahadi-demo-people.h"
#include "ahadi-demo.h"

/* One field and its value; a list ends with a NULL value. */
typedef struct
{
  guint field;
  const char *value;
} Entry;

/* One report for each route. */
static const struct
{
  guint branch;
  Entry entries[AHADI_REPORT_N_FIELDS + 1];
} reports[AHADI_DEMO_N_REPORTS] = {
  { 0,
    { { AHADI_REPORT_DANGER, "no" },
      { AHADI_REPORT_CATEGORIES, "[\"bullying\"]" },
      { AHADI_REPORT_PERSONS,
        "[{\"role\":\"reporter\",\"anonymous\":true},{\"role\":\"survivor\","
        "\"anonymous\":false,\"name\":\"Nyarang’o Bitange\"}]" },
      { AHADI_REPORT_STATEMENT, "Laughed at in front of the circle for three meetings in "
                                "a row, and told to stay away from the fourth." },
      { AHADI_REPORT_HAPPENED, "2026" },
      { AHADI_REPORT_PLACE, "Nyalenda social hall" },
      { AHADI_REPORT_WISHES, "An apology, and to come back to the circle." },
      { AHADI_REPORT_CONSENT, "yes" },
      { AHADI_REPORT_ROUTE, "executive-director" } } },
  { 0,
    { { AHADI_REPORT_DANGER, "unknown" },
      { AHADI_REPORT_CATEGORIES, "[\"sexual-harassment\"]" },
      { AHADI_REPORT_PERSONS,
        "[{\"role\":\"survivor\",\"anonymous\":true},{\"role\":\"witness\",\"anonymous\":"
        "false,\"name\":\"Moraa Gesare\"}]" },
      { AHADI_REPORT_STATEMENT, "Messages at night from a senior member after the "
                                "training in Maseno, which went on after a clear no." },
      { AHADI_REPORT_WISHES, "Not to meet this person at activities." },
      { AHADI_REPORT_CONSENT, "yes" },
      { AHADI_REPORT_CONTACT_SAFE, "By text message in the morning, never by voice." },
      { AHADI_REPORT_ROUTE, "board-committee" } } },
  { 1,
    { { AHADI_REPORT_DANGER, "no" },
      { AHADI_REPORT_CATEGORIES, "[\"intimidation\",\"other-harassment\"]" },
      { AHADI_REPORT_PERSONS,
        "[{\"role\":\"reporter\",\"anonymous\":false,\"name\":\"Sahra "
        "Korane\"},{\"role\":\"respondent\",\"anonymous\":true,\"note\":\"known to the "
        "office\"}]" },
      { AHADI_REPORT_STATEMENT, "Two people were followed home after the forum and told "
                                "to keep quiet about the land case." },
      { AHADI_REPORT_CONSENT, "not-asked" },
      { AHADI_REPORT_CONSENT_NOTE, "Could not be reached safely yet." },
      { AHADI_REPORT_ROUTE, "both" } } },
};

/* Which branch's laptop. */
static AhadiSession *
get_branch (AhadiDemo *self, guint branch)
{
  return self->sessions[AHADI_DEMO_KISUMU + branch];
}

static gboolean
enter (AhadiRecord *record, const Entry *entries, GError **error)
{
  for (; entries->value != NULL; entries++)
    if (!ahadi_record_enter (record, entries->field, entries->value, error))
      return FALSE;
  return TRUE;
}

/* What breaks a rule here is our mistake; its field says which. */
static gboolean
save (AhadiSession *session, AhadiRecord *record, GError **error)
{
  g_autoptr (GPtrArray) problems = ahadi_problem_list_new ();

  if (ahadi_records_save (session, record, problems, NULL, error))
    return TRUE;
  if (problems->len > 0)
    {
      g_autofree char *sentence =
          ahadi_sentence_for_problem (ahadi_record_get_kind (record), problems->pdata[0]);

      g_clear_error (error);
      return ahadi_usage_error_refuse (error, sentence);
    }
  return FALSE;
}

static gboolean
record_circle (AhadiDemo *self, guint index, char *id, GError **error)
{
  const AhadiDemoCircle *circle = &ahadi_demo_circles[index];
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_CIRCLE, NULL);
  const Entry entries[] = {
    { AHADI_CIRCLE_NAME, circle->name },
    { AHADI_CIRCLE_TYPE, circle->type },
    { AHADI_CIRCLE_COUNTY, circle->county },
    { AHADI_CIRCLE_PLACE, circle->place },
    { 0, NULL },
  };

  if (!enter (record, entries, error) ||
      !save (get_branch (self, circle->branch), record, error))
    return FALSE;
  ahadi_id_print (ahadi_record_get_id (record), id);
  return TRUE;
}

static gboolean
enter_child (AhadiRecord *record, GError **error)
{
  const Entry entries[] = {
    { AHADI_MEMBER_GUARDIAN_NAME, "Rehema Pendo" },
    { AHADI_MEMBER_GUARDIAN_PHONE, "0700009999" },
    { AHADI_MEMBER_GUARDIAN_CONSENT, "true" },
    { AHADI_MEMBER_BEST_INTEREST,
      "Asked to join the school’s rights club; the guardian comes along to activities." },
    { 0, NULL },
  };

  return enter (record, entries, error);
}

static gboolean
enter_person (AhadiRecord *record, guint index, const char *circle, GError **error)
{
  const AhadiDemoPerson *person = &ahadi_demo_people[index];
  AhadiDate today = ahadi_date_today ();
  g_autofree char *birth = g_strdup_printf ("%d", today.year - person->age - 1);
  g_autofree char *number = g_strdup_printf ("AIK-%04u", 2001 + index * 13);
  const Entry entries[] = {
    { AHADI_MEMBER_NAME, person->name },
    { AHADI_MEMBER_PHONE, person->phone },
    { AHADI_MEMBER_GENDER, person->gender },
    { AHADI_MEMBER_BIRTH, birth },
    { AHADI_MEMBER_COUNTY, person->county },
    { AHADI_MEMBER_PLACE, person->place },
    { AHADI_MEMBER_CIRCLE, circle },
    { AHADI_MEMBER_NUMBER, number },
    { AHADI_MEMBER_STATUS, "active" },
    { AHADI_MEMBER_CONSENT, "true" },
    { person->preferred == NULL ? 0 : AHADI_MEMBER_PREFERRED_NAME, person->preferred },
    { 0, NULL },
  };

  return enter (record, entries, error) &&
         (person->age >= AHADI_ADULT_AGE || enter_child (record, error));
}

/* Most promise everything; some do not, and some did not get to every promise. */
static const char *
choose_answer (guint person, guint promise)
{
  if (person % 11 == 5 && promise == 5)
    return "not-accepted";
  if (person % 7 == 3 && promise >= 7)
    return "not-discussed";
  return "accepted";
}

static gboolean
record_pledge (AhadiDemo *self, guint index, const char *member, GError **error)
{
  static const char *const languages[] = { "en", "sw", "both" };
  static const char *const ways[] = { "in-person", "paper", "in-person", "phone" };
  const AhadiDemoPerson *person = &ahadi_demo_people[index];
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_PLEDGE, NULL);
  const Entry entries[] = {
    { AHADI_PLEDGE_MEMBER, member },
    { AHADI_PLEDGE_LANGUAGE, languages[index % G_N_ELEMENTS (languages)] },
    { AHADI_PLEDGE_ACK8, "true" },
    { AHADI_PLEDGE_ACK_CLOSING, "true" },
    { AHADI_PLEDGE_MADE, ways[index % G_N_ELEMENTS (ways)] },
    { AHADI_PLEDGE_PLACE, person->place },
    { 0, NULL },
  };

  for (guint i = 0; i < AHADI_PLEDGE_N_PROMISES; i++)
    if (!ahadi_record_enter (record, ahadi_pledge_promise_field (i),
                             choose_answer (index, i), error))
      return FALSE;
  return enter (record, entries, error) &&
         save (get_branch (self, ahadi_demo_circles[person->circle].branch), record,
               error);
}

static gboolean
record_person (AhadiDemo *self,
               guint index,
               char circles[][AHADI_ID_TEXT_SIZE],
               GError **error)
{
  guint circle = ahadi_demo_people[index].circle;
  AhadiSession *session = get_branch (self, ahadi_demo_circles[circle].branch);
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);
  char id[AHADI_ID_TEXT_SIZE];

  if (!enter_person (record, index, circles[circle], error) ||
      !save (session, record, error))
    return FALSE;

  ahadi_id_print (ahadi_record_get_id (record), id);
  if (!record_pledge (self, index, id, error))
    return FALSE;

  /* Everyone mistypes once: a correction is a change like any other. */
  if (index != 0)
    return TRUE;
  return ahadi_record_enter (record, AHADI_MEMBER_EMAIL, "achi@example.org", error) &&
         save (session, record, error);
}

static gboolean
record_report (AhadiDemo *self, guint index, GError **error)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_REPORT, NULL);

  ahadi_record_set (record, AHADI_REPORT_DUTY_SHOWN, "true");
  return enter (record, reports[index].entries, error) &&
         save (get_branch (self, reports[index].branch), record, error);
}

gboolean
ahadi_demo_record (AhadiDemo *self, GError **error)
{
  char circles[AHADI_DEMO_N_CIRCLES][AHADI_ID_TEXT_SIZE];

  for (guint i = 0; i < AHADI_DEMO_N_CIRCLES; i++)
    if (!record_circle (self, i, circles[i], error))
      return FALSE;
  for (guint i = 0; i < AHADI_DEMO_N_PEOPLE; i++)
    if (!record_person (self, i, circles, error))
      return FALSE;
  for (guint i = 0; i < AHADI_DEMO_N_REPORTS; i++)
    if (!record_report (self, i, error))
      return FALSE;

  ahadi_demo_tell (
      self, _ ("Recorded %d members with their pledges and %d reports at two branches"),
      AHADI_DEMO_N_PEOPLE, AHADI_DEMO_N_REPORTS);
  return TRUE;
}
