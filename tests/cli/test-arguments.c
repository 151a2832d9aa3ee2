/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/ahadi-arguments.h"

#include <string.h>

static const AhadiOption options[] = {
  { "to", AHADI_VALUE_FOLDER, "x" },
  { "note", "TEXT", "x" },
  { "all", NULL, "x" },
  { NULL },
};

static const AhadiCommand many[] = {
  { "add", "", "x", 0, 0, options, AHADI_KIND_MEMBER, NULL },
  { "show", "ID", "x", 1, 1, NULL, 0, NULL },
};

static const AhadiCommand one[] = { { NULL, "FILE…", "x", 1, G_MAXUINT, options, 0,
                                      NULL } };

static const AhadiVerb thing = { "thing", "x", many, G_N_ELEMENTS (many) };
static const AhadiVerb take = { "take", "x", one, G_N_ELEMENTS (one) };
static const AhadiVerb *const verbs[] = { &thing, &take, NULL };

#define MAX_WORDS 16

/* @line: words with blanks between; "''" is the empty one */
static AhadiArguments *
parse (const char *line, char **help, GError **error)
{
  static GStrv kept;
  g_autofree char *whole = g_strconcat ("ahadictl ", line, NULL);

  /* The arguments borrow them until the next call. */
  g_strfreev (kept);
  kept = g_strsplit (whole, " ", MAX_WORDS);
  for (guint i = 0; kept[i] != NULL; i++)
    if (strcmp (kept[i], "''") == 0)
      kept[i][0] = '\0';
  return ahadi_arguments_parse (verbs, (int) g_strv_length (kept), kept, help, error);
}

static AhadiArguments *
parse_fine (const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *help = NULL;
  AhadiArguments *arguments = parse (line, &help, &error);

  g_assert_no_error (error);
  g_assert_nonnull (arguments);
  g_assert_null (help);
  return arguments;
}

static void
test_command_and_its_words_are_found (void)
{
  g_autoptr (AhadiArguments) arguments = parse_fine ("thing show 17");

  g_assert_true (ahadi_arguments_get_verb (arguments) == &thing);
  g_assert_true (ahadi_arguments_get_command (arguments) == &many[1]);
  g_assert_cmpuint (ahadi_arguments_count (arguments), ==, 1);
  g_assert_cmpstr (ahadi_arguments_get (arguments, 0), ==, "17");
  g_assert_null (ahadi_arguments_get (arguments, 1));
}

static void
test_global_options_stand_anywhere (void)
{
  static const char *const lines[] = {
    "--json --vault v thing show 1",
    "thing --vault v --json show 1",
    "thing show --vault=v 1 --json",
    "thing show 1 --json --vault v",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (AhadiArguments) arguments = parse_fine (lines[i]);

      g_assert_cmpstr (ahadi_arguments_get_option (arguments, "vault"), ==, "v");
      g_assert_cmpstr (ahadi_arguments_get_option (arguments, "json"), ==, "");
      g_assert_cmpstr (ahadi_arguments_get (arguments, 0), ==, "1");
    }
}

static void
test_last_of_an_option_counts_and_all_are_listed (void)
{
  g_autoptr (AhadiArguments) arguments = parse_fine ("take f --note a --note=b=c");
  g_autoptr (GPtrArray) all = ahadi_arguments_list_option (arguments, "note");

  g_assert_cmpstr (ahadi_arguments_get_option (arguments, "note"), ==, "b=c");
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (all->pdata[0], ==, "a");
  g_assert_null (ahadi_arguments_get_option (arguments, "to"));
}

static void
test_every_field_is_an_option_and_may_be_empty (void)
{
  g_autoptr (AhadiArguments) arguments =
      parse_fine ("thing add --preferred-name Wanji --phone ''");

  g_assert_cmpstr (ahadi_arguments_get_option (arguments, "preferred-name"), ==, "Wanji");
  g_assert_cmpstr (ahadi_arguments_get_option (arguments, "phone"), ==, "");
}

static void
test_two_dashes_end_the_options (void)
{
  g_autoptr (AhadiArguments) arguments = parse_fine ("take -- --json -x -");

  g_assert_null (ahadi_arguments_get_option (arguments, "json"));
  g_assert_cmpuint (ahadi_arguments_count (arguments), ==, 3);
  g_assert_cmpstr (ahadi_arguments_get (arguments, 1), ==, "-x");
}

static void
test_one_dash_is_a_word (void)
{
  g_autoptr (AhadiArguments) arguments = parse_fine ("take -");

  g_assert_cmpstr (ahadi_arguments_get (arguments, 0), ==, "-");
}

static void
test_asking_for_help_needs_nothing_else (void)
{
  static const char *const lines[] = {
    "--help", "help", "-h", "thing --help", "help thing", "thing show -h", "--version",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (AhadiArguments) arguments = parse_fine (lines[i]);

      g_assert_true (ahadi_arguments_want_help (arguments));
    }
}

static const struct
{
  const char *line;
  const char *said; /* within the sentence */
  const char *help;
} wrong[] = {
  { "nonsense", "“nonsense”", "ahadictl --help" },
  { "thing", "add, show", "ahadictl thing --help" },
  { "thing nonsense", "add, show", "ahadictl thing --help" },
  { "thing show", "ID", "ahadictl thing show --help" },
  { "thing show 1 2", "“2”", "ahadictl thing show --help" },
  { "thing show ''", "empty", "ahadictl thing show --help" },
  { "thing show 1 --to x", "--to", "ahadictl thing show --help" },
  { "--to x take f", "--to", "ahadictl --help" },
  { "take f --to", "needs a value", "ahadictl take --help" },
  { "take f --to ''", "needs a value", "ahadictl take --help" },
  { "take f --to=", "needs a value", "ahadictl take --help" },
  { "take f --all=yes", "takes no value", "ahadictl take --help" },
  { "--vault '' take f", "needs a value", "ahadictl --help" },
  { "-x", "-x", "ahadictl --help" },
  { "take -v f", "-v", "ahadictl take --help" },
};

static void
test_what_is_wrong_is_named_with_the_help_for_it (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *help = NULL;

      g_test_message ("%s", wrong[i].line);
      g_assert_null (parse (wrong[i].line, &help, &error));
      g_assert_error (error, AHADI_USAGE_ERROR, AHADI_USAGE_ERROR_WRONG);
      g_assert_nonnull (strstr (error->message, wrong[i].said));
      g_assert_cmpstr (help, ==, wrong[i].help);
    }
}

static void
test_json_is_seen_in_a_line_that_is_wrong (void)
{
  char *with[] = { (char *) "ahadictl", (char *) "x", (char *) "--json", NULL };
  char *without[] = { (char *) "ahadictl", (char *) "x", (char *) "json", NULL };

  g_assert_true (ahadi_arguments_want_json (3, with));
  g_assert_false (ahadi_arguments_want_json (3, without));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/arguments/command-and-its-words-are-found",
                   test_command_and_its_words_are_found);
  g_test_add_func ("/cli/arguments/global-options-stand-anywhere",
                   test_global_options_stand_anywhere);
  g_test_add_func ("/cli/arguments/last-of-an-option-counts-and-all-are-listed",
                   test_last_of_an_option_counts_and_all_are_listed);
  g_test_add_func ("/cli/arguments/every-field-is-an-option-and-may-be-empty",
                   test_every_field_is_an_option_and_may_be_empty);
  g_test_add_func ("/cli/arguments/two-dashes-end-the-options",
                   test_two_dashes_end_the_options);
  g_test_add_func ("/cli/arguments/one-dash-is-a-word", test_one_dash_is_a_word);
  g_test_add_func ("/cli/arguments/asking-for-help-needs-nothing-else",
                   test_asking_for_help_needs_nothing_else);
  g_test_add_func ("/cli/arguments/what-is-wrong-is-named-with-the-help-for-it",
                   test_what_is_wrong_is_named_with_the_help_for_it);
  g_test_add_func ("/cli/arguments/json-is-seen-in-a-line-that-is-wrong",
                   test_json_is_seen_in_a_line_that_is_wrong);
  return g_test_run ();
}
