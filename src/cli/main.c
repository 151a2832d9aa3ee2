/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>

#include "ahadi-help.h"
#include "ahadi-invocation.h"

const AhadiVerb *const ahadi_verbs[] = {
  &ahadi_cmd_vault,
  &ahadi_cmd_card,
  &ahadi_cmd_directory,
  &ahadi_cmd_device,
  &ahadi_cmd_enrol,
  &ahadi_cmd_member,
  &ahadi_cmd_pledge,
  &ahadi_cmd_circle,
  &ahadi_cmd_report,
  &ahadi_cmd_attach,
  &ahadi_cmd_erasure,
  &ahadi_cmd_export,
  &ahadi_cmd_import,
  &ahadi_cmd_reply,
  &ahadi_cmd_carry,
  &ahadi_cmd_gaps,
  &ahadi_cmd_review,
  &ahadi_cmd_duplicates,
  &ahadi_cmd_link,
  &ahadi_cmd_inspect,
  &ahadi_cmd_identity,
  &ahadi_cmd_lost,
  &ahadi_cmd_publish,
  &ahadi_cmd_demo,
  NULL,
};

static void
set_language (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, AHADI_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

static int
help (const AhadiArguments *arguments)
{
  g_autofree char *text = NULL;

  if (ahadi_arguments_get_option (arguments, "version") != NULL)
    {
      puts ("ahadictl " AHADI_VERSION);
      return AHADI_EXIT_FINE;
    }

  text = ahadi_help_print (ahadi_verbs, ahadi_arguments_get_verb (arguments),
                           ahadi_arguments_get_command (arguments));
  fputs (text, stdout);
  return AHADI_EXIT_FINE;
}

/* What was to be told and could not be written is a failure of its own. */
static int
finish (int code)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return code;

  fprintf (stderr, "%s\n",
           _ ("What was done is kept, but the answer could not be written out. See where "
              "standard output goes, then ask again."));
  return code == AHADI_EXIT_FINE ? AHADI_EXIT_REFUSED : code;
}

static int
run (const AhadiArguments *arguments)
{
  g_autoptr (AhadiInvocation) invocation = ahadi_invocation_new (arguments);
  GError *error = NULL;

  if (!ahadi_crypto_init (&error))
    return ahadi_invocation_fail (invocation, error);
  return ahadi_arguments_get_command (arguments)->run (invocation);
}

int
main (int argc, char **argv)
{
  g_autoptr (AhadiArguments) arguments = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *hint = NULL;

  ahadi_file_hold_standard ();
  set_language ();
  ahadi_crypto_harden_process ();

  arguments = ahadi_arguments_parse (ahadi_verbs, argc, argv, &hint, &error);
  if (arguments == NULL)
    return finish (ahadi_invocation_fail_arguments (
        ahadi_arguments_want_json (argc, argv), hint, error));
  if (ahadi_arguments_want_help (arguments))
    return finish (help (arguments));
  return finish (run (arguments));
}
