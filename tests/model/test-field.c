/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/ahadi-model.h"

static const char *const colours[] = { "red", "red-brown", "blue", NULL };

/* One of each type, by its number. */
static const AhadiField fields[] = {
  [AHADI_FIELD_TEXT] = { "text", AHADI_FIELD_TEXT, AHADI_FIELD_ORDINARY, FALSE, 5 },
  [AHADI_FIELD_DATE] = { "date", AHADI_FIELD_DATE },
  [AHADI_FIELD_PHONE] = { "phone", AHADI_FIELD_PHONE },
  [AHADI_FIELD_CHOICE] = { "choice", AHADI_FIELD_CHOICE, AHADI_FIELD_ORDINARY, FALSE, 0,
                           colours },
  [AHADI_FIELD_BOOL] = { "bool", AHADI_FIELD_BOOL },
  [AHADI_FIELD_ENTITY] = { "entity", AHADI_FIELD_ENTITY },
  [AHADI_FIELD_CHOICES] = { "choices", AHADI_FIELD_CHOICES, AHADI_FIELD_ORDINARY, FALSE,
                            0, colours },
  [AHADI_FIELD_PERSONS] = { "persons", AHADI_FIELD_PERSONS },
};

/* Test logs are UTF-8; not all values here are. */
static void
show (AhadiFieldType type, const char *value)
{
  g_autofree char *escaped = g_strescape (value != NULL ? value : "(null)", NULL);

  g_test_message ("%s: %s", fields[type].name, escaped);
}

static void
assert_accepted (AhadiFieldType type, const char *value)
{
  g_autoptr (GError) error = NULL;

  show (type, value);
  g_assert_true (ahadi_field_check (&fields[type], value, &error));
  g_assert_no_error (error);
}

static void
assert_refused (AhadiFieldType type, const char *value)
{
  g_autoptr (GError) error = NULL;

  show (type, value);
  g_assert_false (ahadi_field_check (&fields[type], value, &error));
  g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
}

static void
test_nothing_is_always_allowed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    assert_accepted ((AhadiFieldType) i, NULL);
}

static void
test_empty_is_not_a_value (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    assert_refused ((AhadiFieldType) i, "");
}

static void
test_text_is_counted_in_characters (void)
{
  assert_accepted (AHADI_FIELD_TEXT, "abcde");
  assert_accepted (AHADI_FIELD_TEXT, "ééééé");
  assert_accepted (AHADI_FIELD_TEXT, "😀😀😀😀😀");
  assert_refused (AHADI_FIELD_TEXT, "abcdef");
  assert_refused (AHADI_FIELD_TEXT, "éééééé");
}

static void
test_text_is_nfc_utf8 (void)
{
  assert_accepted (AHADI_FIELD_TEXT, "\u00e9");
  assert_refused (AHADI_FIELD_TEXT, "e\u0301");
  assert_refused (AHADI_FIELD_TEXT, "\xff");
  assert_refused (AHADI_FIELD_TEXT, "\xc3");
}

static void
test_text_of_a_line_is_one_line (void)
{
  static const char *const refused[] = { "a\nb",     "a\tb",     "a\u2028b", "a\u2029b",
                                         "a\u202eb", "a\u202ab", "a\u2066b", "a\u2069b" };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    assert_refused (AHADI_FIELD_TEXT, refused[i]);
  /* The marks that letters need to stand right. */
  assert_accepted (AHADI_FIELD_TEXT, "a\u200db");
  assert_accepted (AHADI_FIELD_TEXT, "a\u200fb");
}

static void
test_long_text_has_lines_and_tabs (void)
{
  const AhadiField block = { .name = "block",
                             .type = AHADI_FIELD_TEXT,
                             .max_characters = 501 };
  g_autoptr (GError) error = NULL;

  g_assert_true (ahadi_field_check (&block, "a\nb\tc", &error));
  g_assert_no_error (error);
  g_assert_false (ahadi_field_check (&block, "a\rb", &error));
  g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
}

static void
test_text_has_no_control_characters (void)
{
  assert_refused (AHADI_FIELD_TEXT, "a\rb");
  assert_refused (AHADI_FIELD_TEXT, "\x1b[1m");
  assert_refused (AHADI_FIELD_TEXT, "a\x7f");
  assert_refused (AHADI_FIELD_TEXT, "a\xc2\x85");
}

static void
test_date_is_iso_8601_maybe_approximate (void)
{
  assert_accepted (AHADI_FIELD_DATE, "1987");
  assert_accepted (AHADI_FIELD_DATE, "1987-05");
  assert_accepted (AHADI_FIELD_DATE, "1987-05-14");
  assert_refused (AHADI_FIELD_DATE, "14.5.1987");
  assert_refused (AHADI_FIELD_DATE, "1987-13");
  assert_refused (AHADI_FIELD_DATE, "1987-02-29");
  assert_refused (AHADI_FIELD_DATE, "1987-5-1");
  assert_refused (AHADI_FIELD_DATE, "1987-05-14 ");
}

static void
test_phone_is_e164 (void)
{
  assert_accepted (AHADI_FIELD_PHONE, "+254712345678");
  assert_accepted (AHADI_FIELD_PHONE, "+1234567");
  assert_accepted (AHADI_FIELD_PHONE, "+123456789012345");
  assert_refused (AHADI_FIELD_PHONE, "0712345678");
  assert_refused (AHADI_FIELD_PHONE, "+254 712 345 678");
  assert_refused (AHADI_FIELD_PHONE, "+123456");
  assert_refused (AHADI_FIELD_PHONE, "+1234567890123456");
  assert_refused (AHADI_FIELD_PHONE, "+0712345678");
  assert_refused (AHADI_FIELD_PHONE, "+");
}

static void
test_choice_is_a_word (void)
{
  assert_accepted (AHADI_FIELD_CHOICE, "red");
  assert_accepted (AHADI_FIELD_CHOICE, "red-brown");
  assert_refused (AHADI_FIELD_CHOICE, "Red");
  assert_refused (AHADI_FIELD_CHOICE, "green");
  assert_refused (AHADI_FIELD_CHOICE, "re");
}

static void
test_bool_is_true_or_false (void)
{
  assert_accepted (AHADI_FIELD_BOOL, "true");
  assert_accepted (AHADI_FIELD_BOOL, "false");
  assert_refused (AHADI_FIELD_BOOL, "1");
  assert_refused (AHADI_FIELD_BOOL, "True");
}

static void
test_entity_is_an_id (void)
{
  assert_accepted (AHADI_FIELD_ENTITY, "00112233445566778899aabbccddeeff");
  assert_refused (AHADI_FIELD_ENTITY, "00112233445566778899AABBCCDDEEFF");
  assert_refused (AHADI_FIELD_ENTITY, "00112233445566778899aabbccddeef");
  assert_refused (AHADI_FIELD_ENTITY, "00112233445566778899aabbccddeeff0");
}

static void
test_choices_are_canonical (void)
{
  assert_accepted (AHADI_FIELD_CHOICES, "[]");
  assert_accepted (AHADI_FIELD_CHOICES, "[\"blue\"]");
  assert_accepted (AHADI_FIELD_CHOICES, "[\"red\",\"red-brown\",\"blue\"]");
  assert_refused (AHADI_FIELD_CHOICES, "[\"blue\",\"red\"]");
  assert_refused (AHADI_FIELD_CHOICES, "[\"red\",\"red\"]");
  assert_refused (AHADI_FIELD_CHOICES, "[\"red\", \"blue\"]");
  assert_refused (AHADI_FIELD_CHOICES, "[\"green\"]");
  assert_refused (AHADI_FIELD_CHOICES, "[\"red\",]");
  assert_refused (AHADI_FIELD_CHOICES, "red");
  assert_refused (AHADI_FIELD_CHOICES, "\"red\"");
}

static void
test_persons_are_canonical (void)
{
  assert_accepted (AHADI_FIELD_PERSONS, "[{\"role\":\"other\",\"anonymous\":true}]");
  assert_refused (AHADI_FIELD_PERSONS, "[{\"anonymous\":true,\"role\":\"other\"}]");
}

static void
test_messages_hold_no_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ahadi_field_check (&fields[i], "Wanjiku Ng’ang’a", &error));
      g_assert_null (g_strstr_len (error->message, -1, "Wanjiku"));
      g_assert_true (g_str_has_prefix (error->message, "cannot accept "));
    }
}

static const struct
{
  AhadiFieldType type;
  const char *value;
  const char *json;
} pairs[] = {
  { AHADI_FIELD_TEXT, "é\"\\", "[\"é\\\"\\\\\"]" },
  { AHADI_FIELD_TEXT, NULL, "[null]" },
  { AHADI_FIELD_DATE, "1987-05", "[\"1987-05\"]" },
  { AHADI_FIELD_PHONE, "+254712345678", "[\"+254712345678\"]" },
  { AHADI_FIELD_CHOICE, "red", "[\"red\"]" },
  { AHADI_FIELD_BOOL, "true", "[true]" },
  { AHADI_FIELD_BOOL, "false", "[false]" },
  { AHADI_FIELD_CHOICES, "[\"red\",\"blue\"]", "[[\"red\",\"blue\"]]" },
  { AHADI_FIELD_PERSONS, "[{\"role\":\"other\",\"anonymous\":true}]",
    "[[{\"role\":\"other\",\"anonymous\":true}]]" },
};

static void
test_values_go_to_json_and_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const AhadiField *field = &fields[pairs[i].type];
      g_autoptr (json_t) array = json_array ();
      g_autofree char *text = NULL;
      g_autofree char *back = NULL;
      g_autoptr (GError) error = NULL;

      json_array_append_new (array, ahadi_field_value_to_json (field, pairs[i].value));
      text = ahadi_json_print (array);
      g_assert_cmpstr (text, ==, pairs[i].json);

      g_assert_true (
          ahadi_field_value_from_json (field, json_array_get (array, 0), &back, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (back, ==, pairs[i].value);
    }
}

static void
assert_json_refused (AhadiFieldType type, const char *text)
{
  g_autoptr (json_t) array = ahadi_json_parse (text, strlen (text), NULL);
  g_autoptr (GError) error = NULL;
  char *value = NULL;

  g_test_message ("%s: %s", fields[type].name, text);
  g_assert_nonnull (array);
  g_assert_false (ahadi_field_value_from_json (&fields[type], json_array_get (array, 0),
                                               &value, &error));
  g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
  g_assert_null (value);
}

static void
test_json_has_the_type_of_its_field (void)
{
  assert_json_refused (AHADI_FIELD_TEXT, "[5]");
  assert_json_refused (AHADI_FIELD_TEXT, "[true]");
  assert_json_refused (AHADI_FIELD_TEXT, "[[\"a\"]]");
  assert_json_refused (AHADI_FIELD_BOOL, "[\"true\"]");
  assert_json_refused (AHADI_FIELD_CHOICES, "[\"[]\"]");
  assert_json_refused (AHADI_FIELD_PERSONS, "[{}]");
}

static void
test_json_values_are_checked (void)
{
  assert_json_refused (AHADI_FIELD_TEXT, "[\"too long\"]");
  assert_json_refused (AHADI_FIELD_TEXT, "[\"\\u0001\"]");
  assert_json_refused (AHADI_FIELD_CHOICES, "[[\"blue\",\"red\"]]");
  assert_json_refused (AHADI_FIELD_PERSONS, "[[{}]]");
}

static void
test_an_unreadable_array_is_shown_as_text (void)
{
  g_autoptr (json_t) json =
      ahadi_field_value_to_json (&fields[AHADI_FIELD_CHOICES], "[red");

  g_assert_cmpstr (json_string_value (json), ==, "[red");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/field/nothing-is-always-allowed",
                   test_nothing_is_always_allowed);
  g_test_add_func ("/model/field/empty-is-not-a-value", test_empty_is_not_a_value);
  g_test_add_func ("/model/field/text-is-counted-in-characters",
                   test_text_is_counted_in_characters);
  g_test_add_func ("/model/field/text-is-nfc-utf8", test_text_is_nfc_utf8);
  g_test_add_func ("/model/field/text-of-a-line-is-one-line",
                   test_text_of_a_line_is_one_line);
  g_test_add_func ("/model/field/long-text-has-lines-and-tabs",
                   test_long_text_has_lines_and_tabs);
  g_test_add_func ("/model/field/text-has-no-control-characters",
                   test_text_has_no_control_characters);
  g_test_add_func ("/model/field/date-is-iso-8601-maybe-approximate",
                   test_date_is_iso_8601_maybe_approximate);
  g_test_add_func ("/model/field/phone-is-e164", test_phone_is_e164);
  g_test_add_func ("/model/field/choice-is-a-word", test_choice_is_a_word);
  g_test_add_func ("/model/field/bool-is-true-or-false", test_bool_is_true_or_false);
  g_test_add_func ("/model/field/entity-is-an-id", test_entity_is_an_id);
  g_test_add_func ("/model/field/choices-are-canonical", test_choices_are_canonical);
  g_test_add_func ("/model/field/persons-are-canonical", test_persons_are_canonical);
  g_test_add_func ("/model/field/messages-hold-no-values", test_messages_hold_no_values);
  g_test_add_func ("/model/field/values-go-to-json-and-back",
                   test_values_go_to_json_and_back);
  g_test_add_func ("/model/field/json-has-the-type-of-its-field",
                   test_json_has_the_type_of_its_field);
  g_test_add_func ("/model/field/json-values-are-checked", test_json_values_are_checked);
  g_test_add_func ("/model/field/an-unreadable-array-is-shown-as-text",
                   test_an_unreadable_array_is_shown_as_text);

  return g_test_run ();
}
