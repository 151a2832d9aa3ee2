/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static void
test_name_and_consent_are_enough (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();

  fixture_assert_valid (record);
}

static void
test_name_is_required (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();

  fixture_assert_refused (record, AHADI_MEMBER_NAME, NULL, AHADI_PROBLEM_REQUIRED);
}

static void
test_nobody_is_saved_without_consent (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();

  fixture_assert_refused (record, AHADI_MEMBER_CONSENT, NULL,
                          AHADI_PROBLEM_CONSENT_MISSING);
  fixture_assert_refused (record, AHADI_MEMBER_CONSENT, "false",
                          AHADI_PROBLEM_CONSENT_MISSING);
}

static void
test_texts_have_their_lengths (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();

  fixture_assert_longest (record, AHADI_MEMBER_NAME, 200);
  fixture_assert_longest (record, AHADI_MEMBER_PREFERRED_NAME, 120);
  fixture_assert_longest (record, AHADI_MEMBER_GENDER, 60);
  fixture_assert_longest (record, AHADI_MEMBER_COUNTY, 60);
  fixture_assert_longest (record, AHADI_MEMBER_PLACE, 120);
  fixture_assert_longest (record, AHADI_MEMBER_NUMBER, 32);
  fixture_assert_longest (record, AHADI_MEMBER_GUARDIAN_NAME, 200);
  fixture_assert_longest (record, AHADI_MEMBER_BEST_INTEREST, 2000);
  fixture_assert_longest (record, AHADI_MEMBER_NOTE, 2000);
}

static void
test_email_has_one_at (void)
{
  static const char *const wrong[] = {
    "wanjiku", "@", "wanjiku@", "@example.org", "a@b@example.org", "wan jiku@example.org",
  };
  g_autoptr (AhadiRecord) record = fixture_member ();

  fixture_assert_accepted (record, AHADI_MEMBER_EMAIL, "wanjiku@example.org");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    fixture_assert_refused (record, AHADI_MEMBER_EMAIL, wrong[i],
                            AHADI_PROBLEM_OTHER_VALUE);
}

static void
test_email_has_at_most_254_characters (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();
  g_autofree char *local = g_strnfill (242, 'a');
  g_autofree char *longest = g_strconcat (local, "@example.org", NULL);
  g_autofree char *too_long = g_strconcat ("a", longest, NULL);

  fixture_assert_accepted (record, AHADI_MEMBER_EMAIL, longest);
  fixture_assert_refused (record, AHADI_MEMBER_EMAIL, too_long, AHADI_PROBLEM_TOO_LONG);
}

static void
test_birth_is_not_in_the_future (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();

  fixture_assert_refused (record, AHADI_MEMBER_BIRTH, "yesterday",
                          AHADI_PROBLEM_NOT_A_DATE);
  fixture_assert_accepted (record, AHADI_MEMBER_BIRTH, "1987");

  ahadi_record_set (record, AHADI_MEMBER_GUARDIAN_NAME, "Akinyi");
  ahadi_record_set (record, AHADI_MEMBER_GUARDIAN_CONSENT, "true");
  ahadi_record_set (record, AHADI_MEMBER_BEST_INTEREST, "Asked to join.");
  fixture_assert_accepted (record, AHADI_MEMBER_BIRTH, "2026-11-23");
  fixture_assert_accepted (record, AHADI_MEMBER_BIRTH, "2026");
  fixture_assert_refused (record, AHADI_MEMBER_BIRTH, "2026-11-24",
                          AHADI_PROBLEM_IN_FUTURE);
  fixture_assert_refused (record, AHADI_MEMBER_BIRTH, "2027", AHADI_PROBLEM_IN_FUTURE);
}

static void
test_who_may_be_under_18_is_a_child (void)
{
  static const struct
  {
    const char *birth;
    gboolean child;
  } cases[] = {
    { NULL, FALSE },     { "2008-11-23", FALSE }, { "2008-11-24", TRUE },
    { "2008-11", TRUE }, { "2008-10", FALSE },    { "2008", TRUE },
    { "2007", FALSE },   { "2020-01-01", TRUE },  { "not a date", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AhadiRecord) record = fixture_member ();

      g_test_message ("born %s", cases[i].birth);
      ahadi_record_set (record, AHADI_MEMBER_BIRTH, cases[i].birth);
      g_assert_cmpint (ahadi_member_is_child (record, fixture_today ()), ==,
                       cases[i].child);
    }
}

static void
test_a_child_needs_guardian_consent_and_note (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();

  ahadi_record_set (record, AHADI_MEMBER_BIRTH, "2012-05");
  ahadi_record_set (record, AHADI_MEMBER_GUARDIAN_NAME, "Akinyi");
  ahadi_record_set (record, AHADI_MEMBER_GUARDIAN_CONSENT, "true");
  ahadi_record_set (record, AHADI_MEMBER_BEST_INTEREST, "Asked to join.");
  fixture_assert_valid (record);

  fixture_assert_refused (record, AHADI_MEMBER_GUARDIAN_NAME, NULL,
                          AHADI_PROBLEM_GUARDIAN_REQUIRED);
  fixture_assert_refused (record, AHADI_MEMBER_GUARDIAN_CONSENT, NULL,
                          AHADI_PROBLEM_GUARDIAN_REQUIRED);
  fixture_assert_refused (record, AHADI_MEMBER_GUARDIAN_CONSENT, "false",
                          AHADI_PROBLEM_GUARDIAN_REQUIRED);
  fixture_assert_refused (record, AHADI_MEMBER_BEST_INTEREST, NULL,
                          AHADI_PROBLEM_BEST_INTEREST_MISSING);
}

static void
test_an_adult_needs_no_guardian (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();

  fixture_assert_accepted (record, AHADI_MEMBER_BIRTH, "2008-11-23");
}

static void
test_status_is_one_of_five (void)
{
  static const char *const right[] = {
    "active", "lapsed", "suspended", "revoked", "deceased",
  };
  g_autoptr (AhadiRecord) record = fixture_member ();

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    fixture_assert_accepted (record, AHADI_MEMBER_STATUS, right[i]);
  fixture_assert_refused (record, AHADI_MEMBER_STATUS, "gone",
                          AHADI_PROBLEM_NOT_A_CHOICE);
}

static void
test_preferred_name_is_shown_first (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();

  g_assert_cmpstr (ahadi_member_get_display_name (record), ==, "Wanjiku Ng’ang’a");
  ahadi_record_set (record, AHADI_MEMBER_PREFERRED_NAME, "Shiku");
  g_assert_cmpstr (ahadi_member_get_display_name (record), ==, "Shiku");
}

/* Identity, consent and a guardian's word: never a silent winner. */
static void
test_identity_status_and_consent_are_sensitive (void)
{
  static const char *const sensitive =
      "name gender birth number status consent consent_date guardian_name guardian_phone "
      "guardian_consent best_interest ";
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < ahadi_member_info.n_fields; i++)
    if (ahadi_member_info.fields[i].field_class == AHADI_FIELD_SENSITIVE)
      g_string_append_printf (found, "%s ", ahadi_member_info.fields[i].name);

  g_assert_cmpstr (found->str, ==, sensitive);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/member/name-and-consent-are-enough",
                   test_name_and_consent_are_enough);
  g_test_add_func ("/model/member/name-is-required", test_name_is_required);
  g_test_add_func ("/model/member/nobody-is-saved-without-consent",
                   test_nobody_is_saved_without_consent);
  g_test_add_func ("/model/member/texts-have-their-lengths",
                   test_texts_have_their_lengths);
  g_test_add_func ("/model/member/email-has-one-at", test_email_has_one_at);
  g_test_add_func ("/model/member/email-has-at-most-254-characters",
                   test_email_has_at_most_254_characters);
  g_test_add_func ("/model/member/birth-is-not-in-the-future",
                   test_birth_is_not_in_the_future);
  g_test_add_func ("/model/member/who-may-be-under-18-is-a-child",
                   test_who_may_be_under_18_is_a_child);
  g_test_add_func ("/model/member/a-child-needs-guardian-consent-and-note",
                   test_a_child_needs_guardian_consent_and_note);
  g_test_add_func ("/model/member/an-adult-needs-no-guardian",
                   test_an_adult_needs_no_guardian);
  g_test_add_func ("/model/member/status-is-one-of-five", test_status_is_one_of_five);
  g_test_add_func ("/model/member/preferred-name-is-shown-first",
                   test_preferred_name_is_shown_first);
  g_test_add_func ("/model/member/identity-status-and-consent-are-sensitive",
                   test_identity_status_and_consent_are_sensitive);

  return g_test_run ();
}
