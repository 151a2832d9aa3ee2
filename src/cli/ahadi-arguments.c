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
  const char *first; /* (nullable): of a command of two words, before the second */
  gboolean help;
  GPtrArray *positional; /* borrowed */
  GPtrArray *options;    /* Given */
};

const AhadiOption ahadi_global_options[] = {
  { "vault", AHADI_VALUE_FOLDER,
    N_ ("the vault’s folder; else $AHADI_VAULT, else the one that the window opens") },
  { "passphrase-file", AHADI_VALUE_FILE,
    N_ ("read the passphrase from the first line of FILE") },
  { "share", AHADI_VALUE_FILE,
    N_ ("open with this custodian’s share in place of the passphrase; given as often as "
        "shares are needed") },
  { "share-passphrase-file", AHADI_VALUE_FILE,
    N_ ("read the passphrase of a share from the first line of FILE; given in the order "
        "of the shares") },
  { "json", NULL, N_ ("answer in JSON, for other programs; help stays text") },
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

static const AhadiOption *
find_any_option (const AhadiArguments *self, const char *name)
{
  static const AhadiOption field = { "", "", "" };
  const AhadiOption *option = find_option (ahadi_global_options, name);

  if (option == NULL && self->command != NULL)
    option = find_option (self->command->options, name);
  if (option == NULL && self->command != NULL && is_field (self->command->fields, name))
    option = &field;
  return option;
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
add_value (AhadiArguments *self,
           const AhadiOption *option,
           const char *name,
           const char *value,
           GError **error)
{
  gboolean is_path = g_str_equal (option->value, AHADI_VALUE_FOLDER) ||
                     g_str_equal (option->value, AHADI_VALUE_FILE);

  if (value == NULL || (is_path && *value == '\0'))
    return ahadi_usage_error_set (error, _ ("The option --%s needs a value after it."),
                                  name);
  return add_option (self, name, value);
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
parse_option (AhadiArguments *self, char **argv, int *at, GError **error)
{
  const char *text = argv[*at] + 2;
  const char *equals = strchr (text, '=');
  g_autofree char *name =
      equals == NULL ? g_strdup (text) : g_strndup (text, equals - text);
  const AhadiOption *option = find_any_option (self, name);

  if (option == NULL)
    return refuse_option (self, name, error);
  if (option->value == NULL && equals != NULL)
    return ahadi_usage_error_set (error, _ ("The option --%s takes no value."), name);
  if (option->value == NULL)
    return add_option (self, name, "");
  if (equals != NULL)
    return add_value (self, option, name, equals + 1, error);

  /* argv ends with NULL. */
  return add_value (self, option, name, argv[++*at], error);
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

/* "init, check, digest, passwd" */
static char *
list_commands (const AhadiVerb *verb)
{
  GString *text = g_string_new (verb->commands[0].name);

  for (gsize i = 1; i < verb->n_commands; i++)
    g_string_append_printf (text, ", %s", verb->commands[i].name);
  return g_string_free (text, FALSE);
}

/* Whether @word is the first of a longer name. */
static gboolean
begins_command (const AhadiVerb *verb, const char *word)
{
  g_autofree char *start = g_strconcat (word, " ", NULL);

  for (gsize i = 0; i < verb->n_commands; i++)
    if (g_str_has_prefix (verb->commands[i].name, start))
      return TRUE;
  return FALSE;
}

/* "check", or "people" and then "list". */
static gboolean
find_command (AhadiArguments *self, const char *word, GError **error)
{
  g_autofree char *names = list_commands (self->verb);
  g_autofree char *words =
      self->first == NULL ? g_strdup (word) : g_strconcat (self->first, " ", word, NULL);

  for (gsize i = 0; i < self->verb->n_commands; i++)
    if (g_str_equal (self->verb->commands[i].name, words))
      self->command = &self->verb->commands[i];

  if (self->command == NULL && self->first == NULL && begins_command (self->verb, word))
    self->first = word;
  if (self->command != NULL || self->first == word)
    return TRUE;

  return ahadi_usage_error_set (error, _ ("There is no command “%s %s”, only: %s."),
                                self->verb->name, words, names);
}

static gboolean
parse_word (AhadiArguments *self,
            const AhadiVerb *const *verbs,
            const char *word,
            GError **error)
{
  if (*word == '\0')
    return ahadi_usage_error_set (error, _ ("One of the words of this line is empty."));

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
ask_for_command (const AhadiVerb *verb, GError **error)
{
  g_autofree char *names = list_commands (verb);

  return ahadi_usage_error_set (error, _ ("Say what to do after “%s”: %s."), verb->name,
                                names);
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
    ask_for_command (self->verb, error);
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

/* @ended: (inout): whether "--" stood there. */
static gboolean
parse_next (AhadiArguments *self,
            const AhadiVerb *const *verbs,
            char **argv,
            int *at,
            gboolean *ended,
            GError **error)
{
  const char *word = argv[*at];

  if (*ended || word[0] != '-' || word[1] == '\0')
    return parse_word (self, verbs, word, error);

  if (g_str_equal (word, "--"))
    *ended = TRUE;
  else if (g_str_equal (word, "-h"))
    self->help = TRUE;
  else if (word[1] == '-')
    return parse_option (self, argv, at, error);
  else
    return ahadi_usage_error_set (
        error, _ ("There is no option %s; options are whole words, as --json is."), word);
  return TRUE;
}

AhadiArguments *
ahadi_arguments_parse (
    const AhadiVerb *const *verbs, int argc, char **argv, char **help, GError **error)
{
  g_autoptr (AhadiArguments) self = g_new0 (AhadiArguments, 1);
  gboolean ended = FALSE;
  gboolean fine = TRUE;

  self->positional = g_ptr_array_new ();
  self->options = g_ptr_array_new_with_free_func ((GDestroyNotify) given_free);

  for (int i = 1; i < argc && fine; i++)
    fine = parse_next (self, verbs, argv, &i, &ended, error);
  if (fine && check_words (self, error))
    return g_steal_pointer (&self);

  *help = ahadi_arguments_print_help (self);
  return NULL;
}

char *
ahadi_arguments_print_help (const AhadiArguments *self)
{
  gboolean deep = self->command != NULL && self->command->name != NULL;

  return g_strconcat ("ahadictl ", self->verb == NULL ? "" : self->verb->name,
                      self->verb == NULL ? "" : " ", deep ? self->command->name : "",
                      deep ? " " : "", "--help", NULL);
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
