/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const AhadiId some_id = { { 1, 2, 3 } };

static void
assert_enters (guint field, const char *typed, const char *kept)
{
  g_autoptr (AhadiRecord) record = fixture_member ();
  g_autoptr (GError) error = NULL;

  g_assert_true (ahadi_record_enter (record, field, typed, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (ahadi_record_get (record, field), ==, kept);
}

static void
test_entered_text_is_cleaned (void)
{
  assert_enters (AHADI_MEMBER_NAME, "  Wanjiku\t", "Wanjiku");
  assert_enters (AHADI_MEMBER_NAME, "Ame\u0301lie", "Am\u00e9lie");
  assert_enters (AHADI_MEMBER_NAME, "Wan\rjiku", "Wanjiku");
  assert_enters (AHADI_MEMBER_BIRTH, " 1987-05 ", "1987-05");
  assert_enters (AHADI_MEMBER_STATUS, "active", "active");
}

static void
test_entered_phone_becomes_e164 (void)
{
  assert_enters (AHADI_MEMBER_PHONE, "0712 345 678", "+254712345678");
  assert_enters (AHADI_MEMBER_PHONE, "+256-712-345678", "+256712345678");
}

static void
test_entering_nothing_clears (void)
{
  assert_enters (AHADI_MEMBER_NAME, "", NULL);
  assert_enters (AHADI_MEMBER_NAME, "  \n", NULL);
  assert_enters (AHADI_MEMBER_NAME, NULL, NULL);
  assert_enters (AHADI_MEMBER_PHONE, " ", NULL);
}

static void
test_a_refused_entry_changes_nothing (void)
{
  static const struct
  {
    guint field;
    const char *before;
    const char *typed;
  } cases[] = {
    { AHADI_MEMBER_PHONE, "+254712345678", "call me" },
    { AHADI_MEMBER_BIRTH, "1987", "long ago" },
    { AHADI_MEMBER_STATUS, "active", "gone" },
    { AHADI_MEMBER_NAME, "Wanjiku", "\xff" },
    { AHADI_MEMBER_NUMBER, "7", "0123456789012345678901234567890123" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AhadiRecord) record = fixture_member ();
      g_autoptr (GError) error = NULL;

      ahadi_record_set (record, cases[i].field, cases[i].before);
      g_assert_false (
          ahadi_record_enter (record, cases[i].field, cases[i].typed, &error));
      g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
      g_assert_cmpstr (ahadi_record_get (record, cases[i].field), ==, cases[i].before);
    }
}

static void
test_a_value_can_be_set_to_part_of_itself (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();

  ahadi_record_set (record, AHADI_MEMBER_NAME, "Wanjiku Kamau");
  ahadi_record_set (record, AHADI_MEMBER_NAME,
                    ahadi_record_get (record, AHADI_MEMBER_NAME) + 8);
  g_assert_cmpstr (ahadi_record_get (record, AHADI_MEMBER_NAME), ==, "Kamau");
}

static void
test_a_new_record_is_empty_and_without_id (void)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_CIRCLE, NULL);

  g_assert_cmpint (ahadi_record_get_kind (record), ==, AHADI_KIND_CIRCLE);
  g_assert_true (ahadi_record_get_info (record) == &ahadi_circle_info);
  g_assert_true (ahadi_id_is_zero (ahadi_record_get_id (record)));
  for (guint i = 0; i < AHADI_CIRCLE_N_FIELDS; i++)
    g_assert_null (ahadi_record_get (record, i));

  ahadi_record_set_id (record, &some_id);
  g_assert_true (ahadi_id_equal (ahadi_record_get_id (record), &some_id));
}

static void
test_only_true_is_a_flag (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();

  g_assert_true (ahadi_record_get_flag (record, AHADI_MEMBER_CONSENT));
  ahadi_record_set (record, AHADI_MEMBER_CONSENT, "false");
  g_assert_false (ahadi_record_get_flag (record, AHADI_MEMBER_CONSENT));
  g_assert_false (ahadi_record_get_flag (record, AHADI_MEMBER_GUARDIAN_CONSENT));
}

static void
test_a_copy_is_equal_and_apart (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();
  g_autoptr (AhadiRecord) copy = NULL;

  ahadi_record_set_id (record, &some_id);
  copy = ahadi_record_copy (record);
  g_assert_true (ahadi_record_equal (record, copy));

  ahadi_record_set (copy, AHADI_MEMBER_NOTE, "…");
  g_assert_false (ahadi_record_equal (record, copy));
  g_assert_null (ahadi_record_get (record, AHADI_MEMBER_NOTE));
}

static void
test_equal_means_kind_id_and_values (void)
{
  g_autoptr (AhadiRecord) member = ahadi_record_new (AHADI_KIND_MEMBER, &some_id);
  g_autoptr (AhadiRecord) circle = ahadi_record_new (AHADI_KIND_CIRCLE, &some_id);
  g_autoptr (AhadiRecord) other = ahadi_record_new (AHADI_KIND_MEMBER, NULL);

  g_assert_false (ahadi_record_equal (member, circle));
  g_assert_false (ahadi_record_equal (member, other));
  ahadi_record_set_id (other, &some_id);
  g_assert_true (ahadi_record_equal (member, other));
}

static void
test_problems_come_in_the_order_of_fields (void)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);
  g_autoptr (GPtrArray) problems = ahadi_problem_list_new ();
  static const AhadiProblem expected[] = {
    { "name", AHADI_PROBLEM_REQUIRED },
    { "phone", AHADI_PROBLEM_NOT_A_PHONE },
    { "email", AHADI_PROBLEM_OTHER_VALUE },
    { "consent", AHADI_PROBLEM_CONSENT_MISSING },
  };

  ahadi_record_set (record, AHADI_MEMBER_PHONE, "call me");
  ahadi_record_set (record, AHADI_MEMBER_EMAIL, "none");
  g_assert_false (ahadi_record_validate (record, fixture_today (), problems));

  g_assert_cmpuint (problems->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < problems->len; i++)
    {
      const AhadiProblem *problem = g_ptr_array_index (problems, i);

      g_assert_cmpstr (problem->field, ==, expected[i].field);
      g_assert_cmpint (problem->code, ==, expected[i].code);
    }
}

static void
test_a_field_has_one_problem_at_most (void)
{
  g_autoptr (AhadiRecord) record = fixture_pledge ();

  /* Required and not acknowledged; too long and not a hash. */
  fixture_assert_refused (record, AHADI_PLEDGE_ACK8, NULL,
                          AHADI_PROBLEM_NOT_ACKNOWLEDGED);
  fixture_assert_refused (
      record, AHADI_PLEDGE_TEXT,
      "not a hash and far longer than the sixty-four digits that one has",
      AHADI_PROBLEM_OTHER_VALUE);
}

static void
test_unchecked_values_are_named_by_their_problem (void)
{
  g_autoptr (AhadiRecord) member = fixture_member ();
  g_autoptr (AhadiRecord) report = fixture_report ();

  fixture_assert_refused (member, AHADI_MEMBER_NAME, "a\x01", AHADI_PROBLEM_OTHER_VALUE);
  fixture_assert_refused (member, AHADI_MEMBER_NAME, "\xff", AHADI_PROBLEM_OTHER_VALUE);
  fixture_assert_refused (member, AHADI_MEMBER_PHONE, "0712", AHADI_PROBLEM_NOT_A_PHONE);
  fixture_assert_refused (member, AHADI_MEMBER_JOINED, "2026-31",
                          AHADI_PROBLEM_NOT_A_DATE);
  fixture_assert_refused (member, AHADI_MEMBER_CIRCLE, "x", AHADI_PROBLEM_OTHER_VALUE);
  fixture_assert_refused (report, AHADI_REPORT_PERSONS, "[{}]",
                          AHADI_PROBLEM_OTHER_VALUE);
}

/* @n times @piece */
static char *
repeat (const char *piece, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  return g_string_free (text, FALSE);
}

/* Each text has its length in characters; the Ethiopic ones here have three bytes. */
static void
test_all_texts_together_have_a_limit (void)
{
  g_autoptr (AhadiRecord) record = fixture_report ();
  g_autofree char *statement = repeat ("\u12a0", 18000);
  g_autofree char *wishes = repeat ("\u12a0", 4000);

  ahadi_record_set (record, AHADI_REPORT_STATEMENT, statement);
  fixture_assert_valid (record);
  ahadi_record_set (record, AHADI_REPORT_WISHES, wishes);
  fixture_assert_problem (record, AHADI_REPORT_STATEMENT, AHADI_PROBLEM_TOO_MUCH);
  ahadi_record_set (record, AHADI_REPORT_STATEMENT, "Short.");
  fixture_assert_valid (record);
}

static void
test_json_leaves_out_what_is_not_known (void)
{
  g_autoptr (AhadiRecord) record = fixture_report ();
  g_autoptr (json_t) json = NULL;
  g_autofree char *text = NULL;

  ahadi_record_set (record, AHADI_REPORT_STATEMENT, NULL);
  ahadi_record_set_id (record, &some_id);
  json = ahadi_record_to_json (record);
  text = ahadi_json_print (json);
  g_assert_cmpstr (text, ==,
                   "{\"id\":\"01020300000000000000000000000000\",\"kind\":\"report\","
                   "\"reference\":\"R-0A2B-3C4D\",\"duty_shown\":true,\"danger\":\"no\","
                   "\"categories\":[\"bullying\"],"
                   "\"persons\":[{\"role\":\"survivor\",\"anonymous\":true}],"
                   "\"consent\":\"yes\",\"route\":\"both\",\"filed\":\"2026-11-23\"}");
}

static void
test_json_of_an_unsaved_record_has_no_id (void)
{
  g_autoptr (AhadiRecord) record = fixture_circle ();
  g_autoptr (json_t) json = ahadi_record_to_json (record);

  g_assert_null (json_object_get (json, "id"));
}

static void
test_it_is_boxed (void)
{
  g_autoptr (AhadiRecord) record = fixture_member ();
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, AHADI_TYPE_RECORD);
  g_value_set_boxed (&value, record);
  g_assert_true (g_value_get_boxed (&value) == record);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/record/entered-text-is-cleaned", test_entered_text_is_cleaned);
  g_test_add_func ("/model/record/entered-phone-becomes-e164",
                   test_entered_phone_becomes_e164);
  g_test_add_func ("/model/record/entering-nothing-clears", test_entering_nothing_clears);
  g_test_add_func ("/model/record/a-refused-entry-changes-nothing",
                   test_a_refused_entry_changes_nothing);
  g_test_add_func ("/model/record/a-value-can-be-set-to-part-of-itself",
                   test_a_value_can_be_set_to_part_of_itself);
  g_test_add_func ("/model/record/a-new-record-is-empty-and-without-id",
                   test_a_new_record_is_empty_and_without_id);
  g_test_add_func ("/model/record/only-true-is-a-flag", test_only_true_is_a_flag);
  g_test_add_func ("/model/record/a-copy-is-equal-and-apart",
                   test_a_copy_is_equal_and_apart);
  g_test_add_func ("/model/record/equal-means-kind-id-and-values",
                   test_equal_means_kind_id_and_values);
  g_test_add_func ("/model/record/problems-come-in-the-order-of-fields",
                   test_problems_come_in_the_order_of_fields);
  g_test_add_func ("/model/record/a-field-has-one-problem-at-most",
                   test_a_field_has_one_problem_at_most);
  g_test_add_func ("/model/record/unchecked-values-are-named-by-their-problem",
                   test_unchecked_values_are_named_by_their_problem);
  g_test_add_func ("/model/record/json-leaves-out-what-is-not-known",
                   test_json_leaves_out_what_is_not_known);
  g_test_add_func ("/model/record/json-of-an-unsaved-record-has-no-id",
                   test_json_of_an_unsaved_record_has_no_id);
  g_test_add_func ("/model/record/it-is-boxed", test_it_is_boxed);

  g_test_add_func ("/model/record/all-texts-together-have-a-limit",
                   test_all_texts_together_have_a_limit);
  return g_test_run ();
}
