/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

#include "app/ahadi-app.h"
#include "names.h"

static void
set_owned (AhadiRecord *record, guint field, char *value)
{
  ahadi_record_set (record, field, value);
  g_free (value);
}

/* What we make is right by the program's own rules, or the measurement is of something
 * else. */
static void
require_valid (const AhadiRecord *record)
{
  static const AhadiDate today = { 2026, 1, 1 };
  g_autoptr (GPtrArray) problems = ahadi_problem_list_new ();

  if (!ahadi_record_validate (record, &today, problems))
    {
      const AhadiProblem *problem = problems->pdata[0];

      g_error ("made a wrong record: %s (%d)", problem->field, (int) problem->code);
    }
}

AhadiRecord *
bench_people_make_member (GRand *rand)
{
  AhadiRecord *member = ahadi_record_new (AHADI_KIND_MEMBER, NULL);

  set_owned (member, AHADI_MEMBER_NAME, bench_name_make (rand));
  set_owned (member, AHADI_MEMBER_PHONE, bench_name_make_phone (rand));
  ahadi_record_set (member, AHADI_MEMBER_GENDER, bench_name_pick_gender (rand));
  set_owned (member, AHADI_MEMBER_BIRTH, bench_name_make_birth (rand));
  ahadi_record_set (member, AHADI_MEMBER_COUNTY, bench_name_pick_county (rand));
  ahadi_record_set (member, AHADI_MEMBER_PLACE, bench_name_pick_place (rand));
  set_owned (member, AHADI_MEMBER_NUMBER,
             g_strdup_printf ("AIK-%06d", g_rand_int_range (rand, 0, 1000000)));
  ahadi_record_set (member, AHADI_MEMBER_STATUS, "active");
  ahadi_record_set (member, AHADI_MEMBER_JOINED, "2025-11-02");
  ahadi_record_set (member, AHADI_MEMBER_CONSENT, "true");
  ahadi_record_set (member, AHADI_MEMBER_CONSENT_DATE, "2025-11-02");
  require_valid (member);
  return member;
}

AhadiRecord *
bench_people_make_pledge (GRand *rand, const AhadiId *member)
{
  AhadiRecord *pledge = ahadi_record_new (AHADI_KIND_PLEDGE, NULL);

  set_owned (pledge, AHADI_PLEDGE_MEMBER, ahadi_id_to_string (member));
  ahadi_record_set (pledge, AHADI_PLEDGE_TEXT, ahadi_codes_get_hash ("en"));
  ahadi_record_set (pledge, AHADI_PLEDGE_LANGUAGE, "en");
  for (guint i = 0; i < AHADI_PLEDGE_N_PROMISES; i++)
    ahadi_record_set (pledge, ahadi_pledge_promise_field (i),
                      g_rand_int_range (rand, 0, 20) == 0 ? "not-discussed" : "accepted");
  ahadi_record_set (pledge, AHADI_PLEDGE_ACK8, "true");
  ahadi_record_set (pledge, AHADI_PLEDGE_ACK_CLOSING, "true");
  ahadi_record_set (pledge, AHADI_PLEDGE_MADE, "in-person");
  ahadi_record_set (pledge, AHADI_PLEDGE_DATE, "2025-11-02");
  ahadi_record_set (pledge, AHADI_PLEDGE_PLACE, bench_name_pick_place (rand));
  set_owned (pledge, AHADI_PLEDGE_WITNESS, bench_name_make (rand));
  require_valid (pledge);
  return pledge;
}

AhadiRecord *
bench_people_make_report (GRand *rand)
{
  static const char *const routes[] = { "executive-director", "board-committee", "both" };
  AhadiRecord *report = ahadi_record_new (AHADI_KIND_REPORT, NULL);
  guint8 random[5];

  for (guint i = 0; i < G_N_ELEMENTS (random); i++)
    random[i] = (guint8) g_rand_int_range (rand, 0, 256);
  set_owned (report, AHADI_REPORT_REFERENCE, ahadi_report_reference_make (random));
  ahadi_record_set (report, AHADI_REPORT_DUTY_SHOWN, "true");
  ahadi_record_set (report, AHADI_REPORT_DANGER, "no");
  ahadi_record_set (report, AHADI_REPORT_CATEGORIES, "[\"bullying\"]");
  ahadi_record_set (report, AHADI_REPORT_PERSONS,
                    "[{\"role\":\"survivor\",\"anonymous\":true}]");
  set_owned (report, AHADI_REPORT_STATEMENT, bench_name_make_text (rand, 200));
  ahadi_record_set (report, AHADI_REPORT_CONSENT, "yes");
  ahadi_record_set (report, AHADI_REPORT_ROUTE,
                    routes[g_rand_int_range (rand, 0, G_N_ELEMENTS (routes))]);
  ahadi_record_set (report, AHADI_REPORT_FILED, "2025-11-02");
  require_valid (report);
  return report;
}

void
bench_people_change_member (GRand *rand, AhadiRecord *member)
{
  set_owned (member, AHADI_MEMBER_PHONE, bench_name_make_phone (rand));
  if (g_rand_boolean (rand))
    ahadi_record_set (member, AHADI_MEMBER_PLACE, bench_name_pick_place (rand));
  else
    set_owned (member, AHADI_MEMBER_NOTE, bench_name_make_text (rand, 8));
}

void
bench_people_append_line (GString *lines, const AhadiRecord *record, guint64 order)
{
  g_autoptr (json_t) json = ahadi_record_to_json (record);
  g_autofree char *text = NULL;

  json_object_set_new (json, "order", json_integer ((json_int_t) order));
  text = ahadi_json_print (json);
  g_string_append (lines, text);
  g_string_append_c (lines, '\n');
}
