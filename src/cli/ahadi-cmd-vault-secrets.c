/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-cmd-vault.h"
#include "ahadi-new-secret.h"

const AhadiOption ahadi_cmd_vault_passwd_options[] = {
  { "new-passphrase-file", AHADI_VALUE_FILE,
    N_ ("read the new passphrase from the first line of FILE") },
  { "recovery-code-file", AHADI_VALUE_FILE,
    N_ ("open with the recovery code in FILE, without the old passphrase") },
  { "person", "NAME", N_ ("whose passphrase, where several people have one") },
  { NULL },
};

const AhadiOption ahadi_cmd_vault_recovery_options[] = {
  { "recovery-file", AHADI_VALUE_FILE,
    N_ ("write the recovery code here instead of showing it") },
  { NULL },
};

static gboolean
unlock_with_code (AhadiInvocation *invocation, GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiSecret) code =
      ahadi_invocation_read_secret (invocation, "recovery-code-file", error);

  return code != NULL &&
         ahadi_session_unlock (session, AHADI_SLOT_RECOVERY_CODE, code, error);
}

/* Whose it is: the one named, or the one who opened the vault. Whoever came in by the
 * code or by shares is nobody in particular. */
static AhadiPerson *
choose_person (AhadiInvocation *invocation, GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *name = ahadi_invocation_option (invocation, "person");
  g_autoptr (GPtrArray) people = NULL;

  if (name != NULL)
    return ahadi_people_find (session, name, error);

  people = ahadi_people_list (session, error);
  if (people == NULL)
    return NULL;
  for (guint i = 0; i < people->len; i++)
    if (((AhadiPerson *) people->pdata[i])->here || people->len == 1)
      return g_ptr_array_steal_index (people, i);

  ahadi_usage_error_set (error, _ ("Several people have a passphrase here; say with "
                                   "--person whose is to be changed."));
  return NULL;
}

int
ahadi_cmd_vault_passwd (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiSecret) passphrase = NULL;
  g_autoptr (AhadiPerson) person = NULL;
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;
  gboolean by_code = ahadi_invocation_option (invocation, "recovery-code-file") != NULL;
  gboolean open = by_code ? unlock_with_code (invocation, &error)
                          : ahadi_invocation_unlock (invocation, &error);

  if (!open || (person = choose_person (invocation, &error)) == NULL ||
      (passphrase = ahadi_new_secret_read (invocation, "new-passphrase-file",
                                           _ ("New passphrase"), &error)) == NULL ||
      !ahadi_people_set_passphrase (session, &person->slot, passphrase, &error))
    return ahadi_invocation_fail (invocation, error);

  json_object_set_new (object, "changed", json_true ());
  ahadi_json_set_text (object, "person", person->name);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, "%s",
                        _ ("The passphrase is changed. Copies of this folder made before "
                           "still open with the old one. If others knew it, encrypt the "
                           "vault anew: ahadictl vault rekey"));
  return AHADI_EXIT_FINE;
}

int
ahadi_cmd_vault_recovery (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiSecret) code = NULL;
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;

  if (!ahadi_new_secret_check_place (invocation, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      !ahadi_keys_new_recovery_code (session, &code, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_new_secret_hand_out_again (invocation, code, &error))
    return ahadi_invocation_fail (invocation, error);

  json_object_set_new (object, "changed", json_true ());
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, "%s",
                        _ ("The old recovery code is void. Destroy the old sheet."));
  return AHADI_EXIT_FINE;
}
