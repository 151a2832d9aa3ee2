/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-arguments.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *name;
  const char *value;
} Given;

struct _AhadiArguments
{
  const AhadiVerb *verb;
  const AhadiCommand *command;
  gboolean help;
  GPtrArray *positional; /* borrowed */
  GPtrArray *options;    /* Given */
};

const AhadiOption ahadi_global_options[] = {
  { "vault", "DIR", N_ ("the vault to use; else $AHADI_VAULT, else your own") },
  { "passphrase-file", "FILE", N_ ("read the passphrase from the first line of FILE") },
  { "json", NULL, N_ ("write JSON, for other programs") },
  { "help", NULL, N_ ("say how a command is used") },
  { "version", NULL, N_ ("say which version this is") },
  { NULL },
};

GQuark
ahadi_usage_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-usage-error-quark");
}

gboolean
ahadi_usage_error_set (GError **error, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, AHADI_USAGE_ERROR, AHADI_USAGE_ERROR_WRONG, sentence);
  return FALSE;
}

gboolean
ahadi_usage_error_refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, AHADI_USAGE_ERROR, AHADI_USAGE_ERROR_REFUSED, sentence);
  return FALSE;
}

static void
given_free (Given *self)
{
  g_free (self->name);
  g_free (self);
}

void
ahadi_arguments_free (AhadiArguments *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->positional);
  g_ptr_array_unref (self->options);
  g_free (self);
}

gboolean
ahadi_arguments_want_json (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--json"))
      return TRUE;
  return FALSE;
}

char *
ahadi_arguments_name_field (const char *field)
{
  return g_strdelimit (g_strdup (field), "_", '-');
}

static const AhadiOption *
find_option (const AhadiOption *options, const char *name)
{
  for (; options != NULL && options->name != NULL; options++)
    if (g_str_equal (options->name, name))
      return options;
  return NULL;
}

static gboolean
is_field (AhadiKind kind, const char *name)
{
  const AhadiKindInfo *info = kind == 0 ? NULL : ahadi_kind_get_info (kind);

  for (guint i = 0; info != NULL && i < info->n_fields; i++)
    {
      g_autofree char *option = ahadi_arguments_name_field (info->fields[i].name);

      if (g_str_equal (option, name))
        return TRUE;
    }
  return FALSE;
}

/* Whether there is an option @name here, and whether it has a value. */
static gboolean
knows_option (const AhadiArguments *self, const char *name, gboolean *has_value)
{
  const AhadiOption *option = find_option (ahadi_global_options, name);

  if (option == NULL && self->command != NULL)
    option = find_option (self->command->options, name);
  if (option != NULL)
    {
      *has_value = option->value != NULL;
      return TRUE;
    }

  *has_value = TRUE;
  return self->command != NULL && is_field (self->command->fields, name);
}

static gboolean
add_option (AhadiArguments *self, const char *name, const char *value)
{
  Given *given = g_new0 (Given, 1);

  given->name = g_strdup (name);
  given->value = value;
  g_ptr_array_add (self->options, given);
  if (g_str_equal (name, "help") || g_str_equal (name, "version"))
    self->help = TRUE;
  return TRUE;
}

static gboolean
refuse_option (const AhadiArguments *self, const char *name, GError **error)
{
  if (self->command == NULL)
    ahadi_usage_error_set (
        error,
        _ ("The option --%s is not known here; the options of a command stand after it."),
        name);
  else
    ahadi_usage_error_set (error, _ ("This command has no option --%s."), name);
  return FALSE;
}

/* @at: (inout): the place in @argv, moved on if the value is the next word. */
static gboolean
parse_option (AhadiArguments *self, int argc, char **argv, int *at, GError **error)
{
  const char *text = argv[*at] + 2;
  const char *equals = strchr (text, '=');
  g_autofree char *name =
      equals == NULL ? g_strdup (text) : g_strndup (text, equals - text);
  gboolean has_value = FALSE;

  if (!knows_option (self, name, &has_value))
    return refuse_option (self, name, error);

  if (!has_value && equals != NULL)
    return ahadi_usage_error_set (error, _ ("The option --%s takes no value."), name);
  if (!has_value)
    return add_option (self, name, "");
  if (equals != NULL)
    return add_option (self, name, equals + 1);
  if (*at + 1 < argc)
    return add_option (self, name, argv[++*at]);

  return ahadi_usage_error_set (error, _ ("The option --%s needs a value after it."),
                                name);
}

static gboolean
find_verb (AhadiArguments *self,
           const AhadiVerb *const *verbs,
           const char *word,
           GError **error)
{
  for (gsize i = 0; verbs[i] != NULL; i++)
    if (g_str_equal (verbs[i]->name, word))
      self->verb = verbs[i];

  if (self->verb == NULL)
    return ahadi_usage_error_set (error, _ ("There is no command “%s”."), word);

  if (self->verb->commands[0].name == NULL)
    self->command = &self->verb->commands[0];
  return TRUE;
}

static gboolean
find_command (AhadiArguments *self, const char *word, GError **error)
{
  for (gsize i = 0; i < self->verb->n_commands; i++)
    if (g_str_equal (self->verb->commands[i].name, word))
      self->command = &self->verb->commands[i];

  if (self->command != NULL)
    return TRUE;

  return ahadi_usage_error_set (error, _ ("There is no command “%s %s”."),
                                self->verb->name, word);
}

static gboolean
parse_word (AhadiArguments *self,
            const AhadiVerb *const *verbs,
            const char *word,
            GError **error)
{
  if (self->verb == NULL && g_str_equal (word, "help"))
    self->help = TRUE;
  else if (self->verb == NULL)
    return find_verb (self, verbs, word, error);
  else if (self->command == NULL)
    return find_command (self, word, error);
  else
    g_ptr_array_add (self->positional, (gpointer) word);
  return TRUE;
}

static gboolean
check_words (const AhadiArguments *self, GError **error)
{
  guint n = self->positional->len;

  if (self->help)
    return TRUE;

  if (self->verb == NULL)
    ahadi_usage_error_set (error, _ ("Say what to do."));
  else if (self->command == NULL)
    ahadi_usage_error_set (error, _ ("Say what to do after “%s”."), self->verb->name);
  else if (n < self->command->min_arguments)
    ahadi_usage_error_set (error, _ ("Something is missing: this command needs %s."),
                           self->command->arguments);
  else if (n > self->command->max_arguments)
    ahadi_usage_error_set (
        error, _ ("“%s” is more than this command takes."),
        (const char *) self->positional->pdata[self->command->max_arguments]);
  else
    return TRUE;
  return FALSE;
}

AhadiArguments *
ahadi_arguments_parse (const AhadiVerb *const *verbs,
                       int argc,
                       char **argv,
                       GError **error)
{
  g_autoptr (AhadiArguments) self = g_new0 (AhadiArguments, 1);
  gboolean ended = FALSE;

  self->positional = g_ptr_array_new ();
  self->options = g_ptr_array_new_with_free_func ((GDestroyNotify) given_free);

  for (int i = 1; i < argc; i++)
    {
      gboolean fine = TRUE;

      if (!ended && g_str_equal (argv[i], "--"))
        ended = TRUE;
      else if (!ended && g_str_equal (argv[i], "-h"))
        self->help = TRUE;
      else if (!ended && g_str_has_prefix (argv[i], "--"))
        fine = parse_option (self, argc, argv, &i, error);
      else
        fine = parse_word (self, verbs, argv[i], error);
      if (!fine)
        return NULL;
    }

  return check_words (self, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
ahadi_arguments_want_help (const AhadiArguments *self)
{
  return self->help;
}

const AhadiVerb *
ahadi_arguments_get_verb (const AhadiArguments *self)
{
  return self->verb;
}

const AhadiCommand *
ahadi_arguments_get_command (const AhadiArguments *self)
{
  return self->command;
}

guint
ahadi_arguments_count (const AhadiArguments *self)
{
  return self->positional->len;
}

const char *
ahadi_arguments_get (const AhadiArguments *self, guint index)
{
  return index < self->positional->len ? self->positional->pdata[index] : NULL;
}

const char *
ahadi_arguments_get_option (const AhadiArguments *self, const char *name)
{
  const char *value = NULL;

  for (guint i = 0; i < self->options->len; i++)
    {
      const Given *given = self->options->pdata[i];

      if (g_str_equal (given->name, name))
        value = given->value;
    }
  return value;
}

GPtrArray *
ahadi_arguments_list_option (const AhadiArguments *self, const char *name)
{
  GPtrArray *values = g_ptr_array_new ();

  for (guint i = 0; i < self->options->len; i++)
    {
      const Given *given = self->options->pdata[i];

      if (g_str_equal (given->name, name))
        g_ptr_array_add (values, (gpointer) given->value);
    }
  return values;
}
