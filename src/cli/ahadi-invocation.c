/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-invocation.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ahadi-paths.h"
#include "ahadi-prompt.h"
#include "ahadi-shares-in.h"

struct _AhadiInvocation
{
  const AhadiArguments *arguments;
  AhadiSession *session;
  gboolean json;
  const char *blamed; /* (nullable): the file or folder that a failure is about */
};

const AhadiOption ahadi_replace_options[] = {
  { "replace", NULL, N_ ("write over FILE if it is there already") },
  { NULL },
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

/* Whatever was done: whoever writes on here must know that it counts no longer. */
static void
warn_of_revoking (const AhadiInvocation *self)
{
  g_autofree char *dropped =
      ahadi_sentence_for_own_dropping (ahadi_trust_get_dropped (self->session));

  if (ahadi_trust_is_revoked (self->session))
    ahadi_invocation_warn (self, "%s", ahadi_sentence_for_own_revoking ());
  else if (dropped != NULL)
    ahadi_invocation_warn (self, "%s", dropped);
}

/* The same of its folder, which others could reach. */
static void
warn_of_access (const AhadiInvocation *self)
{
  const char *sentence =
      ahadi_sentence_for_access (ahadi_session_get_access (self->session));

  if (sentence != NULL)
    ahadi_invocation_warn (self, "%s", sentence);
}

void
ahadi_invocation_free (AhadiInvocation *self)
{
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    return;

  warn_of_revoking (self);
  warn_of_access (self);
  if (!ahadi_session_lock (self->session, &error))
    ahadi_invocation_warn (
        self, "%s",
        ahadi_error_is_no_space (error) ||
                g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NO_SPACE)
            ? _ ("The disk has too little room for a backup of the vault, and what is "
                 "saved is kept without one. Free some space; the next command makes it.")
            : _ ("No backup of the vault could be made, and what is saved is kept "
                 "without one. See that its folder can be written; the next command "
                 "tries again."));
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
                         guint least,
                         guint most,
                         guint *number,
                         GError **error)
{
  const char *text = ahadi_invocation_option (self, name);
  guint64 value = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, least, most, &value, NULL))
    return ahadi_usage_error_set (error, _ ("--%s is a number from %u to %u."), name,
                                  least, most);
  *number = (guint) value;
  return TRUE;
}

gboolean
ahadi_invocation_blame (AhadiInvocation *self, const char *path)
{
  self->blamed = path;
  return FALSE;
}

AhadiSecret *
ahadi_invocation_read_secret_file (AhadiInvocation *self,
                                   const char *path,
                                   GError **error)
{
  g_autoptr (AhadiSecret) secret = NULL;
  g_autoptr (GError) why = NULL;

  self->blamed = path;
  secret = ahadi_secret_read_file (path, &why);
  if (g_error_matches (why, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED))
    ahadi_usage_error_refuse (
        error, _ ("The first line of this file is empty or far too long, so nothing was "
                  "opened or changed. Write the secret there, and nothing else."));
  else if (secret == NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  else
    self->blamed = NULL;
  return g_steal_pointer (&secret);
}

AhadiSecret *
ahadi_invocation_read_secret (AhadiInvocation *self, const char *option, GError **error)
{
  return ahadi_invocation_read_secret_file (self, ahadi_invocation_option (self, option),
                                            error);
}

static gboolean
check_vault (AhadiInvocation *self, GError **error)
{
  if (ahadi_session_has_vault (self->session))
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
               "cannot open %s: there is no vault",
               ahadi_session_get_folder (self->session));
  return FALSE;
}

gboolean
ahadi_invocation_unlock (AhadiInvocation *self, GError **error)
{
  g_autoptr (AhadiSecret) passphrase = NULL;

  if (ahadi_invocation_option (self, "share") != NULL)
    return check_vault (self, error) && ahadi_shares_in_unlock (self, error);

  passphrase = ahadi_invocation_unlock_keep (self, error);
  return passphrase != NULL;
}

AhadiSecret *
ahadi_invocation_unlock_keep (AhadiInvocation *self, GError **error)
{
  g_autoptr (AhadiSecret) passphrase = NULL;
  GError *why = NULL;

  if (!check_vault (self, error))
    return NULL;
  if (ahadi_invocation_option (self, "share") != NULL)
    {
      ahadi_usage_error_refuse (
          error, _ ("This needs the passphrase of the person who stays, and shares have "
                    "none. Nothing was changed. Set a passphrase first, with “ahadictl "
                    "vault passwd --share …”."));
      return NULL;
    }

  passphrase = ahadi_invocation_option (self, "passphrase-file") != NULL
                   ? ahadi_invocation_read_secret (self, "passphrase-file", error)
                   : ahadi_prompt_secret (_ ("Passphrase"), "passphrase-file", error);
  if (passphrase == NULL)
    return NULL;
  if (ahadi_session_unlock (self->session, AHADI_SLOT_PASSPHRASE, passphrase, &why))
    return g_steal_pointer (&passphrase);

  if (why->domain == AHADI_BASE_ERROR)
    ahadi_invocation_blame (self, ahadi_session_get_folder (self->session));
  g_propagate_error (error, why);
  return NULL;
}

gboolean
ahadi_invocation_check_target (AhadiInvocation *self, const char *path, GError **error)
{
  gboolean replace = ahadi_invocation_option (self, "replace") != NULL;

  if (replace ? ahadi_paths_check_target (path, error)
              : ahadi_paths_check_new_target (path, error))
    return TRUE;
  return ahadi_invocation_blame (self, path);
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
print_error (const char *word, const char *message)
{
  json_t *object = json_object ();

  set_text (object, "error", word);
  set_text (object, "message", message);
  return object;
}

static int
fail_usage (gboolean json, const char *help, const char *sentence)
{
  if (json)
    {
      g_autoptr (json_t) object = print_error ("usage", sentence);
      g_autofree char *line = ahadi_json_print (object);

      write_line (stdout, line);
    }
  write_line (stderr, sentence);
  fprintf (stderr, _ ("“%s” says more.\n"), help);
  return AHADI_EXIT_USAGE;
}

int
ahadi_invocation_misuse (const AhadiInvocation *self, const char *sentence)
{
  g_autofree char *help = ahadi_arguments_print_help (self->arguments);

  return fail_usage (self->json, help, sentence);
}

int
ahadi_invocation_fail_arguments (gboolean json, const char *help, const GError *error)
{
  return fail_usage (json, help, error->message);
}

static char *
say_no_vault (const char *folder)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);

  if (g_file_test (backups, G_FILE_TEST_IS_DIR))
    return g_strdup_printf (
        _ ("The file “slots” with the keys is missing in “%s”, and without it nothing "
           "opens this vault. Nothing was changed. Restore the newest folder in its "
           "“backups”, or a sealed backup, with “ahadictl vault restore --replace”."),
        folder);
  return g_strdup_printf (
      _ ("There is no vault in “%s” that you can open. Nothing was changed. Name another "
         "folder with --vault, or make a vault with “ahadictl vault init”."),
      folder);
}

/* The window has other words for these: it shows where to go on. */
char *
ahadi_invocation_explain (const AhadiInvocation *self, const GError *error)
{
  if (error->domain == AHADI_USAGE_ERROR)
    return g_strdup (error->message);

  if (g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND) &&
      !ahadi_session_has_vault (self->session))
    return say_no_vault (ahadi_session_get_folder (self->session));

  if (g_error_matches (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_EXISTS) &&
      ahadi_arguments_get_command (self->arguments)->options == ahadi_replace_options)
    return g_strdup (_ ("There is a file of this name already, and it was left as it is. "
                        "Name another file, or add --replace to write over this one."));

  if (g_error_matches (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY))
    return g_strdup (
        _ ("This vault cannot do that: it still needs the office’s card or its approval, "
           "or this is work of another office. Nothing was changed. “ahadictl vault "
           "check” says whose vault it is."));

  return ahadi_sentence_for_error (error);
}

/* One line for a person, one object for a program. */
static int
fail (const AhadiInvocation *self, const char *sentence, const GError *error)
{
  gboolean refused = error->domain == AHADI_USAGE_ERROR;
  g_autoptr (json_t) object =
      print_error (refused ? "refused" : ahadi_sentence_word_for_error (error), sentence);

  if (self->blamed != NULL)
    set_text (object, "file", self->blamed);
  if (!refused)
    set_text (object, "detail", error->message);
  ahadi_invocation_print (self, object);

  if (self->blamed != NULL)
    ahadi_invocation_warn (self, "%s: %s", self->blamed, sentence);
  else
    ahadi_invocation_warn (self, "%s", sentence);
  return AHADI_EXIT_REFUSED;
}

int
ahadi_invocation_fail (const AhadiInvocation *self, GError *failure)
{
  g_autoptr (GError) error = failure;
  g_autofree char *sentence = ahadi_invocation_explain (self, error);

  if (g_error_matches (error, AHADI_USAGE_ERROR, AHADI_USAGE_ERROR_WRONG))
    return ahadi_invocation_misuse (self, sentence);
  return fail (self, sentence, error);
}

int
ahadi_invocation_fail_at (AhadiInvocation *self, const char *path, GError *error)
{
  ahadi_invocation_blame (self, path);
  return ahadi_invocation_fail (self, error);
}

int
ahadi_invocation_fail_as (const AhadiInvocation *self,
                          const char *sentence,
                          GError *failure)
{
  g_autoptr (GError) error = failure;

  return fail (self, sentence, error);
}

/* With the option that sets the field, where the command has one for each. */
static void
warn_problem (const AhadiInvocation *self,
              AhadiKind kind,
              const AhadiProblem *problem,
              const char *sentence)
{
  g_autofree char *option = ahadi_arguments_name_field (problem->field);

  if (ahadi_arguments_get_command (self->arguments)->fields == kind)
    ahadi_invocation_warn (self, "  --%s: %s", option, sentence);
  else
    ahadi_invocation_warn (self, "  %s", sentence);
}

int
ahadi_invocation_fail_problems (const AhadiInvocation *self,
                                AhadiKind kind,
                                GPtrArray *problems)
{
  const char *head = _ ("Nothing was saved:");
  g_autoptr (json_t) object = print_error ("problems", head);
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
      warn_problem (self, kind, problem, sentence);
    }
  ahadi_invocation_print (self, object);
  return AHADI_EXIT_REFUSED;
}
