/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/ahadi-fields.h"

#include "cli/ahadi-arguments.h"

static void
assert_entered (AhadiKind kind, guint field, const char *text, const char *expected)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (kind, NULL);

  ahadi_fields_enter_text (record, field, text);
  g_assert_cmpstr (ahadi_record_get (record, field), ==, expected);
}

static void
test_yes_and_no_are_answers (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "yes", "true" },    { "no", "false" },    { "true", "true" },
    { "false", "false" }, { "maybe", "maybe" }, { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_entered (AHADI_KIND_MEMBER, AHADI_MEMBER_CONSENT, cases[i].text,
                    cases[i].expected);
}

static void
test_yes_stays_a_word_where_it_is_one (void)
{
  assert_entered (AHADI_KIND_REPORT, AHADI_REPORT_CONSENT, "yes", "yes");
  assert_entered (AHADI_KIND_MEMBER, AHADI_MEMBER_NAME, "no", "no");
}

static void
test_lists_are_words_or_json_in_any_order (void)
{
  static const char *const texts[] = {
    "abuse,bullying",
    " bullying , abuse ",
    "[\"abuse\", \"bullying\", \"abuse\"]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_entered (AHADI_KIND_REPORT, AHADI_REPORT_CATEGORIES, texts[i],
                    "[\"bullying\",\"abuse\"]");
}

static void
test_value_that_is_not_allowed_is_kept_for_its_rule (void)
{
  assert_entered (AHADI_KIND_MEMBER, AHADI_MEMBER_PHONE, "07", "07");
  assert_entered (AHADI_KIND_REPORT, AHADI_REPORT_CATEGORIES, "abuse,fun",
                  "[\"abuse\",\"fun\"]");
}

static void
assert_person (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) person = ahadi_fields_parse_person (text, &error);
  g_autofree char *printed = NULL;

  g_assert_no_error (error);
  printed = ahadi_json_print (person);
  g_assert_cmpstr (printed, ==, expected);
}

static void
test_person_is_named_or_anonymous (void)
{
  assert_person ("role=reporter,anonymous", "{\"role\":\"reporter\",\"anonymous\":true}");
  assert_person ("name= Otieno ,role=witness",
                 "{\"role\":\"witness\",\"anonymous\":false,\"name\":\"Otieno\"}");
}

static void
test_comma_belongs_to_the_value_before_it (void)
{
  assert_person ("role=witness,name=Otieno, the elder,note=saw it, heard it",
                 "{\"role\":\"witness\",\"anonymous\":false,\"name\":\"Otieno, the "
                 "elder\",\"note\":\"saw it, heard it\"}");
}

static void
test_person_that_says_too_little_is_wrong (void)
{
  static const char *const texts[] = {
    "",
    "Otieno",
    "name=Otieno",
    "role=king,name=Otieno",
    "anonymous",
    "role=witness",
    "role=witness,anonymous,name=Otieno",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_null (ahadi_fields_parse_person (texts[i], &error));
      g_assert_error (error, AHADI_USAGE_ERROR, AHADI_USAGE_ERROR_WRONG);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/fields/yes-and-no-are-answers", test_yes_and_no_are_answers);
  g_test_add_func ("/cli/fields/yes-stays-a-word-where-it-is-one",
                   test_yes_stays_a_word_where_it_is_one);
  g_test_add_func ("/cli/fields/lists-are-words-or-json-in-any-order",
                   test_lists_are_words_or_json_in_any_order);
  g_test_add_func ("/cli/fields/value-that-is-not-allowed-is-kept-for-its-rule",
                   test_value_that_is_not_allowed_is_kept_for_its_rule);
  g_test_add_func ("/cli/fields/person-is-named-or-anonymous",
                   test_person_is_named_or_anonymous);
  g_test_add_func ("/cli/fields/comma-belongs-to-the-value-before-it",
                   test_comma_belongs_to_the_value_before_it);
  g_test_add_func ("/cli/fields/person-that-says-too-little-is-wrong",
                   test_person_that_says_too_little_is_wrong);
  return g_test_run ();
}
