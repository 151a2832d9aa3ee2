/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-cmd-vault.h"
#include "ahadi-invocation.h"
#include "ahadi-prompt.h"

const AhadiOption ahadi_cmd_vault_wipe_options[] = {
  { "yes-wipe", "LABEL",
    N_ ("do not ask; LABEL is what the laptop is called, or without a passphrase the "
        "vault’s folder") },
  { "without-passphrase", NULL,
    N_ ("do not open it first; then nobody can say what would be lost") },
  { NULL },
};

static void
warn_unsent (AhadiInvocation *invocation, const AhadiDesk *desk)
{
  guint64 unsent = desk->sendable + desk->held_back;

  if (unsent > 0)
    ahadi_invocation_warn (
        invocation,
        ngettext ("%" G_GUINT64_FORMAT " change was never sent, and would be lost.",
                  "%" G_GUINT64_FORMAT " changes were never sent, and would be lost.",
                  (gulong) unsent),
        unsent);
  if (desk->drafts > 0)
    ahadi_invocation_warn (
        invocation,
        ngettext ("%u draft would be lost.", "%u drafts would be lost.", desk->drafts),
        desk->drafts);
}

/* Returns: (transfer full): what is to be typed, after saying what would be lost. */
static char *
describe_open (AhadiInvocation *invocation, GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiDesk) desk = NULL;

  if (!ahadi_invocation_unlock (invocation, error) ||
      (desk = ahadi_desk_load (session, error)) == NULL)
    return NULL;

  warn_unsent (invocation, desk);
  return g_strdup (desk->label);
}

/* Whoever holds the folder can delete it anyway. */
static char *
describe_closed (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);

  ahadi_invocation_warn (invocation, "%s",
                         _ ("Without the passphrase nobody can say what was never sent "
                            "and would be lost."));
  return g_path_get_basename (ahadi_session_get_folder (session));
}

static gboolean
confirm (AhadiInvocation *invocation, const char *label, GError **error)
{
  const char *given = ahadi_invocation_option (invocation, "yes-wipe");
  g_autofree char *question = NULL;

  if (given != NULL)
    return g_str_equal (given, label) ||
           ahadi_usage_error_refuse (
               error, _ ("This vault is not called that. Nothing was touched."));

  ahadi_invocation_warn (
      invocation, "%s",
      _ ("All keys and records in this folder are destroyed, its backups too. Copies on "
         "sticks or other laptops are not reached. There is no way back."));
  question = g_strdup_printf (_ ("Type “%s” to go on:"), label);
  return ahadi_prompt_confirm (question, label) ||
         ahadi_usage_error_refuse (error, _ ("That was not typed. Nothing was touched."));
}

static gboolean
check_there (AhadiInvocation *invocation, GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);

  if (ahadi_keys_can_wipe (session))
    return TRUE;
  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
               "cannot wipe %s: there is no vault", ahadi_session_get_folder (session));
  return FALSE;
}

static void
say_wiped (AhadiInvocation *invocation)
{
  g_autoptr (json_t) object = json_object ();

  json_object_set_new (object, "wiped", json_true ());
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation, "%s",
      _ ("The keys are destroyed, and the vault is gone. On SSDs and sticks old bytes "
         "may "
         "remain for a while, but nothing in this folder opens any more. Backups and "
         "copies of the folder elsewhere, with sheets and shares for them, are as they "
         "were: look for them."));
}

int
ahadi_cmd_vault_wipe (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autofree char *label = NULL;
  GError *error = NULL;
  gboolean closed = ahadi_invocation_option (invocation, "without-passphrase") != NULL;

  if (!check_there (invocation, &error))
    return ahadi_invocation_fail (invocation, error);

  label = closed || !ahadi_session_has_vault (session)
              ? describe_closed (invocation)
              : describe_open (invocation, &error);
  if (label == NULL || !confirm (invocation, label, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_keys_wipe (session, &error))
    return ahadi_invocation_fail_at (invocation, ahadi_session_get_folder (session),
                                     error);

  say_wiped (invocation);
  return AHADI_EXIT_FINE;
}
