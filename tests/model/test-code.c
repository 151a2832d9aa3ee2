/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/ahadi-model.h"

#define INTRODUCTION                                                                     \
  "Amnesty envisions a world free of violence, discrimination, and inequality. The "     \
  "Amnesty "                                                                             \
  "International Kenya Members Code of Conduct is a set of commitments by members to "   \
  "work "                                                                                \
  "towards the realisation of our vision. The code seeks to create ethical, empowered "  \
  "and "                                                                                 \
  "engaged members in Amnesty spaces and all areas of members’ lives."

#define CLOSING                                                                          \
  "I understand that my membership can be revoked in circumstances where my actions "    \
  "are "                                                                                 \
  "grossly inconsistent with this code of conduct. I also know that I am entitled to a " \
  "fair "                                                                                \
  "administrative hearing and the right of appeal in line with the Amnesty "             \
  "International "                                                                       \
  "Kenya constitution and regulations."

static const char *const clauses[] = {
  "Promote Amnesty’s six core values of leadership integrity, international solidarity, "
  "belief in the power of people, indivisibility and universality of rights, "
  "independence as "
  "a movement and mutual respect for all",
  "Deepen my understanding of Amnesty’s structures and policy positions",
  "Participating in Amnesty International Kenya’s circles of conscience and activities",
  "Actively seek to create anti-discriminatory, inclusive, ethical and empowered spaces "
  "– "
  "not just in\u00a0 Amnesty, but in all the personal, professional, social and spaces I "
  "occupy",
  "Be truthful in the information I share about Amnesty International Kenya and its "
  "activities",
  "Refer official communication directed to Amnesty to the Secretariat for action and "
  "not "
  "represent the organization publicly",
  "Channel any concerns and grievances to the Secretariat Executive Director or the "
  "Board "
  "Membership Committee for them to be addressed",
  "Establish a Board Members Committee to manage members’ concerns and issues addressed",
  "Treating all people with respect, equality, dignity and prudence.",
  "Comply with Amnesty International Kenya’s mandatory reporting regulations on "
  "bullying, "
  "intimidation, sexual harassment, or any other form of harassment, violence and abuse.",
};

G_STATIC_ASSERT (G_N_ELEMENTS (clauses) == AHADI_CODE_N_CLAUSES);

/* By number: 0 the introduction, 1-10 the clauses, 11 the closing paragraph. */
static const char *const reasons[] = {
  "A common vision should guide all areas of our lives",
  "As a leaderFULL movement, it is common global values, not rules that guide",
  "Constant enquiry guards against righteousness and encourages growth and coherence",
  "Human rights protection is not only theory but practical action",
  "Human rights is not about public spaces but the personal spaces as well",
  "Avoids fake-news and toxic lies",
  "Ensures brand and reputation consistency",
  "Guards against gossip, directs complaints to people who can respond",
  "Guards against gossip, directs complaints to people who can respond",
  "Role-model the values of mutual respect and service",
  "Zero tolerance for harassment of any sort against others",
  "Membership is not an entitlement. It can be stripped if AIK deems necessary to "
  "protect "
  "the organization",
};

G_STATIC_ASSERT (G_N_ELEMENTS (reasons) == AHADI_CODE_N_CLAUSES + 2);

static GBytes *
read_text (const char *name)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "data", "code-of-conduct", name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *text = ahadi_file_read (path, 64 * 1024, &error);

  g_assert_no_error (error);
  return text;
}

static AhadiCode *
parse_shipped (const char *name, const char *language)
{
  g_autoptr (GBytes) text = read_text (name);
  g_autoptr (GError) error = NULL;
  AhadiCode *code = ahadi_code_parse (text, language, &error);

  g_assert_no_error (error);
  return code;
}

static void
test_english_is_verbatim (void)
{
  g_autoptr (AhadiCode) code = parse_shipped ("en.txt", "en");

  g_assert_cmpstr (ahadi_code_get_language (code), ==, "en");
  g_assert_cmpstr (ahadi_code_get_introduction (code), ==, INTRODUCTION);
  g_assert_cmpstr (ahadi_code_get_opening (code), ==,
                   "As a member of Amnesty International Kenya, I will: –");
  for (int i = 1; i <= AHADI_CODE_N_CLAUSES; i++)
    g_assert_cmpstr (ahadi_code_get_clause (code, i), ==, clauses[i - 1]);
  g_assert_cmpstr (ahadi_code_get_closing (code), ==, CLOSING);
}

static void
test_each_part_has_its_reason (void)
{
  g_autoptr (AhadiCode) code = parse_shipped ("en.txt", "en");

  for (int i = 0; i <= AHADI_CODE_N_CLAUSES + 1; i++)
    g_assert_cmpstr (ahadi_code_get_reason (code, i), ==, reasons[i]);
}

static const char *
get_part (const AhadiCode *code, int number)
{
  if (number == 0)
    return ahadi_code_get_introduction (code);
  if (number == AHADI_CODE_N_CLAUSES + 1)
    return ahadi_code_get_closing (code);

  return ahadi_code_get_clause (code, number);
}

static void
test_kiswahili_has_the_same_parts (void)
{
  g_autoptr (AhadiCode) english = parse_shipped ("en.txt", "en");
  g_autoptr (AhadiCode) kiswahili = parse_shipped ("sw.txt", "sw");

  g_assert_cmpstr (ahadi_code_get_language (kiswahili), ==, "sw");
  for (int i = 0; i <= AHADI_CODE_N_CLAUSES + 1; i++)
    {
      g_assert_cmpstr (get_part (kiswahili, i), !=, get_part (english, i));
      g_assert_cmpstr (ahadi_code_get_reason (kiswahili, i), !=,
                       ahadi_code_get_reason (english, i));
    }
  g_assert_true (
      g_str_has_prefix (ahadi_code_get_clause (kiswahili, 10), "Nitatii kanuni"));
  g_assert_true (
      g_str_has_prefix (ahadi_code_get_reason (kiswahili, 11), "Uanachama si haki"));
}

static void
test_kiswahili_is_nfc (void)
{
  g_autoptr (GBytes) text = read_text ("sw.txt");

  g_assert_true (ahadi_text_is_nfc (g_bytes_get_data (text, NULL),
                                    (gssize) g_bytes_get_size (text)));
}

static void
test_clause_8_is_the_organisations (void)
{
  for (int i = 1; i <= AHADI_CODE_N_CLAUSES; i++)
    g_assert_cmpint (ahadi_code_get_clause_type (i), ==,
                     i == 8 ? AHADI_CLAUSE_UNDERTAKING : AHADI_CLAUSE_PROMISE);
  g_assert_cmpint (ahadi_code_get_clause_type (11), ==, AHADI_CLAUSE_ACKNOWLEDGEMENT);
}

static void
assert_refused (const char *text, gsize size, const char *language)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_code_parse (bytes, language, &error));
  g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
}

/* The lines of a minimal text: 0 introduction, 1 opening, 2-11 clauses, 12 closing, 13-23
 * reasons. */
#define N_LINES 24

static char **
make_lines (void)
{
  char **lines = g_new0 (char *, N_LINES + 1);

  for (int i = 0; i < N_LINES; i++)
    lines[i] = i >= 2 && i <= 11 ? g_strdup_printf ("%d. Clause", i - 1)
                                 : g_strdup_printf ("Line %d", i);

  return lines;
}

static void
test_any_missing_line_is_refused (void)
{
  for (int missing = 0; missing < N_LINES; missing++)
    {
      g_auto (GStrv) lines = make_lines ();
      g_autofree char *text = NULL;

      g_test_message ("without line %d", missing);
      lines[missing][0] = '\0';
      text = g_strjoinv ("\n", lines);
      assert_refused (text, strlen (text), "en");
    }
}

static void
test_a_whole_text_with_any_blanks_is_read (void)
{
  g_auto (GStrv) lines = make_lines ();
  g_autofree char *joined = g_strjoinv ("\u00a0 \r\n\n\t\u00a0 ", lines);
  g_autoptr (GBytes) bytes = g_bytes_new (joined, strlen (joined));
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiCode) code = ahadi_code_parse (bytes, "en", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ahadi_code_get_clause (code, 10), ==, "Clause");
  g_assert_cmpstr (ahadi_code_get_reason (code, 11), ==, "Line 23");
}

static void
test_a_line_too_many_is_refused (void)
{
  g_auto (GStrv) lines = make_lines ();
  g_autofree char *joined = g_strjoinv ("\n", lines);
  g_autofree char *text = g_strconcat (joined, "\nMore", NULL);

  assert_refused (text, strlen (text), "en");
}

static void
test_clauses_out_of_order_are_refused (void)
{
  g_auto (GStrv) lines = make_lines ();
  g_autofree char *text = NULL;

  lines[3][0] = '3';
  lines[4][0] = '2';
  text = g_strjoinv ("\n", lines);
  assert_refused (text, strlen (text), "en");
}

static void
test_bytes_that_are_no_text_are_refused (void)
{
  g_auto (GStrv) lines = make_lines ();
  g_autofree char *text = g_strjoinv ("\n", lines);
  gsize size = strlen (text);

  assert_refused (text, size, "fr");
  assert_refused ("", 0, "en");
  text[2] = '\xff';
  assert_refused (text, size, "en");
  text[2] = '\0';
  assert_refused (text, size, "en");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/code/english-is-verbatim", test_english_is_verbatim);
  g_test_add_func ("/model/code/each-part-has-its-reason", test_each_part_has_its_reason);
  g_test_add_func ("/model/code/kiswahili-has-the-same-parts",
                   test_kiswahili_has_the_same_parts);
  g_test_add_func ("/model/code/kiswahili-is-nfc", test_kiswahili_is_nfc);
  g_test_add_func ("/model/code/clause-8-is-the-organisations",
                   test_clause_8_is_the_organisations);
  g_test_add_func ("/model/code/any-missing-line-is-refused",
                   test_any_missing_line_is_refused);
  g_test_add_func ("/model/code/a-whole-text-with-any-blanks-is-read",
                   test_a_whole_text_with_any_blanks_is_read);
  g_test_add_func ("/model/code/a-line-too-many-is-refused",
                   test_a_line_too_many_is_refused);
  g_test_add_func ("/model/code/clauses-out-of-order-are-refused",
                   test_clauses_out_of_order_are_refused);
  g_test_add_func ("/model/code/bytes-that-are-no-text-are-refused",
                   test_bytes_that_are_no_text_are_refused);

  return g_test_run ();
}
