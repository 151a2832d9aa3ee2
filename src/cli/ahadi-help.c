/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-help.h"

#include <glib/gi18n-lib.h>

#include "ahadi-arguments.h"
#include "app/ahadi-app.h"

#define COLUMN 30

/* "  left                 right" */
static void
add_row (GString *text, const char *left, const char *right)
{
  glong width = g_utf8_strlen (left, -1);

  g_string_append_printf (text, "  %s", left);
  if (width >= COLUMN)
    g_string_append_printf (text, "\n%*s", COLUMN + 2, "");
  else
    g_string_append_printf (text, "%*s", (int) (COLUMN - width), "");
  g_string_append_printf (text, "%s\n", right);
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
      return "DATE";
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
static void
add_fields (GString *text, AhadiKind kind)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const AhadiField *field = &info->fields[i];
      g_autofree char *option = ahadi_arguments_name_field (field->name);
      g_autofree char *left = g_strdup_printf ("--%s %s", option, name_value (field));
      g_autofree char *words =
          field->choices == NULL ? NULL : g_strjoinv (", ", (char **) field->choices);
      g_autofree char *right =
          words == NULL ? g_strdup (ahadi_words_field (kind, i))
                        : g_strdup_printf ("%s: %s", ahadi_words_field (kind, i), words);

      add_row (text, left, right);
    }
}

static char *
print_usage (const AhadiVerb *verb, const AhadiCommand *command)
{
  return g_strdup_printf ("%s%s%s%s%s", verb->name, command->name == NULL ? "" : " ",
                          command->name == NULL ? "" : command->name,
                          *command->arguments == '\0' ? "" : " ", command->arguments);
}

static void
add_command (GString *text, const AhadiVerb *verb, const AhadiCommand *command)
{
  g_autofree char *usage = print_usage (verb, command);
  gboolean has_options = command->options != NULL || command->fields != 0;

  /* Translators: how a command is written */
  g_string_append_printf (text, _ ("Usage: ahadictl [GLOBAL OPTIONS] %s%s\n"), usage,
                          has_options ? " [OPTIONS]" : "");
  g_string_append_printf (text, "\n%s.\n", _ (command->summary));

  if (has_options)
    g_string_append_printf (text, "\n%s\n", _ ("Options:"));
  add_options (text, command->options);
  if (command->fields != 0)
    add_fields (text, command->fields);
  g_string_append_printf (text, "\n%s\n", _ ("Global options:"));
  add_options (text, ahadi_global_options);
}

static void
add_verb (GString *text, const AhadiVerb *verb)
{
  g_string_append_printf (text, "%s.\n\n%s\n", _ (verb->summary), _ ("Commands:"));
  for (gsize i = 0; i < verb->n_commands; i++)
    {
      g_autofree char *usage = print_usage (verb, &verb->commands[i]);

      add_row (text, usage, _ (verb->commands[i].summary));
    }
  g_string_append_printf (text, _ ("\n“ahadictl %s COMMAND --help” says more.\n"),
                          verb->name);
}

static void
add_program (GString *text, const AhadiVerb *const *verbs)
{
  g_string_append (
      text, _ ("Usage: ahadictl [GLOBAL OPTIONS] COMMAND …\n\nThe work of Ahadi on the "
               "command line: members, pledges and reports in an\nencrypted vault, and "
               "sealed bundles between branch and office.\n"));
  g_string_append_printf (text, "\n%s\n", _ ("Commands:"));
  for (gsize i = 0; verbs[i] != NULL; i++)
    add_row (text, verbs[i]->name, _ (verbs[i]->summary));

  g_string_append_printf (text, "\n%s\n",
                          _ ("Global options, before or after the command:"));
  add_options (text, ahadi_global_options);

  g_string_append_printf (text, "\n%s\n", _ ("Exit codes:"));
  add_row (text, "0", _ ("done"));
  add_row (text, "1", _ ("refused or failed; nothing is lost"));
  add_row (text, "2", _ ("the command line was not understood"));
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
