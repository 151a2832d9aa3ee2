/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "oplog/ahadi-oplog.h"

#define SALT "000102030405060708090a0b0c0d0e0f"
#define STAMP_1 "0190000000000001-000102030405060708090a0b0c0d0e0f-00000001"
#define STAMP_2 "0190000000000002-000102030405060708090a0b0c0d0e0f-00000001"

#define S "\"s\":\"" SALT "\""
#define NAME "\"name\":\"Wanjiku\""
#define WHOLE                                                                            \
  "{" S ",\"f\":{" NAME                                                                  \
  ",\"phone\":null,\"consent\":true,\"note\":\"a\\\"b\\\\c\\nd\\te/ é\"},"              \
  "\"base\":{\"" STAMP_1 "\":[\"phone\",\"note\"],\"" STAMP_2 "\":[\"name\"]}}"

static const guint8 salt[AHADI_SALT_SIZE] = {
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
};

/* Reads a copy that ends where the body does, so that a sanitizer sees one byte too many.
 */
static gboolean
parse (const char *bytes, AhadiKind kind, AhadiBody *body, GError **error)
{
  gsize size = strlen (bytes);
  g_autofree char *copy = g_memdup2 (bytes, size);

  return ahadi_body_parse (copy, size, kind, body, error);
}

static void
assert_refused_by (const char *bytes, AhadiKind kind, AhadiOplogError code)
{
  g_autoptr (GError) error = NULL;
  g_auto (AhadiBody) body = { 0 };

  g_autofree char *shown = g_strescape (bytes, NULL);

  g_test_message ("%.300s", shown);
  g_assert_false (parse (bytes, kind, &body, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, (gint) code);
}

static void
assert_malformed (const char *bytes)
{
  assert_refused_by (bytes, AHADI_KIND_MEMBER, AHADI_OPLOG_ERROR_MALFORMED);
}

static void
assert_accepted (const char *bytes, AhadiKind kind)
{
  g_autoptr (GError) error = NULL;
  g_auto (AhadiBody) body = { 0 };
  g_autofree char *printed = NULL;
  gboolean accepted = parse (bytes, kind, &body, &error);

  g_assert_no_error (error);
  g_assert_true (accepted);
  printed = ahadi_body_print (&body, kind, salt, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (printed, ==, bytes);
}

static void
test_a_body_is_read_into_its_parts (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (AhadiBody) body = { 0 };
  gboolean accepted = parse (WHOLE, AHADI_KIND_MEMBER, &body, &error);
  char base[AHADI_STAMP_TEXT_SIZE];

  g_assert_no_error (error);
  g_assert_true (accepted);
  g_assert_cmphex (body.fields, ==,
                   1u << AHADI_MEMBER_NAME | 1u << AHADI_MEMBER_PHONE |
                       1u << AHADI_MEMBER_CONSENT | 1u << AHADI_MEMBER_NOTE);
  g_assert_cmpstr (body.values[AHADI_MEMBER_NAME], ==, "Wanjiku");
  g_assert_null (body.values[AHADI_MEMBER_PHONE]);
  g_assert_cmpstr (body.values[AHADI_MEMBER_CONSENT], ==, "true");
  g_assert_cmpstr (body.values[AHADI_MEMBER_NOTE], ==, "a\"b\\c\nd\te/ é");
  g_assert_cmpstr (ahadi_stamp_print (&body.bases[AHADI_MEMBER_NAME], base), ==, STAMP_2);
  g_assert_cmpstr (ahadi_stamp_print (&body.bases[AHADI_MEMBER_PHONE], base), ==,
                   STAMP_1);
  g_assert_cmpstr (ahadi_stamp_print (&body.bases[AHADI_MEMBER_NOTE], base), ==, STAMP_1);
  g_assert_true (ahadi_stamp_is_zero (&body.bases[AHADI_MEMBER_CONSENT]));
  assert_accepted (WHOLE, AHADI_KIND_MEMBER);
}

static void
test_arrays_stand_as_arrays (void)
{
  assert_accepted (
      "{" S ",\"f\":{\"duty_shown\":true,\"categories\":[\"bullying\",\"abuse\"],"
      "\"persons\":[{\"role\":\"other\",\"anonymous\":false,\"name\":\"A\\\"B\"}]}}",
      AHADI_KIND_REPORT);
}

static void
test_clearing_a_body_empties_it (void)
{
  g_auto (AhadiBody) body = { 0 };
  const AhadiBody empty = { 0 };

  g_assert_true (parse (WHOLE, AHADI_KIND_MEMBER, &body, NULL));
  ahadi_body_clear (&body);
  g_assert_cmpmem (&body, sizeof body, &empty, sizeof empty);
}

static void
test_b1_members (void)
{
  assert_accepted ("{" S ",\"f\":{" NAME "}}", AHADI_KIND_MEMBER);
  assert_malformed ("{\"f\":{" NAME "}}");
  assert_malformed ("{" S "}");
  assert_malformed ("{" S ",\"f\":{" NAME "},\"x\":1}");
  assert_malformed ("{" S "," S ",\"f\":{" NAME "}}");
  assert_malformed ("{}");
  assert_malformed ("[]");
  assert_malformed ("");
}

static void
test_b2_salt (void)
{
  assert_malformed ("{\"s\":\"\",\"f\":{" NAME "}}");
  assert_malformed ("{\"s\":\"" SALT ",\"f\":{" NAME "}}");
  assert_malformed ("{\"s\":null,\"f\":{" NAME "}}");
  assert_malformed ("{\"s\":\"000102030405060708090A0B0C0D0E0F\",\"f\":{" NAME "}}");
  assert_malformed ("{\"s\":\"" SALT "00\",\"f\":{" NAME "}}");
}

static void
test_b3_fields (void)
{
  assert_malformed ("{" S ",\"f\":{}}");
  assert_malformed ("{" S ",\"f\":[]}");
  assert_malformed ("{" S ",\"f\":{" NAME "," NAME "}}");
  assert_refused_by ("{" S ",\"f\":{\"shoe_size\":\"42\"}}", AHADI_KIND_MEMBER,
                     AHADI_OPLOG_ERROR_NEWER);
  assert_refused_by ("{" S ",\"f\":{" NAME "}}", AHADI_KIND_PLEDGE,
                     AHADI_OPLOG_ERROR_NEWER);
}

static void
test_b4_values (void)
{
  assert_accepted ("{" S ",\"f\":{\"name\":null}}", AHADI_KIND_MEMBER);
  assert_malformed ("{" S ",\"f\":{\"name\":\"\"}}");
  assert_malformed ("{" S ",\"f\":{\"name\":7}}");
  assert_malformed ("{" S ",\"f\":{\"consent\":\"true\"}}");
  assert_malformed ("{" S ",\"f\":{\"phone\":\"0712345678\"}}");
  assert_malformed ("{" S ",\"f\":{\"status\":\"gone\"}}");
  assert_malformed ("{" S ",\"f\":{\"name\":\"e\u0301\"}}");
  assert_malformed ("{" S ",\"f\":{\"name\":\"\xff\"}}");
  assert_accepted ("{" S ",\"f\":{\"text\":\"One thing more.\"}}", AHADI_KIND_ADDENDUM);
  assert_refused_by ("{" S ",\"f\":{\"text\":null}}", AHADI_KIND_ADDENDUM,
                     AHADI_OPLOG_ERROR_MALFORMED);
}

#define WITH_BASE(base) "{" S ",\"f\":{" NAME ",\"phone\":null},\"base\":" base "}"

static void
test_b5_base (void)
{
  assert_accepted (WITH_BASE ("{\"" STAMP_1 "\":[\"name\"]}"), AHADI_KIND_MEMBER);
  assert_malformed (WITH_BASE ("{\"" STAMP_1 "\":[\"email\"]}"));
  assert_malformed (WITH_BASE ("{\"" STAMP_1 "\":[\"shoe_size\"]}"));
  assert_malformed (WITH_BASE ("{\"" STAMP_1 "\":[7]}"));
  assert_malformed (WITH_BASE ("{\"" STAMP_1 "\":[]}"));
  assert_malformed (WITH_BASE ("{\"" STAMP_1 "\":\"name\"}"));
  assert_malformed (WITH_BASE ("{\"" STAMP_1 "\":[\"name\",\"name\"]}"));
  assert_malformed (
      WITH_BASE ("{\"" STAMP_1 "\":[\"name\"],\"" STAMP_2 "\":[\"name\"]}"));
  assert_malformed (WITH_BASE ("{\"yesterday\":[\"name\"]}"));
  assert_malformed (WITH_BASE (
      "{\"0000000000000000-00000000000000000000000000000000-00000000\":[\"name\"]}"));
}

static void
test_b6_no_empty_base_and_none_in_add_only_kinds (void)
{
  assert_malformed (WITH_BASE ("{}"));
  assert_malformed (WITH_BASE ("null"));
  assert_malformed (WITH_BASE ("[]"));
  assert_refused_by ("{" S ",\"f\":{\"text\":\"More.\"},\"base\":{\"" STAMP_1
                     "\":[\"text\"]}}",
                     AHADI_KIND_ADDENDUM, AHADI_OPLOG_ERROR_MALFORMED);
}

/* A statement, wishes and persons together pass 64 KiB, each within its own length. */
static void
fill_report (AhadiBody *body, gsize size)
{
  g_autoptr (GString) persons = g_string_new ("[");
  g_autofree char *note = g_strnfill (1000, 'n');
  gsize used;

  for (guint i = 0; i < 44; i++)
    g_string_append_printf (persons,
                            "%s{\"role\":\"other\",\"anonymous\":true,\"note\":\"%s\"}",
                            i > 0 ? "," : "", note);
  g_string_append_c (persons, ']');

  used = strlen ("{" S ",\"f\":{\"persons\":,\"statement\":\"\"}}") + persons->len;
  body->fields = 1u << AHADI_REPORT_PERSONS | 1u << AHADI_REPORT_STATEMENT;
  body->values[AHADI_REPORT_PERSONS] = g_string_free (g_steal_pointer (&persons), FALSE);
  body->values[AHADI_REPORT_STATEMENT] = g_strnfill (size - used, 's');
}

static void
test_b7_size (void)
{
  g_auto (AhadiBody) longest = { 0 };
  g_auto (AhadiBody) too_long = { 0 };
  g_autofree char *printed = NULL;
  g_autoptr (GString) longer = NULL;
  g_autoptr (GError) error = NULL;

  fill_report (&longest, AHADI_BODY_LIMIT);
  printed = ahadi_body_print (&longest, AHADI_KIND_REPORT, salt, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (printed), ==, AHADI_BODY_LIMIT);
  assert_accepted (printed, AHADI_KIND_REPORT);

  fill_report (&too_long, AHADI_BODY_LIMIT + 1);
  g_assert_null (ahadi_body_print (&too_long, AHADI_KIND_REPORT, salt, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);

  longer = g_string_new (printed);
  g_string_insert_c (longer, (gssize) longer->len - 3, 's');
  assert_refused_by (longer->str, AHADI_KIND_REPORT, AHADI_OPLOG_ERROR_MALFORMED);
}

static void
test_b8_one_spelling (void)
{
  assert_malformed (" {" S ",\"f\":{" NAME "}}");
  assert_malformed ("{" S ",\"f\":{" NAME "}} ");
  assert_malformed ("{" S ", \"f\":{" NAME "}}");
  assert_malformed ("{" S ",\n\"f\":{" NAME "}}");
  assert_malformed ("{\"f\":{" NAME "}," S "}");
  assert_malformed ("{" S ",\"f\":{\"phone\":null," NAME "}}");
  assert_malformed ("{" S ",\"f\":{\"name\":\"W\\u0061njiku\"}}");
  assert_malformed ("{" S ",\"f\":{\"name\":\"a\\/b\"}}");
  assert_malformed ("{" S ",\"f\":{\"name\":\"a\\u000ab\"}}");
  assert_malformed ("{" S ",\"f\":{\"n\\u0061me\":\"Wanjiku\"}}");
  assert_malformed (WITH_BASE ("{\"" STAMP_1 "\":[\"phone\",\"name\"]}"));
  assert_malformed (
      WITH_BASE ("{\"" STAMP_2 "\":[\"name\"],\"" STAMP_1 "\":[\"phone\"]}"));
  assert_refused_by ("{" S ",\"f\":{\"categories\":[\"bullying\", \"abuse\"]}}",
                     AHADI_KIND_REPORT, AHADI_OPLOG_ERROR_MALFORMED);
}

static void
assert_not_printed (
    AhadiKind kind, guint field, const char *value, guint64 base, guint32 fields)
{
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (GError) error = NULL;

  body.fields = fields;
  body.values[field] = g_strdup (value);
  body.bases[field].hlc = base;
  g_assert_null (ahadi_body_print (&body, kind, salt, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);
}

static void
test_what_no_reader_would_take_is_not_printed (void)
{
  assert_not_printed (AHADI_KIND_MEMBER, 0, NULL, 0, 0);
  assert_not_printed (AHADI_KIND_ADDENDUM, 0, NULL, 0, 1u << AHADI_ADDENDUM_N_FIELDS);
  assert_not_printed (AHADI_KIND_MEMBER, AHADI_MEMBER_PHONE, "0712", 0,
                      1u << AHADI_MEMBER_PHONE);
  assert_not_printed (AHADI_KIND_ADDENDUM, AHADI_ADDENDUM_TEXT, NULL, 0,
                      1u << AHADI_ADDENDUM_TEXT);
  assert_not_printed (AHADI_KIND_ADDENDUM, AHADI_ADDENDUM_TEXT, "a", 1,
                      1u << AHADI_ADDENDUM_TEXT);
}

static void
test_every_truncation_is_malformed (void)
{
  for (gsize length = 0; length < strlen (WHOLE); length++)
    {
      g_autofree char *cut = g_strndup (WHOLE, length);
      g_auto (AhadiBody) body = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (parse (cut, AHADI_KIND_MEMBER, &body, &error));
      g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);
    }
}

/* The parser is our own; the JSON library must see the same in what it accepts. */
static void
assert_json_says_the_same (const char *bytes, const AhadiBody *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = ahadi_json_parse (bytes, strlen (bytes), &error);
  json_t *fields = json_object_get (json, "f");
  gsize n_set = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < ahadi_member_info.n_fields; i++)
    {
      const AhadiField *field = &ahadi_member_info.fields[i];
      json_t *value = json_object_get (fields, field->name);
      g_autofree char *text = NULL;

      g_assert_cmpint (value != NULL, ==, (body->fields & 1u << i) != 0);
      if (value == NULL)
        continue;
      n_set++;
      g_assert_true (ahadi_field_value_from_json (field, value, &text, &error));
      g_assert_cmpstr (text, ==, body->values[i]);
    }
  g_assert_cmpuint (json_object_size (fields), ==, n_set);
}

static void
assert_refused_or_printed_alike (const char *bytes)
{
  guint8 its_salt[AHADI_SALT_SIZE];
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *printed = NULL;

  if (!parse (bytes, AHADI_KIND_MEMBER, &body, &error))
    {
      g_assert_true (error->domain == AHADI_OPLOG_ERROR);
      return;
    }

  g_assert_true (
      ahadi_hex_decode (bytes + strlen ("{\"s\":\""), its_salt, AHADI_SALT_SIZE));
  printed = ahadi_body_print (&body, AHADI_KIND_MEMBER, its_salt, NULL);
  g_assert_cmpstr (printed, ==, bytes);
  assert_json_says_the_same (bytes, &body);
}

static void
test_a_changed_byte_is_refused_or_means_something_else (void)
{
  static const char changes[] = "\x01\t\n \"'+,-./01afz:[]\\{}\x7f\x80\xc3\xff";
  g_autofree char *bytes = g_strdup (WHOLE);

  for (gsize i = 0; i < strlen (WHOLE); i++)
    for (const char *change = changes; *change != '\0'; change++)
      {
        bytes[i] = *change;
        assert_refused_or_printed_alike (bytes);
        bytes[i] = WHOLE[i];
      }
}

static void
test_messages_hold_no_values (void)
{
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (
      parse ("{" S ",\"f\":{\"phone\":\"Wanjiku\"}}", AHADI_KIND_MEMBER, &body, &error));
  g_assert_null (g_strstr_len (error->message, -1, "Wanjiku"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/oplog/body/a-body-is-read-into-its-parts",
                   test_a_body_is_read_into_its_parts);
  g_test_add_func ("/oplog/body/arrays-stand-as-arrays", test_arrays_stand_as_arrays);
  g_test_add_func ("/oplog/body/clearing-a-body-empties-it",
                   test_clearing_a_body_empties_it);
  g_test_add_func ("/oplog/body/b1-members", test_b1_members);
  g_test_add_func ("/oplog/body/b2-salt", test_b2_salt);
  g_test_add_func ("/oplog/body/b3-fields", test_b3_fields);
  g_test_add_func ("/oplog/body/b4-values", test_b4_values);
  g_test_add_func ("/oplog/body/b5-base", test_b5_base);
  g_test_add_func ("/oplog/body/b6-no-empty-base-and-none-in-add-only-kinds",
                   test_b6_no_empty_base_and_none_in_add_only_kinds);
  g_test_add_func ("/oplog/body/b7-size", test_b7_size);
  g_test_add_func ("/oplog/body/b8-one-spelling", test_b8_one_spelling);
  g_test_add_func ("/oplog/body/what-no-reader-would-take-is-not-printed",
                   test_what_no_reader_would_take_is_not_printed);
  g_test_add_func ("/oplog/body/every-truncation-is-malformed",
                   test_every_truncation_is_malformed);
  g_test_add_func ("/oplog/body/a-changed-byte-is-refused-or-means-something-else",
                   test_a_changed_byte_is_refused_or_means_something_else);
  g_test_add_func ("/oplog/body/messages-hold-no-values", test_messages_hold_no_values);

  return g_test_run ();
}
