/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-linking.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
write_table (const char *name, const char *text)
{
  char *path = g_build_filename (g_get_user_data_dir (), name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static gboolean
read_table (AhadiLinking *linking, const char *text, GError **error)
{
  g_autofree char *path = write_table ("t.csv", text);

  return ahadi_linking_read (linking, path, error);
}

static void
add_pair (const AhadiLinkingPair *pair, gpointer data)
{
  g_string_append_printf (data, "%s=%s ", pair->a, pair->b);
  for (guint i = 0; i < pair->reasons->len; i++)
    g_assert_nonnull (ahadi_linking_say_reason (pair->reasons->pdata[i]));
  g_assert_cmpint (pair->sure, ==,
                   pair->score >= ahadi_linking_get_threshold (AHADI_LINKING_SURELY));
}

/* Pairs of tables in the order of their scores, as "1=2 ". */
static char *
find (const char *first, const char *second)
{
  g_autoptr (AhadiLinking) linking = ahadi_linking_new (NULL);
  g_autoptr (GString) pairs = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  double least = ahadi_linking_get_threshold (AHADI_LINKING_SURELY);
  gsize n;

  g_assert_true (read_table (linking, first, &error));
  if (second != NULL)
    g_assert_true (read_table (linking, second, &error));
  g_assert_no_error (error);
  g_assert_true (ahadi_linking_find (linking, least, add_pair, pairs, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n == 0, ==, pairs->len == 0);
  return g_strdup (pairs->str);
}

#define HEADER "row, full name, phone, dob\n"

static void
test_same_person_is_found (void)
{
  g_autofree char *pairs = find (HEADER "1, John Kamau, 0712345678, 1987-05-14\n"
                                        "2, Achieng Otieno, 0733000111, 1990-01-02\n"
                                        "3, KAMAU John, +254 712-345678, 14/5/1987\n",
                                 NULL);

  g_assert_cmpstr (pairs, ==, "1=3 ");
}

/* It is a number of the row more often than one of the person. */
static void
test_number_in_first_column_is_no_evidence (void)
{
  g_autofree char *pairs = find ("id number,name,phone\n"
                                 "12345678,Achieng Otieno,0712345678\n"
                                 "12345678,John Kamau,0733000111\n",
                                 NULL);

  g_assert_cmpstr (pairs, ==, "");
}

static void
test_name_in_first_column_is_evidence (void)
{
  g_autofree char *pairs = find ("Full Names,Phone No.\n"
                                 "John Kamau,0712345678\n"
                                 "Achieng Otieno,0712345678\n"
                                 "KAMAU John,0712345678\n",
                                 NULL);

  g_assert_cmpstr (pairs, ==, "John Kamau=KAMAU John ");
}

static void
test_two_tables_are_compared_across (void)
{
  const char *table = HEADER "1, John Kamau, 0712345678, 1987-05-14\n"
                             "2, John Kamau, 0712345678, 1987-05-14\n";
  g_autofree char *pairs =
      find (table, "id, simu, jina\n9, 254712345678, Yohana Kamau\n");

  g_assert_cmpstr (pairs, ==, "1=9 2=9 ");
}

static void
test_rows_may_be_called_alike (void)
{
  g_autofree char *pairs = find (HEADER "1, John Kamau, 0712345678, 1987-05-14\n"
                                        "1, John Kamau, 0712345678, 1987-05-14\n",
                                 NULL);

  g_assert_cmpstr (pairs, ==, "1=1 ");
}

static void
test_empty_rows_are_nobody (void)
{
  g_autofree char *pairs = find (HEADER "1,,,\n2,,,\n3, , ,\n", NULL);
  g_autofree char *none = find (HEADER, HEADER);

  g_assert_cmpstr (pairs, ==, "");
  g_assert_cmpstr (none, ==, "");
}

static void
test_unknown_columns_are_told (void)
{
  g_autoptr (AhadiLinking) linking = ahadi_linking_new (NULL);
  GPtrArray *unknown;

  g_assert_true (read_table (linking, "row, name, Shoe size \n1,John,42\n", NULL));
  unknown = ahadi_linking_get_unknown (linking);
  g_assert_cmpuint (unknown->len, ==, 1);
  g_assert_cmpstr (unknown->pdata[0], ==, "Shoe size");
  g_assert_cmpuint (ahadi_linking_get_n_rows (linking), ==, 1);
}

static void
check_refused (const char *text, GQuark domain, int code, const char *said)
{
  g_autoptr (AhadiLinking) linking = ahadi_linking_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_assert_false (read_table (linking, text, &error));
  g_assert_error (error, domain, code);
  sentence = ahadi_linking_explain (linking, error);
  g_assert_nonnull (strstr (sentence, said));
  g_assert_nonnull (strstr (sentence, "Nothing was changed"));
}

static void
test_what_is_no_table_is_refused (void)
{
  check_refused ("", AHADI_LINKING_ERROR, AHADI_LINKING_ERROR_EMPTY, "empty");
  check_refused ("row\n", AHADI_LINKING_ERROR, AHADI_LINKING_ERROR_COLUMNS,
                 "date_of_birth");
  check_refused ("row,shoe\n", AHADI_LINKING_ERROR, AHADI_LINKING_ERROR_COLUMNS,
                 "date_of_birth");
  check_refused ("row,name\n1,John\n2\n", AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX,
                 "Line 3");
}

/* Rows enough that both reading and comparing ask whether to go on. */
static void
test_long_work_can_be_stopped (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const AhadiProgress progress = { .cancellable = cancellable };
  g_autoptr (AhadiLinking) linking = ahadi_linking_new (&progress);
  g_autoptr (AhadiLinking) other = ahadi_linking_new (&progress);
  g_autoptr (GString) pairs = g_string_new (NULL);
  g_autoptr (GString) table = g_string_new (HEADER);
  g_autoptr (GError) error = NULL;
  gsize n;

  for (guint i = 0; i < 9000; i++)
    g_string_append_printf (table, "%u, John Kamau, 07%08u, \n", i, i);
  g_assert_true (read_table (linking, table->str, &error));
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_false (ahadi_linking_find (linking, 0, add_pair, pairs, &n, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (pairs->len, ==, 0);
  g_clear_error (&error);
  g_assert_false (read_table (other, table->str, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/linking/same-person-is-found", test_same_person_is_found);
  g_test_add_func ("/app/linking/number-in-first-column-is-no-evidence",
                   test_number_in_first_column_is_no_evidence);
  g_test_add_func ("/app/linking/name-in-first-column-is-evidence",
                   test_name_in_first_column_is_evidence);
  g_test_add_func ("/app/linking/two-tables-are-compared-across",
                   test_two_tables_are_compared_across);
  g_test_add_func ("/app/linking/rows-may-be-called-alike",
                   test_rows_may_be_called_alike);
  g_test_add_func ("/app/linking/empty-rows-are-nobody", test_empty_rows_are_nobody);
  g_test_add_func ("/app/linking/unknown-columns-are-told",
                   test_unknown_columns_are_told);
  g_test_add_func ("/app/linking/long-work-can-be-stopped",
                   test_long_work_can_be_stopped);
  g_test_add_func ("/app/linking/what-is-no-table-is-refused",
                   test_what_is_no_table_is_refused);
  return g_test_run ();
}
