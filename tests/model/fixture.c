/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#define SOME_ENTITY "00112233445566778899aabbccddeeff"
#define SOME_HASH "48dddebee5a847409609da8d8eb4bb55835c0ae0dbd6e27e53fab6571dcfe551"

AhadiRecord *
fixture_circle (void)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_CIRCLE, NULL);

  ahadi_record_set (record, AHADI_CIRCLE_NAME, "Kisumu Ndogo");
  ahadi_record_set (record, AHADI_CIRCLE_TYPE, "community");
  return record;
}

AhadiRecord *
fixture_member (void)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);

  ahadi_record_set (record, AHADI_MEMBER_NAME, "Wanjiku Ng’ang’a");
  ahadi_record_set (record, AHADI_MEMBER_CONSENT, "true");
  return record;
}

AhadiRecord *
fixture_pledge (void)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_PLEDGE, NULL);

  ahadi_record_set (record, AHADI_PLEDGE_MEMBER, SOME_ENTITY);
  ahadi_record_set (record, AHADI_PLEDGE_TEXT, SOME_HASH);
  ahadi_record_set (record, AHADI_PLEDGE_LANGUAGE, "sw");
  for (guint i = 0; i < AHADI_PLEDGE_N_PROMISES; i++)
    ahadi_record_set (record, ahadi_pledge_promise_field (i), "accepted");
  ahadi_record_set (record, AHADI_PLEDGE_ACK8, "true");
  ahadi_record_set (record, AHADI_PLEDGE_ACK_CLOSING, "true");
  ahadi_record_set (record, AHADI_PLEDGE_MADE, "in-person");
  ahadi_record_set (record, AHADI_PLEDGE_DATE, "2026-11-23");
  return record;
}

AhadiRecord *
fixture_withdrawal (void)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_WITHDRAWAL, NULL);

  ahadi_record_set (record, AHADI_WITHDRAWAL_PLEDGE, SOME_ENTITY);
  ahadi_record_set (record, AHADI_WITHDRAWAL_MEMBER, SOME_ENTITY);
  ahadi_record_set (record, AHADI_WITHDRAWAL_DATE, "2026-11-23");
  return record;
}

AhadiRecord *
fixture_report (void)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_REPORT, NULL);

  ahadi_record_set (record, AHADI_REPORT_REFERENCE, "R-0A2B-3C4D");
  ahadi_record_set (record, AHADI_REPORT_DUTY_SHOWN, "true");
  ahadi_record_set (record, AHADI_REPORT_DANGER, "no");
  ahadi_record_set (record, AHADI_REPORT_CATEGORIES, "[\"bullying\"]");
  ahadi_record_set (record, AHADI_REPORT_PERSONS,
                    "[{\"role\":\"survivor\",\"anonymous\":true}]");
  ahadi_record_set (record, AHADI_REPORT_STATEMENT, "In their own words.");
  ahadi_record_set (record, AHADI_REPORT_CONSENT, "yes");
  ahadi_record_set (record, AHADI_REPORT_ROUTE, "both");
  ahadi_record_set (record, AHADI_REPORT_FILED, "2026-11-23");
  return record;
}

AhadiRecord *
fixture_addendum (void)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_ADDENDUM, NULL);

  ahadi_record_set (record, AHADI_ADDENDUM_REPORT, SOME_ENTITY);
  ahadi_record_set (record, AHADI_ADDENDUM_TEXT, "One thing more.");
  ahadi_record_set (record, AHADI_ADDENDUM_DATE, "2026-11-23");
  return record;
}

AhadiRecord *
fixture_attachment (void)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  g_autofree char *key = g_strnfill (58, 'Q');
  g_autofree char *secret = g_strconcat ("AGE-SECRET-KEY-1", key, NULL);
  g_autofree char *hash = g_strnfill (64, 'a');

  ahadi_record_set (record, AHADI_ATTACHMENT_OF, SOME_ENTITY);
  ahadi_record_set (record, AHADI_ATTACHMENT_NAME, "photo.jpg");
  ahadi_record_set (record, AHADI_ATTACHMENT_TYPE, "image/jpeg");
  ahadi_record_set (record, AHADI_ATTACHMENT_SIZE, "1000");
  ahadi_record_set (record, AHADI_ATTACHMENT_BLOB, SOME_ENTITY);
  ahadi_record_set (record, AHADI_ATTACHMENT_KEY, secret);
  ahadi_record_set (record, AHADI_ATTACHMENT_CT_SIZE, "1216");
  ahadi_record_set (record, AHADI_ATTACHMENT_CT_BLAKE2B, hash);
  ahadi_record_set (record, AHADI_ATTACHMENT_DATE, "2026-11-23");
  return record;
}

const AhadiDate *
fixture_today (void)
{
  static const AhadiDate today = { 2026, 11, 23 };

  return &today;
}

void
fixture_assert_valid (const AhadiRecord *record)
{
  g_autoptr (GPtrArray) problems = ahadi_problem_list_new ();

  g_assert_true (ahadi_record_validate (record, fixture_today (), problems));
  g_assert_cmpuint (problems->len, ==, 0);
}

void
fixture_assert_problem (const AhadiRecord *record, guint field, AhadiProblemCode code)
{
  g_autoptr (GPtrArray) problems = ahadi_problem_list_new ();
  const AhadiProblem *problem;

  g_assert_false (ahadi_record_validate (record, fixture_today (), problems));
  g_assert_cmpuint (problems->len, ==, 1);

  problem = g_ptr_array_index (problems, 0);
  g_assert_cmpstr (problem->field, ==,
                   ahadi_record_get_info (record)->fields[field].name);
  g_assert_cmpint (problem->code, ==, code);
}

void
fixture_assert_refused (AhadiRecord *record,
                        guint field,
                        const char *value,
                        AhadiProblemCode code)
{
  g_autofree char *before = g_strdup (ahadi_record_get (record, field));

  ahadi_record_set (record, field, value);
  fixture_assert_problem (record, field, code);
  ahadi_record_set (record, field, before);
}

void
fixture_assert_accepted (AhadiRecord *record, guint field, const char *value)
{
  g_autofree char *before = g_strdup (ahadi_record_get (record, field));

  ahadi_record_set (record, field, value);
  fixture_assert_valid (record);
  ahadi_record_set (record, field, before);
}

void
fixture_assert_longest (AhadiRecord *record, guint field, guint max)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Two bytes a character: it is characters that count. */
  for (guint i = 0; i < max; i++)
    g_string_append (text, "é");
  fixture_assert_accepted (record, field, text->str);

  g_string_append_c (text, 'e');
  fixture_assert_refused (record, field, text->str, AHADI_PROBLEM_TOO_LONG);
}
