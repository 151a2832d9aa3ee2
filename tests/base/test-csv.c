/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/ahadi-base.h"

static AhadiCsv *
make (const char *text, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, size);

  return ahadi_csv_new (bytes);
}

/* Rows as "a|b/c|d". */
static char *
print (AhadiCsv *csv, GError **error)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  GPtrArray *cells;

  do
    {
      if (!ahadi_csv_read (csv, &cells, error))
        return NULL;
      if (cells != NULL && rows->len > 0)
        g_string_append_c (rows, '/');
      for (guint i = 0; cells != NULL && i < cells->len; i++)
        g_string_append_printf (rows, "%s%s", i > 0 ? "|" : "",
                                (const char *) cells->pdata[i]);
    }
  while (cells != NULL);
  return g_strdup (rows->str);
}

static void
check (const char *text, const char *expected)
{
  g_autoptr (AhadiCsv) csv = make (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = print (csv, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, expected);
}

static void
check_refused_at (const char *text, gsize size, guint64 line)
{
  g_autoptr (AhadiCsv) csv = make (text, size);
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = print (csv, &error);

  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX);
  g_assert_null (rows);
  g_assert_cmpuint (ahadi_csv_get_line (csv), ==, line);
}

static void
check_refused (const char *text, guint64 line)
{
  check_refused_at (text, strlen (text), line);
}

static void
test_1_mark_is_skipped (void)
{
  check ("\xef\xbb\xbf"
         "a,b\n1,2\n",
         "a|b/1|2");
  check ("\xef\xbb\xbf", "");
}

static void
test_2_rows_end_with_lf_crlf_or_the_file (void)
{
  check ("a,b\n1,2\n", "a|b/1|2");
  check ("a,b\r\n1,2\r\n", "a|b/1|2");
  check ("a,b\n1,2", "a|b/1|2");
  check ("", "");
  check ("a, b\n, \n", "a| b/| ");
}

static void
test_3_lone_carriage_return_is_refused (void)
{
  check_refused ("a,b\rc,d\n", 1);
  check_refused ("a,b\n1,2\r", 2);
  check ("a\n\"1\r2\"\n", "a/1\r2");
}

static void
test_4_quotes_hold_what_they_hold (void)
{
  check ("a,b\n\"1,2\",\"3\"\"4\"\n", "a|b/1,2|3\"4");
  check ("a,b\n\"1\n2\",3\n", "a|b/1\n2|3");
  check ("a,b\n \"1\" , \"2\"\n", "a|b/1|2");
  check ("a,b\n\"\",\"\"\n", "a|b/|");
  check_refused ("a,b\n1\"2,3\n", 2);
  check_refused ("a,b\n\"1\"2,3\n", 2);
  check_refused ("a,b\n\"1\" \"2\",3\n", 2);
}

static void
test_5_open_quote_is_refused (void)
{
  check_refused ("a,b\n1,2\n\"3,4\n5,6\n", 3);
}

static void
test_6_text_is_utf8_without_nul (void)
{
  check ("jina\nWanjik\xc5\xa9\n", "jina/Wanjik\xc5\xa9");
  check_refused ("jina\nWanjik\xf9\n", 2);
  check_refused_at ("a\n1\0\n", 5, 2);
}

static void
test_7_rows_have_limits (void)
{
  g_autofree char *long_cell = g_strnfill (AHADI_CSV_ROW_MAX + 1, 'a');
  g_autofree char *cells = g_strnfill (AHADI_CSV_CELLS_MAX, ',');
  const char *texts[] = { long_cell, cells };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AhadiCsv) csv = make (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = print (csv, &error);

      g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT);
      g_assert_null (rows);
    }
}

static void
test_8_ragged_rows_are_refused (void)
{
  check_refused ("a,b\n1,2\n3\n", 3);
  check_refused ("a,b\n\"1\n1\",2\n3,4,5\n", 4);
}

static void
test_9_empty_lines_are_no_rows (void)
{
  check ("\n\na,b\n\n  \n1,2\n\r\n", "a|b/1|2");
}

static void
test_reads_files_longer_than_its_buffer (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "t.csv", NULL);
  g_autofree char *name = g_strnfill (700, 'x');
  g_autoptr (AhadiCsv) csv = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *cells;
  guint n = 0;

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (text, "%u,%s\n", i, name);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));

  csv = ahadi_csv_open (path, &error);
  g_assert_no_error (error);
  g_assert_true (ahadi_csv_read (csv, &cells, NULL));
  for (; ahadi_csv_read (csv, &cells, NULL) && cells != NULL; n++)
    {
      g_assert_cmpuint (g_ascii_strtoull (cells->pdata[0], NULL, 10), ==, n);
      g_assert_cmpstr (cells->pdata[1], ==, name);
    }
  g_assert_cmpuint (n, ==, 500);
}

static void
check_not_opened (const char *path, AhadiBaseError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_csv_open (path, &error));
  g_assert_error (error, AHADI_BASE_ERROR, (int) code);
}

static void
test_opens_regular_files_only (void)
{
  g_autofree char *pipe = g_build_filename (g_get_user_data_dir (), "pipe", NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  check_not_opened (pipe, AHADI_BASE_ERROR_NOT_FILE);
  check_not_opened (g_get_user_data_dir (), AHADI_BASE_ERROR_IS_FOLDER);
  check_not_opened ("/nonexistent/t.csv", AHADI_BASE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/csv/1-mark-is-skipped", test_1_mark_is_skipped);
  g_test_add_func ("/base/csv/2-rows-end-with-lf-crlf-or-the-file",
                   test_2_rows_end_with_lf_crlf_or_the_file);
  g_test_add_func ("/base/csv/3-lone-carriage-return-is-refused",
                   test_3_lone_carriage_return_is_refused);
  g_test_add_func ("/base/csv/4-quotes-hold-what-they-hold",
                   test_4_quotes_hold_what_they_hold);
  g_test_add_func ("/base/csv/5-open-quote-is-refused", test_5_open_quote_is_refused);
  g_test_add_func ("/base/csv/6-text-is-utf8-without-nul",
                   test_6_text_is_utf8_without_nul);
  g_test_add_func ("/base/csv/7-rows-have-limits", test_7_rows_have_limits);
  g_test_add_func ("/base/csv/8-ragged-rows-are-refused", test_8_ragged_rows_are_refused);
  g_test_add_func ("/base/csv/9-empty-lines-are-no-rows", test_9_empty_lines_are_no_rows);
  g_test_add_func ("/base/csv/reads-files-longer-than-its-buffer",
                   test_reads_files_longer_than_its_buffer);
  g_test_add_func ("/base/csv/opens-regular-files-only", test_opens_regular_files_only);
  return g_test_run ();
}
