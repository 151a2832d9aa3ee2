/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-invocation.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ahadi-prompt.h"

struct _AhadiInvocation
{
  const AhadiArguments *arguments;
  AhadiSession *session;
  gboolean json;
};

AhadiInvocation *
ahadi_invocation_new (const AhadiArguments *arguments)
{
  AhadiInvocation *self = g_new0 (AhadiInvocation, 1);

  self->arguments = arguments;
  self->json = ahadi_arguments_get_option (arguments, "json") != NULL;
  self->session = ahadi_session_new (ahadi_arguments_get_option (arguments, "vault"));
  return self;
}

void
ahadi_invocation_free (AhadiInvocation *self)
{
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    return;

  if (!ahadi_session_lock (self->session, &error))
    {
      g_autofree char *sentence = ahadi_sentence_for_error (error);

      ahadi_invocation_warn (
          self, _ ("What was done is kept, but no backup could be made: %s"), sentence);
    }
  ahadi_session_unref (self->session);
  g_free (self);
}

const AhadiArguments *
ahadi_invocation_get_arguments (const AhadiInvocation *self)
{
  return self->arguments;
}

AhadiSession *
ahadi_invocation_get_session (const AhadiInvocation *self)
{
  return self->session;
}

gboolean
ahadi_invocation_is_json (const AhadiInvocation *self)
{
  return self->json;
}

const char *
ahadi_invocation_get (const AhadiInvocation *self, guint index)
{
  return ahadi_arguments_get (self->arguments, index);
}

const char *
ahadi_invocation_option (const AhadiInvocation *self, const char *name)
{
  return ahadi_arguments_get_option (self->arguments, name);
}

gboolean
ahadi_invocation_number (const AhadiInvocation *self,
                         const char *name,
                         guint limit,
                         guint otherwise,
                         guint *number,
                         GError **error)
{
  const char *text = ahadi_invocation_option (self, name);
  guint64 value = otherwise;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, limit, &value, NULL))
    return ahadi_usage_error_set (error, _ ("--%s is a number from 0 to %u."), name,
                                  limit);
  *number = (guint) value;
  return TRUE;
}

AhadiSecret *
ahadi_invocation_read_passphrase (const AhadiInvocation *self, GError **error)
{
  const char *file = ahadi_invocation_option (self, "passphrase-file");

  if (file != NULL)
    return ahadi_secret_read_file (file, error);
  return ahadi_prompt_secret (_ ("Passphrase"), error);
}

gboolean
ahadi_invocation_unlock (AhadiInvocation *self, GError **error)
{
  g_autoptr (AhadiSecret) passphrase = NULL;

  if (!ahadi_session_has_vault (self->session))
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                   "cannot open %s: there is no vault",
                   ahadi_session_get_folder (self->session));
      return FALSE;
    }

  passphrase = ahadi_invocation_read_passphrase (self, error);
  return passphrase != NULL &&
         ahadi_session_unlock (self->session, AHADI_SLOT_PASSPHRASE, passphrase, error);
}

/* Not g_print(): what is written is UTF-8, whatever the locale. */
static void
write_line (FILE *file, const char *line)
{
  fputs (line, file);
  fputc ('\n', file);
  fflush (file);
}

void
ahadi_invocation_say (const AhadiInvocation *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  if (self->json)
    return;
  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  write_line (stdout, line);
}

void
ahadi_invocation_print (const AhadiInvocation *self, const json_t *value)
{
  g_autofree char *line = NULL;

  if (!self->json)
    return;
  line = ahadi_json_print (value);
  write_line (stdout, line);
}

void
ahadi_invocation_warn (const AhadiInvocation *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  write_line (stderr, line);
}

/* Text from elsewhere (a file's name) need not be UTF-8. */
static void
set_text (json_t *object, const char *name, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  ahadi_json_set_text (object, name, valid);
}

static json_t *
print_error (const char *word, const char *message, const char *detail)
{
  json_t *object = json_object ();

  set_text (object, "error", word);
  set_text (object, "message", message);
  if (detail != NULL)
    set_text (object, "detail", detail);
  return object;
}

static int
fail_usage (gboolean json, const char *sentence)
{
  if (json)
    {
      g_autoptr (json_t) object = print_error ("usage", sentence, NULL);
      g_autofree char *line = ahadi_json_print (object);

      write_line (stdout, line);
    }
  write_line (stderr, sentence);
  write_line (stderr, _ ("“ahadictl --help” says more."));
  return AHADI_EXIT_USAGE;
}

int
ahadi_invocation_fail (const AhadiInvocation *self, GError *failure)
{
  g_autoptr (GError) error = failure;
  g_autofree char *sentence = NULL;
  g_autoptr (json_t) object = NULL;

  if (g_error_matches (error, AHADI_USAGE_ERROR, AHADI_USAGE_ERROR_WRONG))
    return fail_usage (self->json, error->message);

  if (error->domain == AHADI_USAGE_ERROR)
    {
      sentence = g_strdup (error->message);
      object = print_error ("refused", sentence, NULL);
    }
  else
    {
      sentence = ahadi_sentence_for_error (error);
      object =
          print_error (ahadi_sentence_word_for_error (error), sentence, error->message);
    }
  ahadi_invocation_print (self, object);
  ahadi_invocation_warn (self, "%s", sentence);
  return AHADI_EXIT_REFUSED;
}

int
ahadi_invocation_misuse (const AhadiInvocation *self, const char *sentence)
{
  return fail_usage (self->json, sentence);
}

int
ahadi_invocation_fail_problems (const AhadiInvocation *self,
                                AhadiKind kind,
                                GPtrArray *problems)
{
  const char *head = _ ("Nothing was saved:");
  g_autoptr (json_t) object = print_error ("problems", head, NULL);
  json_t *list = json_array ();

  json_object_set_new (object, "problems", list);
  ahadi_invocation_warn (self, "%s", head);
  for (guint i = 0; i < problems->len; i++)
    {
      const AhadiProblem *problem = problems->pdata[i];
      g_autofree char *sentence = ahadi_sentence_for_problem (kind, problem);
      json_t *one = json_object ();

      ahadi_json_set_text (one, "field", problem->field);
      ahadi_json_set_text (one, "message", sentence);
      json_array_append_new (list, one);
      ahadi_invocation_warn (self, "  %s", sentence);
    }
  ahadi_invocation_print (self, object);
  return AHADI_EXIT_REFUSED;
}

int
ahadi_invocation_fail_arguments (gboolean json, const GError *error)
{
  return fail_usage (json, error->message);
}
