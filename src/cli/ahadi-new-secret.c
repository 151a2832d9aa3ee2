/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-new-secret.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ahadi-paths.h"
#include "ahadi-prompt.h"

static gboolean
check_strength (AhadiSecret *passphrase, GError **error)
{
  const char *text = (const char *) ahadi_secret_get_bytes (passphrase);

  switch (ahadi_passphrase_judge (text, ahadi_secret_get_size (passphrase)))
    {
    case AHADI_STRENGTH_TOO_SHORT:
      return ahadi_usage_error_refuse (
          error, _ ("This passphrase is too short; take at least ten characters."));
    case AHADI_STRENGTH_WEAK:
      return ahadi_usage_error_refuse (
          error, _ ("This passphrase is too easy to guess; take four or more words that "
                    "do not belong together."));
    case AHADI_STRENGTH_FAIR:
    case AHADI_STRENGTH_STRONG:
    default:
      return TRUE;
    }
}

AhadiSecret *
ahadi_new_secret_read (AhadiInvocation *invocation,
                       const char *option,
                       const char *question,
                       GError **error)
{
  g_autoptr (AhadiSecret) passphrase =
      ahadi_invocation_option (invocation, option) != NULL
          ? ahadi_invocation_read_secret (invocation, option, error)
          : ahadi_prompt_new_secret (question, option, error);

  if (passphrase == NULL || !check_strength (passphrase, error))
    return NULL;
  return g_steal_pointer (&passphrase);
}

/* "1234 5678 …\n", all of it secret. */
static GBytes *
print_recovery_code (AhadiSecret *code, AhadiSecret **line)
{
  gsize size = strlen ((const char *) ahadi_secret_get_bytes (code));
  guint8 *text;

  *line = ahadi_secret_new (size + 1);
  text = ahadi_secret_get_bytes (*line);
  memcpy (text, ahadi_secret_get_bytes (code), size);
  text[size] = '\n';
  return g_bytes_new_static (text, size + 1);
}

/* Another vault's code may be all that opens it. */
gboolean
ahadi_new_secret_check_file (const char *path, GError **error)
{
  struct stat info;

  if (!ahadi_paths_check_target (path, error))
    return FALSE;
  if (stat (path, &info) != 0 || info.st_size == 0)
    return TRUE;
  return ahadi_usage_error_refuse (
      error, _ ("This file holds something already, and it was left as it is. Nothing "
                "else was made or changed. Name a new file for the recovery code."));
}

static gboolean
write_recovery_file (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return ahadi_folder_make (folder, error) &&
         ahadi_file_replace (path, bytes, 0600, error);
}

/* Said once, past every buffer of ours. */
static gboolean
show_recovery_code (AhadiInvocation *invocation, GBytes *bytes, GError **error)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);

  ahadi_invocation_say (invocation, _ ("The recovery code, shown only now. Write it on "
                                       "paper and keep it away from this laptop:"));
  if (write (STDOUT_FILENO, text, size) == (gssize) size)
    return TRUE;

  g_set_error_literal (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO,
                       "cannot show the recovery code");
  return FALSE;
}

gboolean
ahadi_new_secret_hand_out (AhadiInvocation *invocation, AhadiSecret *code, GError **error)
{
  const char *file = ahadi_invocation_option (invocation, "recovery-file");
  g_autoptr (AhadiSecret) line = NULL;
  g_autoptr (GBytes) bytes = print_recovery_code (code, &line);

  return file != NULL ? write_recovery_file (file, bytes, error)
                      : show_recovery_code (invocation, bytes, error);
}

gboolean
ahadi_new_secret_check_place (AhadiInvocation *invocation, GError **error)
{
  const char *file = ahadi_invocation_option (invocation, "recovery-file");

  if (file == NULL && ahadi_invocation_is_json (invocation))
    return ahadi_usage_error_set (error, _ ("With --json the recovery code is not shown; "
                                            "name a file with --recovery-file."));
  return file == NULL || ahadi_new_secret_check_file (file, error) ||
         ahadi_invocation_blame (invocation, file);
}

gboolean
ahadi_new_secret_hand_out_again (AhadiInvocation *invocation,
                                 AhadiSecret *code,
                                 GError **error)
{
  g_autoptr (GError) why = NULL;

  if (ahadi_new_secret_hand_out (invocation, code, &why))
    return TRUE;

  g_info ("%s", why->message);
  ahadi_invocation_blame (invocation,
                          ahadi_invocation_option (invocation, "recovery-file"));
  return ahadi_usage_error_refuse (
      error,
      _ ("The passphrase opens the vault, but its new recovery code could not be "
         "written and is shown to nobody again. Draw another one with “ahadictl vault "
         "recovery”."));
}
