/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-help.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-arguments.h"
#include "app/ahadi-app.h"

#define WIDTH 80
#define COLUMN 32 /* where the right side begins; the left is indented by 2 */
#define INDENT 2

/* @text, broken at blanks, from column @column on and indented to @indent after that. */
static void
add_wrapped (GString *to, const char *text, glong column, glong indent)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  glong at = column;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      glong width = g_utf8_strlen (words[i], -1);

      if (at > indent && at + 1 + width > WIDTH)
        {
          g_string_append_printf (to, "\n%*s", (int) indent, "");
          at = indent;
        }
      else if (at > indent)
        {
          g_string_append_c (to, ' ');
          at++;
        }
      g_string_append (to, words[i]);
      at += width;
    }
  g_string_append_c (to, '\n');
}

/* "  left                 right" */
static void
add_row (GString *text, const char *left, const char *right)
{
  glong width = INDENT + g_utf8_strlen (left, -1);

  g_string_append_printf (text, "%*s%s", INDENT, "", left);
  if (width >= COLUMN)
    g_string_append_printf (text, "\n%*s", COLUMN, "");
  else
    g_string_append_printf (text, "%*s", (int) (COLUMN - width), "");
  add_wrapped (text, right, COLUMN, COLUMN);
}

static void
add_options (GString *text, const AhadiOption *options)
{
  for (; options != NULL && options->name != NULL; options++)
    {
      g_autofree char *left =
          options->value == NULL
              ? g_strdup_printf ("--%s", options->name)
              : g_strdup_printf ("--%s %s", options->name, options->value);

      add_row (text, left, _ (options->help));
    }
}

static const char *
name_value (const AhadiField *field)
{
  switch (field->type)
    {
    case AHADI_FIELD_DATE:
      return field->exact_day ? "DAY" : "DATE";
    case AHADI_FIELD_PHONE:
      return "NUMBER";
    case AHADI_FIELD_CHOICE:
      return "WORD";
    case AHADI_FIELD_CHOICES:
      return "WORD,…";
    case AHADI_FIELD_BOOL:
      return "true|false";
    case AHADI_FIELD_ENTITY:
      return "ID";
    case AHADI_FIELD_PERSONS:
      return "JSON";
    case AHADI_FIELD_TEXT:
    default:
      return "TEXT";
    }
}

/* The label, and the words that may stand there. */
static char *
describe_field (AhadiKind kind, guint index)
{
  const AhadiField *field = &ahadi_kind_get_info (kind)->fields[index];
  const char *label = ahadi_words_field (kind, index);
  g_autofree char *words = NULL;

  if (field->choices == NULL)
    return g_strdup (label);
  words = g_strjoinv (", ", (char **) field->choices);
  return g_strdup_printf ("%s: %s", label, words);
}

static gboolean
has_value (const AhadiKindInfo *info, const char *name)
{
  for (guint i = 0; i < info->n_fields; i++)
    if (g_str_equal (name_value (&info->fields[i]), name))
      return TRUE;
  return FALSE;
}

/* What the words of capital letters stand for, as far as they were used. */
static void
add_legend (GString *text, const AhadiKindInfo *info)
{
  const struct
  {
    const char *value;
    const char *sentence;
  } values[] = {
    { "DATE", N_ ("A DATE is written 2026-11-14, or 2026-11 or 2026 if no more is "
                  "known.") },
    { "DAY", N_ ("A DAY is written 2026-11-14.") },
    { "ID", N_ ("An ID is one that the lists show.") },
  };
  g_autoptr (GString) legend = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (has_value (info, values[i].value))
      g_string_append_printf (legend, "%s ", _ (values[i].sentence));
  g_string_append (legend,
                   _ ("An empty value clears its field. What the program knows, as "
                      "today’s date, it fills in; if something else that is needed is "
                      "missing, it is named and nothing is saved."));

  g_string_append_c (text, '\n');
  add_wrapped (text, legend->str, 0, 0);
}

static void
add_fields (GString *text, AhadiKind kind)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const AhadiField *field = &info->fields[i];
      g_autofree char *option = ahadi_arguments_name_field (field->name);
      g_autofree char *left = g_strdup_printf ("--%s %s", option, name_value (field));
      g_autofree char *right = describe_field (kind, i);

      add_row (text, left, right);
    }

  add_legend (text, info);
}

/* Whether it has an option that its arguments do not show. */
static gboolean
has_more_options (const AhadiCommand *command)
{
  if (command->fields != 0)
    return TRUE;

  for (const AhadiOption *at = command->options; at != NULL && at->name != NULL; at++)
    {
      g_autofree char *option = g_strconcat ("--", at->name, NULL);

      if (strstr (command->arguments, option) == NULL)
        return TRUE;
    }
  return FALSE;
}

static char *
print_usage (const AhadiVerb *verb, const AhadiCommand *command)
{
  return g_strdup_printf ("%s%s%s%s%s", verb->name, command->name == NULL ? "" : " ",
                          command->name == NULL ? "" : command->name,
                          *command->arguments == '\0' ? "" : " ", command->arguments);
}

static void
add_summary (GString *text, const char *summary)
{
  g_autofree char *sentence = g_strconcat (summary, ".", NULL);

  g_string_append_c (text, '\n');
  add_wrapped (text, sentence, 0, 0);
}

static void
add_heading (GString *text, const char *heading)
{
  g_string_append_printf (text, "\n%s\n", heading);
}

static void
add_command (GString *text, const AhadiVerb *verb, const AhadiCommand *command)
{
  g_autofree char *usage = print_usage (verb, command);

  /* Translators: how a command is written */
  g_string_append_printf (text, _ ("Usage: ahadictl [GLOBAL OPTIONS] %s%s\n"), usage,
                          has_more_options (command) ? " [OPTIONS]" : "");
  add_summary (text, _ (command->summary));

  if (command->options != NULL || command->fields != 0)
    add_heading (text, _ ("Options:"));
  add_options (text, command->options);
  if (command->fields != 0)
    add_fields (text, command->fields);
  add_heading (text, _ ("Global options, before or after the command:"));
  add_options (text, ahadi_global_options);
}

static void
add_verb (GString *text, const AhadiVerb *verb)
{
  g_string_append_printf (text, _ ("Usage: ahadictl [GLOBAL OPTIONS] %s COMMAND …\n"),
                          verb->name);
  add_summary (text, _ (verb->summary));

  add_heading (text, _ ("Commands:"));
  for (gsize i = 0; i < verb->n_commands; i++)
    {
      g_autofree char *usage = print_usage (verb, &verb->commands[i]);

      add_row (text, usage, _ (verb->commands[i].summary));
    }
  g_string_append_printf (text, _ ("\n“ahadictl %s COMMAND --help” says more.\n"),
                          verb->name);
}

static void
add_first_steps (GString *text)
{
  add_heading (text, _ ("First steps:"));
  add_row (text, "demo", _ ("see all of it at work, in a folder of its own"));
  add_row (text, "vault init --role …",
           _ ("make a vault of your own, or at --vault DIR"));
  add_row (text, "member add --name …", _ ("write into it"));
  add_row (text, "export --to DIR", _ ("seal what is new, to be carried to the office"));
  add_row (text, "vault backup --to DIR",
           _ ("keep all of it in one sealed file elsewhere"));
}

static void
add_program (GString *text, const AhadiVerb *const *verbs)
{
  g_string_append (
      text, _ ("Usage: ahadictl [GLOBAL OPTIONS] COMMAND …\n\nThe work of Ahadi on the "
               "command line: members, pledges and reports in an\nencrypted vault, and "
               "sealed bundles between branch and office.\n"));
  add_heading (text, _ ("Commands:"));
  for (gsize i = 0; verbs[i] != NULL; i++)
    add_row (text, verbs[i]->name, _ (verbs[i]->summary));

  add_first_steps (text);
  add_heading (text, _ ("Global options, before or after the command:"));
  add_options (text, ahadi_global_options);

  add_heading (text, _ ("Exit codes:"));
  add_row (text, "0", _ ("done"));
  add_row (text, "1",
           _ ("refused or failed, at least in part; what was saved before is kept"));
  add_row (text, "2", _ ("the command line was not understood; nothing was done"));
  g_string_append (text, _ ("\n“ahadictl COMMAND --help” says more.\n"));
}

char *
ahadi_help_print (const AhadiVerb *const *verbs,
                  const AhadiVerb *verb,
                  const AhadiCommand *command)
{
  GString *text = g_string_new (NULL);

  if (verb == NULL)
    add_program (text, verbs);
  else if (command == NULL)
    add_verb (text, verb);
  else
    add_command (text, verb, command);
  return g_string_free (text, FALSE);
}
