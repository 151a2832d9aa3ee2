/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oplog/ahadi-scanner.h"

#include <string.h>

/* A copy without NUL, so that reading one byte too many shows under a sanitizer. */
typedef struct
{
  char *bytes;
  AhadiScanner scanner;
} Fixture;

static void
load (Fixture *fixture, const char *text)
{
  fixture->bytes = g_memdup2 (text, strlen (text));
  ahadi_scanner_init (&fixture->scanner, fixture->bytes, strlen (text));
}

static void
unload (Fixture *fixture)
{
  g_clear_pointer (&fixture->bytes, g_free);
}

static void
test_skips_only_what_stands_there (void)
{
  Fixture fixture;

  load (&fixture, "{\"q\":");
  g_assert_false (ahadi_scanner_skip (&fixture.scanner, "{\"q\":1"));
  g_assert_false (ahadi_scanner_skip (&fixture.scanner, "\"q\""));
  g_assert_true (ahadi_scanner_skip (&fixture.scanner, "{\"q\""));
  g_assert_false (ahadi_scanner_is_at_end (&fixture.scanner));
  g_assert_true (ahadi_scanner_skip (&fixture.scanner, ":"));
  g_assert_true (ahadi_scanner_is_at_end (&fixture.scanner));
  g_assert_false (ahadi_scanner_skip (&fixture.scanner, ":"));
  unload (&fixture);
}

static void
test_integers_have_one_spelling_and_a_limit (void)
{
  static const struct
  {
    const char *text;
    guint64 max;
    gboolean accepted;
    guint64 value;
  } cases[] = {
    { "0", 9, TRUE, 0 },
    { "7,", 9, TRUE, 7 },
    { "10", 9, FALSE, 0 },
    { "00", 9, FALSE, 0 },
    { "01", 9, FALSE, 0 },
    { "", 9, FALSE, 0 },
    { "-1", 9, FALSE, 0 },
    { "+1", 9, FALSE, 0 },
    { " 1", 9, FALSE, 0 },
    { "x", 9, FALSE, 0 },
    { "4294967295", G_MAXUINT32, TRUE, G_MAXUINT32 },
    { "4294967296", G_MAXUINT32, FALSE, 0 },
    { "9007199254740992", AHADI_SCANNER_INTEGER_MAX, TRUE, AHADI_SCANNER_INTEGER_MAX },
    { "9007199254740993", AHADI_SCANNER_INTEGER_MAX, FALSE, 0 },
    { "18446744073709551617", AHADI_SCANNER_INTEGER_MAX, FALSE, 0 },
    { "100000000000000000000000000000000", AHADI_SCANNER_INTEGER_MAX, FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      guint64 value = 0;

      g_test_message ("%s", cases[i].text);
      load (&fixture, cases[i].text);
      g_assert_cmpint (
          ahadi_scanner_read_integer (&fixture.scanner, cases[i].max, &value), ==,
          cases[i].accepted);
      g_assert_cmpuint (value, ==, cases[i].value);
      g_assert_cmpint (fixture.scanner.at > fixture.bytes, ==, cases[i].accepted);
      unload (&fixture);
    }
}

static void
test_hex_is_lower_case_and_whole (void)
{
  Fixture fixture;
  guint8 bytes[2];

  load (&fixture, "ab0cAB");
  g_assert_true (ahadi_scanner_read_hex (&fixture.scanner, bytes, 2));
  g_assert_cmpint (bytes[0], ==, 0xab);
  g_assert_cmpint (bytes[1], ==, 0x0c);
  g_assert_false (ahadi_scanner_read_hex (&fixture.scanner, bytes, 1));
  g_assert_false (ahadi_scanner_read_hex (&fixture.scanner, bytes, 2));
  g_assert_true (ahadi_scanner_skip (&fixture.scanner, "AB"));
  unload (&fixture);
}

static void
test_hex_does_not_reach_beyond_the_end (void)
{
  guint8 bytes[2];
  AhadiScanner scanner;

  ahadi_scanner_init (&scanner, "abcd", 2);
  g_assert_false (ahadi_scanner_read_hex (&scanner, bytes, 2));
  g_assert_true (ahadi_scanner_read_hex (&scanner, bytes, 1));
}

static void
test_names_end_at_other_characters_and_fit (void)
{
  Fixture fixture;
  char name[6];

  load (&fixture, "a_9/z\"abcdef");
  g_assert_true (ahadi_scanner_read_name (&fixture.scanner, name, sizeof name));
  g_assert_cmpstr (name, ==, "a_9/z");
  g_assert_false (ahadi_scanner_read_name (&fixture.scanner, name, sizeof name));
  g_assert_true (ahadi_scanner_skip (&fixture.scanner, "\""));
  g_assert_false (ahadi_scanner_read_name (&fixture.scanner, name, sizeof name));
  g_assert_true (ahadi_scanner_skip (&fixture.scanner, "abc"));
  g_assert_true (ahadi_scanner_read_name (&fixture.scanner, name, sizeof name));
  g_assert_cmpstr (name, ==, "def");
  unload (&fixture);
}

static const struct
{
  const char *json;
  const char *text; /* NULL: refused */
} texts[] = {
  { "\"\"", "" },
  { "\"a b\"", "a b" },
  { "\"é\xff\"", "é\xff" },
  { "\"\\\"\\\\\\n\\t\"", "\"\\\n\t" },
  { "\"a\"b\"", "a" },
  { "", NULL },
  { "a", NULL },
  { "\"", NULL },
  { "\"a", NULL },
  { "\"\\", NULL },
  { "\"\\\"", NULL },
  { "\"\\u0061\"", NULL },
  { "\"\\/\"", NULL },
  { "\"\\r\"", NULL },
  { "\"a\nb\"", NULL },
  { "\"a\tb\"", NULL },
  { "\"a\x1f\"", NULL },
};

static void
test_texts_escape_what_they_must_and_no_more (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *shown = g_strescape (texts[i].json, NULL);
      g_autofree char *text = g_malloc (strlen (texts[i].json) + 1);
      char *to = text;
      Fixture fixture;
      gboolean fine;

      g_test_message ("%s", shown);
      load (&fixture, texts[i].json);
      fine = ahadi_scanner_read_text (&fixture.scanner, &to);
      g_assert_cmpint (fine, ==, texts[i].text != NULL);
      g_assert_cmpuint (to - text, ==, fine ? strlen (text) + 1 : 0);
      if (fine)
        g_assert_cmpstr (text, ==, texts[i].text);
      g_assert_cmpint (fixture.scanner.at > fixture.bytes, ==, texts[i].text != NULL);
      unload (&fixture);
    }
}

static void
test_a_nul_ends_no_text (void)
{
  static const char json[] = "\"a\0b\"";
  g_autofree char *text = g_malloc (sizeof json);
  char *to = text;
  AhadiScanner scanner;

  ahadi_scanner_init (&scanner, json, sizeof json - 1);
  g_assert_false (ahadi_scanner_read_text (&scanner, &to));
}

static const struct
{
  const char *json;
  const char *array; /* NULL: refused */
} arrays[] = {
  { "[]", "[]" },
  { "[[],[[]]],[]", "[[],[[]]]" },
  { "[\"]\",{}]]", "[\"]\",{}]" },
  { "[\"\\\"]\"]", "[\"\\\"]\"]" },
  { "", NULL },
  { "{}", NULL },
  { "[", NULL },
  { "[[]", NULL },
  { "[\"]", NULL },
  { "[\"\\", NULL },
};

static void
test_arrays_end_at_the_bracket_that_closes_them (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    {
      g_autofree char *text = g_malloc (strlen (arrays[i].json) + 1);
      char *to = text;
      Fixture fixture;
      gboolean fine;

      g_test_message ("%s", arrays[i].json);
      load (&fixture, arrays[i].json);
      fine = ahadi_scanner_read_array (&fixture.scanner, &to);
      g_assert_cmpint (fine, ==, arrays[i].array != NULL);
      g_assert_cmpuint (to - text, ==, fine ? strlen (text) + 1 : 0);
      if (fine)
        g_assert_cmpstr (text, ==, arrays[i].array);
      g_assert_cmpint (fixture.scanner.at > fixture.bytes, ==, arrays[i].array != NULL);
      unload (&fixture);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/oplog/scanner/skips-only-what-stands-there",
                   test_skips_only_what_stands_there);
  g_test_add_func ("/oplog/scanner/integers-have-one-spelling-and-a-limit",
                   test_integers_have_one_spelling_and_a_limit);
  g_test_add_func ("/oplog/scanner/hex-is-lower-case-and-whole",
                   test_hex_is_lower_case_and_whole);
  g_test_add_func ("/oplog/scanner/hex-does-not-reach-beyond-the-end",
                   test_hex_does_not_reach_beyond_the_end);
  g_test_add_func ("/oplog/scanner/names-end-at-other-characters-and-fit",
                   test_names_end_at_other_characters_and_fit);

  g_test_add_func ("/oplog/scanner/texts-escape-what-they-must-and-no-more",
                   test_texts_escape_what_they_must_and_no_more);
  g_test_add_func ("/oplog/scanner/a-nul-ends-no-text", test_a_nul_ends_no_text);
  g_test_add_func ("/oplog/scanner/arrays-end-at-the-bracket-that-closes-them",
                   test_arrays_end_at_the_bracket_that_closes_them);

  return g_test_run ();
}
