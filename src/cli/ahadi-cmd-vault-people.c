/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-cmd-vault.h"
#include "ahadi-new-secret.h"

const AhadiOption ahadi_cmd_vault_people_options[] = {
  { "new-passphrase-file", AHADI_VALUE_FILE,
    N_ ("read their passphrase from the first line of FILE") },
  { NULL },
};

int
ahadi_cmd_vault_people_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (json_t) array = json_array ();
  g_autoptr (GPtrArray) people = NULL;
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      (people = ahadi_people_list (session, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < people->len; i++)
    {
      const AhadiPerson *person = people->pdata[i];
      json_t *one = json_object ();

      ahadi_json_set_text (one, "name", person->name);
      json_object_set_new (one, "here", json_boolean (person->here));
      json_array_append_new (array, one);
      if (person->here)
        ahadi_invocation_say (invocation, _ ("%s (you)"), person->name);
      else
        ahadi_invocation_say (invocation, "%s", person->name);
    }
  ahadi_invocation_print (invocation, array);
  return AHADI_EXIT_FINE;
}

static void
print_done (AhadiInvocation *invocation, const char *what, const char *name)
{
  g_autoptr (json_t) object = json_object ();

  ahadi_json_set_text (object, what, name);
  ahadi_invocation_print (invocation, object);
}

int
ahadi_cmd_vault_people_add (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *name = ahadi_invocation_get (invocation, 0);
  g_autoptr (AhadiSecret) passphrase = NULL;
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      (passphrase = ahadi_new_secret_read (invocation, "new-passphrase-file",
                                           _ ("Passphrase of the new person"), &error)) ==
          NULL ||
      !ahadi_people_add (session, name, passphrase, NULL, &error))
    return ahadi_invocation_fail (invocation, error);

  print_done (invocation, "added", name);
  ahadi_invocation_say (invocation,
                        _ ("“%s” opens this vault with a passphrase of their own, and "
                           "can read and write all of it."),
                        name);
  return AHADI_EXIT_FINE;
}

int
ahadi_cmd_vault_people_remove (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *name = ahadi_invocation_get (invocation, 0);
  g_autoptr (AhadiPerson) person = NULL;
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      (person = ahadi_people_find (session, name, &error)) == NULL ||
      !ahadi_people_remove (session, &person->slot, &error))
    return ahadi_invocation_fail (invocation, error);

  print_done (invocation, "removed", person->name);
  ahadi_invocation_say (
      invocation,
      _ ("The passphrase of “%s” no longer opens this vault. If they have a copy of its "
         "folder, they can still read that copy. To shut them out of what comes, encrypt "
         "the vault anew: ahadictl vault rekey"),
      person->name);
  return AHADI_EXIT_FINE;
}
