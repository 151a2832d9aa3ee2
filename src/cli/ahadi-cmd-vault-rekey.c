/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-cmd-vault.h"
#include "ahadi-new-secret.h"
#include "ahadi-watch.h"

const AhadiOption ahadi_cmd_vault_handover_options[] = {
  { "to", "NAME", N_ ("the person who takes over") },
  { "new-passphrase-file", AHADI_VALUE_FILE,
    N_ ("read their passphrase from the first line of FILE") },
  { "recovery-file", AHADI_VALUE_FILE,
    N_ ("write the recovery code here instead of showing it") },
  { NULL },
};

/* What opened the vault before. */
typedef struct
{
  GPtrArray *people; /* AhadiPerson */
  gboolean custodians;
} Ways;

static void
ways_clear (Ways *self)
{
  g_clear_pointer (&self->people, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ways, ways_clear)

static gboolean
list_ways (AhadiSession *session, Ways *ways, GError **error)
{
  return (ways->people = ahadi_people_list (session, error)) != NULL &&
         ahadi_custody_is_there (session, &ways->custodians, error);
}

/* @heir: (nullable): who takes over; else who opened it stays */
static gboolean
stays (const AhadiPerson *person, const char *heir)
{
  g_autofree char *name = ahadi_text_fold (person->name);
  g_autofree char *next = heir != NULL ? ahadi_text_fold (heir) : NULL;

  return heir != NULL ? g_strcmp0 (name, next) == 0 : person->here;
}

/* Before the work begins. */
static void
warn_void (AhadiInvocation *invocation, const Ways *ways, const char *heir)
{
  for (guint i = 0; i < ways->people->len; i++)
    {
      const AhadiPerson *person = ways->people->pdata[i];

      if (!stays (person, heir))
        ahadi_invocation_warn (invocation,
                               _ ("“%s” will no longer open it, unless added again."),
                               person->name);
    }
  if (ways->custodians)
    ahadi_invocation_warn (
        invocation, "%s",
        _ ("The custodians’ shares will be void, until new ones are made."));
  ahadi_invocation_warn (invocation, "%s",
                         _ ("The old recovery code will be void; a new one follows."));
}

static void
say_rekeyed (AhadiInvocation *invocation, const Ways *ways, gboolean backed_up)
{
  g_autoptr (json_t) object = json_object ();

  json_object_set_new (object, "rekeyed", json_true ());
  json_object_set_new (object, "shares_void", json_boolean (ways->custodians));
  json_object_set_new (object, "backed_up", json_boolean (backed_up));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation, "%s",
      _ ("The vault is encrypted anew. Copies made before, on sticks or elsewhere, still "
         "open with the old secrets. This laptop seals and signs with the same keys as "
         "before: if they were stolen, the office revokes the laptop."));
  if (!backed_up)
    ahadi_invocation_warn (
        invocation, "%s",
        _ ("No backup could be made yet, so the old database and its backups are still "
           "here. Free some space; the next command makes one and removes them."));
}

static int
end_rekey (AhadiInvocation *invocation,
           AhadiSecret *code,
           const Ways *ways,
           gboolean backed_up)
{
  GError *error = NULL;

  if (!ahadi_new_secret_hand_out_again (invocation, code, &error))
    return ahadi_invocation_fail (invocation, error);

  say_rekeyed (invocation, ways, backed_up);
  return AHADI_EXIT_FINE;
}

int
ahadi_cmd_vault_rekey (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiWatch) watch = NULL;
  g_autoptr (AhadiSecret) passphrase = NULL;
  g_autoptr (AhadiSecret) code = NULL;
  g_auto (Ways) ways = { NULL };
  gboolean backed_up = FALSE;
  GError *error = NULL;

  if (!ahadi_new_secret_check_place (invocation, &error) ||
      (passphrase = ahadi_invocation_unlock_keep (invocation, &error)) == NULL ||
      !list_ways (session, &ways, &error))
    return ahadi_invocation_fail (invocation, error);

  warn_void (invocation, &ways, NULL);
  watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  if (!ahadi_keys_rekey (session, passphrase, &code, &backed_up,
                         ahadi_watch_get_progress (watch), &error))
    return ahadi_invocation_fail (invocation, error);

  ahadi_watch_clear (watch);
  return end_rekey (invocation, code, &ways, backed_up);
}

static AhadiSecret *
read_heir (AhadiInvocation *invocation, GError **error)
{
  return ahadi_new_secret_read (invocation, "new-passphrase-file",
                                _ ("Passphrase of the person who takes over"), error);
}

int
ahadi_cmd_vault_handover (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *to = ahadi_invocation_option (invocation, "to");
  g_autoptr (AhadiWatch) watch = NULL;
  g_autoptr (AhadiSecret) passphrase = NULL;
  g_autoptr (AhadiSecret) code = NULL;
  g_auto (Ways) ways = { NULL };
  gboolean backed_up = FALSE;
  GError *error = NULL;

  if (to == NULL)
    return ahadi_invocation_misuse (invocation, _ ("Say with --to who takes over."));
  if (!ahadi_new_secret_check_place (invocation, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      !list_ways (session, &ways, &error) ||
      (passphrase = read_heir (invocation, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  warn_void (invocation, &ways, to);
  watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  if (!ahadi_keys_hand_over (session, to, passphrase, &code, &backed_up,
                             ahadi_watch_get_progress (watch), &error))
    return ahadi_invocation_fail (invocation, error);

  ahadi_watch_clear (watch);
  ahadi_invocation_say (invocation, _ ("It is handed over: “%s” alone opens it now."),
                        to);
  return end_rekey (invocation, code, &ways, backed_up);
}
