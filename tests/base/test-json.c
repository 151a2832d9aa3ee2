/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ahadi-base.h"

#include <string.h>

static json_t *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  json_t *value = ahadi_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (value);
  return value;
}

static void
refuse (const char *text, gsize length, AhadiBaseError code)
{
  g_autofree char *shown = g_strescape (text, NULL);
  g_autoptr (GError) error = NULL;

  g_test_message ("%.60s", shown);
  g_assert_null (ahadi_json_parse (text, length, &error));
  g_assert_error (error, AHADI_BASE_ERROR, (int) code);
}

static void
refuse_all (const char *const *texts)
{
  for (guint i = 0; texts[i]; i++)
    refuse (texts[i], strlen (texts[i]), AHADI_BASE_ERROR_SYNTAX);
}

static void
test_rule_1_one_value_and_nothing_after_it (void)
{
  static const char *const bad[] = { "",        " ",    "{",        "{}x",
                                     "{}{}",    "{} 1", "[1,]",     "{\"a\":1,}",
                                     "{'a':1}", "nul",  "// x\n{}", NULL };
  g_autoptr (json_t) value = parse (" {\"a\":1} \n");

  g_assert_true (json_is_object (value));
  refuse_all (bad);
}

static void
test_length_ends_the_buffer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) value = ahadi_json_parse ("{}garbage", 2, &error);

  g_assert_no_error (error);
  g_assert_nonnull (value);
}

static void
test_rule_2_utf8_without_nul (void)
{
  static const char *const bad[] = {
    "\"\xff\"",    "\"\303\"",     "\xef\xbb\xbf{}",   "\"\\u0000\"", "{\"\\u0000\":1}",
    "\"\\ud800\"", "\"\\udc00x\"", "\"\355\240\200\"", "\"\n\"",      NULL
  };

  refuse_all (bad);
  refuse ("{}\0", 3, AHADI_BASE_ERROR_SYNTAX);
  refuse ("\"a\0b\"", 5, AHADI_BASE_ERROR_SYNTAX);
}

static void
test_rule_3_no_member_twice (void)
{
  static const char *const bad[] = { "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}",
                                     "[{\"b\":{\"a\":1,\"c\":2,\"a\":1}}]", NULL };

  refuse_all (bad);
}

static char *
nest (guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, i % 2 ? "[" : "{\"a\":");
  g_string_append (text, "\"[[[[[[[[[[[[[[[[[[[[\\\"[[[[[[[[[[[[[[[[[[[\"");
  for (guint i = depth; i-- > 0;)
    g_string_append_c (text, i % 2 ? ']' : '}');
  return g_string_free (text, FALSE);
}

static void
test_rule_4_depth_of_16_and_no_more (void)
{
  g_autofree char *deep = nest (16);
  g_autofree char *too_deep = nest (17);
  g_autofree char *abyss = g_strnfill (1000000, '[');
  g_autoptr (json_t) value = parse (deep);

  g_assert_nonnull (value);
  refuse (too_deep, strlen (too_deep), AHADI_BASE_ERROR_LIMIT);
  refuse (abyss, strlen (abyss), AHADI_BASE_ERROR_LIMIT);
}

static void
test_rule_5_integers_up_to_2_to_the_53 (void)
{
  static const char *const large[] = { "[9007199254740993]",
                                       "[-9007199254740993]",
                                       "[9223372036854775807]",
                                       "[-9223372036854775808]",
                                       "[9223372036854775808]",
                                       "[99999999999999999999999]",
                                       "[1e999]" };
  static const char *const bad[] = { "[1.0]",  "[1e3]",  "[0.5]",
                                     "[-0.0]", "[01]",   "[+1]",
                                     "[NaN]",  "[0x10]", "{\"a\":{\"b\":[1.5]}}",
                                     NULL };
  g_autoptr (json_t) value = parse ("[9007199254740992,-9007199254740992,0]");

  g_assert_cmpuint (json_array_size (value), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (large); i++)
    refuse (large[i], strlen (large[i]), AHADI_BASE_ERROR_LIMIT);
  refuse_all (bad);
}

static void
test_rule_6_nfc_in_texts_and_names (void)
{
  static const char *const bad[] = { "[\"Jose\314\201\"]", "{\"Jose\314\201\":1}",
                                     "[\"Jose\\u0301\"]", "{\"a\":{\"b\":\"e\314\201\"}}",
                                     NULL };
  g_autoptr (json_t) value = parse ("{\"Jos\303\251\":\"Jos\\u00e9\"}");

  g_assert_nonnull (value);
  refuse_all (bad);
}

static void
test_messages_never_quote_the_input (void)
{
  static const char *const bad[] = {
    "{\"name\":\"Wanjiku\",}", "{\"name\":\"Wanjiku\" \"x\"}",  "[\"Wanjiku\", Wanjiku]",
    "{\"Wanjiku\":1.5}",       "{\"Wanjiku\":1,\"Wanjiku\":2}", "[\"Wanjiku e\314\201\"]"
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ahadi_json_parse (bad[i], strlen (bad[i]), &error));
      g_assert_null (strstr (error->message, "Wanjiku"));
    }
}

static void
test_print_keeps_the_order_of_members (void)
{
  g_autoptr (json_t) value =
      parse ("{ \"z\" : 1, \"a\" : [ true, null, \"x\\/y\" ], \"m\":\"\303\251\" }");
  g_autofree char *text = ahadi_json_print (value);
  g_autofree char *pretty = ahadi_json_print_pretty (value);

  g_assert_cmpstr (text, ==, "{\"z\":1,\"a\":[true,null,\"x/y\"],\"m\":\"\303\251\"}");
  g_assert_true (g_str_has_prefix (pretty, "{\n  \"z\": 1,\n"));
}

static void
test_members_are_checked (void)
{
  static const char *const required[] = { "a", "b", NULL };
  static const char *const optional[] = { "c", NULL };
  g_autoptr (json_t) exact = parse ("{\"a\":1,\"b\":2}");
  g_autoptr (json_t) with_optional = parse ("{\"c\":1,\"b\":2,\"a\":null}");
  g_autoptr (json_t) missing = parse ("{\"a\":1,\"c\":2}");
  g_autoptr (json_t) unknown = parse ("{\"a\":1,\"b\":2,\"d\":3}");
  g_autoptr (json_t) array = parse ("[]");
  g_autoptr (GError) missing_error = NULL;
  g_autoptr (GError) unknown_error = NULL;
  g_autoptr (GError) array_error = NULL;

  g_assert_true (ahadi_json_check_members (exact, required, NULL, NULL));
  g_assert_true (ahadi_json_check_members (with_optional, required, optional, NULL));
  g_assert_false (ahadi_json_check_members (with_optional, required, NULL, NULL));
  g_assert_false (ahadi_json_check_members (missing, required, optional, &missing_error));
  g_assert_error (missing_error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX);
  g_assert_nonnull (strstr (missing_error->message, "“b”"));
  g_assert_false (ahadi_json_check_members (unknown, required, optional, &unknown_error));
  g_assert_error (unknown_error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX);
  g_assert_nonnull (strstr (unknown_error->message, "“d”"));
  g_assert_false (ahadi_json_check_members (array, required, optional, &array_error));
  g_assert_error (array_error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX);
}

static void
test_getters_return_what_is_there (void)
{
  g_autoptr (json_t) value = parse ("{\"t\":\"x\",\"n\":5,\"h\":\"00ff\",\"a\":[1],"
                                    "\"i\":\"000102030405060708090a0b0c0d0e0f\"}");
  guint8 bytes[2];
  gint64 number;
  AhadiId id;

  g_assert_cmpstr (ahadi_json_get_text (value, "t", NULL), ==, "x");
  g_assert_true (ahadi_json_get_int (value, "n", 5, 5, &number, NULL));
  g_assert_cmpint (number, ==, 5);
  g_assert_true (ahadi_json_get_bytes (value, "h", bytes, sizeof bytes, NULL));
  g_assert_cmpuint (bytes[1], ==, 0xff);
  g_assert_cmpuint (json_array_size (ahadi_json_get_array (value, "a", NULL)), ==, 1);
  g_assert_true (ahadi_json_get_id (value, "i", &id, NULL));
  g_assert_cmpuint (id.bytes[15], ==, 15);
}

static void
test_getters_refuse_other_types (void)
{
  g_autoptr (json_t) value = parse ("{\"t\":\"x\",\"n\":5,\"h\":\"00f\",\"up\":\"00FF\","
                                    "\"long\":\"00ff00\",\"nul\":null}");
  static const char *const no_bytes[] = { "t", "n", "h", "up", "long", "nul", "missing" };
  guint8 bytes[2];
  gint64 number = 7;

  g_assert_null (ahadi_json_get_text (value, "n", NULL));
  g_assert_null (ahadi_json_get_text (value, "missing", NULL));
  g_assert_null (ahadi_json_get_text (value, "nul", NULL));
  g_assert_null (ahadi_json_get_array (value, "t", NULL));
  g_assert_false (ahadi_json_get_int (value, "t", 0, 9, &number, NULL));
  g_assert_false (ahadi_json_get_int (value, "n", 6, 9, &number, NULL));
  g_assert_false (ahadi_json_get_int (value, "n", 0, 4, &number, NULL));
  g_assert_cmpint (number, ==, 7);
  for (guint i = 0; i < G_N_ELEMENTS (no_bytes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          ahadi_json_get_bytes (value, no_bytes[i], bytes, sizeof bytes, &error));
      g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX);
    }
}

static void
test_what_is_set_can_be_read (void)
{
  g_autoptr (json_t) object = json_object ();
  g_autoptr (json_t) again = NULL;
  g_autofree char *text = NULL;
  const guint8 bytes[] = { 0xab, 0x01 };

  ahadi_json_set_int (object, "n", G_GINT64_CONSTANT (1) << 53);
  ahadi_json_set_bytes (object, "h", bytes, sizeof bytes);
  ahadi_json_set_text (object, "t", "Jose\314\201 \"q\" \\ \n");
  ahadi_json_set_text (object, "broken", "a\xff");
  text = ahadi_json_print (object);
  g_assert_cmpstr (
      text, ==,
      "{\"n\":9007199254740992,\"h\":\"ab01\",\"t\":\"Jos\303\251 \\\"q\\\" \\\\ "
      "\\n\",\"broken\":\"a\357\277\275\"}");
  again = parse (text);
  g_assert_true (json_equal (object, again));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/json/rule-1-one-value-and-nothing-after-it",
                   test_rule_1_one_value_and_nothing_after_it);
  g_test_add_func ("/base/json/length-ends-the-buffer", test_length_ends_the_buffer);
  g_test_add_func ("/base/json/rule-2-utf8-without-nul", test_rule_2_utf8_without_nul);
  g_test_add_func ("/base/json/rule-3-no-member-twice", test_rule_3_no_member_twice);
  g_test_add_func ("/base/json/rule-4-depth-of-16-and-no-more",
                   test_rule_4_depth_of_16_and_no_more);
  g_test_add_func ("/base/json/rule-5-integers-up-to-2-to-the-53",
                   test_rule_5_integers_up_to_2_to_the_53);
  g_test_add_func ("/base/json/rule-6-nfc-in-texts-and-names",
                   test_rule_6_nfc_in_texts_and_names);
  g_test_add_func ("/base/json/messages-never-quote-the-input",
                   test_messages_never_quote_the_input);
  g_test_add_func ("/base/json/print-keeps-the-order-of-members",
                   test_print_keeps_the_order_of_members);
  g_test_add_func ("/base/json/members-are-checked", test_members_are_checked);
  g_test_add_func ("/base/json/getters-return-what-is-there",
                   test_getters_return_what_is_there);
  g_test_add_func ("/base/json/getters-refuse-other-types",
                   test_getters_refuse_other_types);
  g_test_add_func ("/base/json/what-is-set-can-be-read", test_what_is_set_can_be_read);
  return g_test_run ();
}
