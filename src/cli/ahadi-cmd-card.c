/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-invocation.h"
#include "ahadi-listing.h"

static int
run_export (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *path = ahadi_invocation_get (invocation, 0);
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;

  if (!ahadi_invocation_check_target (invocation, path, &error) ||
      !ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_exchange_card_export (session, path, &error))
    return ahadi_invocation_fail_at (invocation, path, error);

  json_object_set_new (object, "path", ahadi_listing_path_to_json (path));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, _ ("The card is in %s"), path);
  return AHADI_EXIT_FINE;
}

static int
fail_import (AhadiInvocation *invocation, const char *path, GError *error)
{
  g_autofree char *sentence =
      ahadi_sentence_for_card (ahadi_invocation_get_session (invocation), path, error);

  if (sentence == NULL)
    return ahadi_invocation_fail_at (invocation, path, error);

  ahadi_invocation_blame (invocation, path);
  return ahadi_invocation_fail_as (invocation, sentence, error);
}

static int
run_import (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *path = ahadi_invocation_get (invocation, 0);
  g_autoptr (json_t) object = json_object ();
  gboolean updated = FALSE;
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_exchange_card_import (session, path, &updated, &error))
    return fail_import (invocation, path, error);

  json_object_set_new (object, "updated", json_boolean (updated));
  json_object_set_new (object, "revoked",
                       json_boolean (ahadi_trust_is_revoked (session)));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, "%s",
                        updated ? _ ("The card is taken in.")
                                : _ ("This card was here already. Nothing was changed."));
  return AHADI_EXIT_FINE;
}

static void
say_devices (const AhadiInvocation *invocation, json_t *devices)
{
  json_t *device;
  size_t i;

  json_array_foreach (devices, i, device)
  {
    const char *role_word = json_string_value (json_object_get (device, "role"));
    const char *branch = json_string_value (json_object_get (device, "branch"));
    AhadiRole role = 0;

    if (!ahadi_role_parse (role_word, &role))
      continue;
    ahadi_invocation_say (invocation, "  %s  %s%s%s  %s",
                          json_string_value (json_object_get (device, "device")),
                          ahadi_words_role (role), branch == NULL ? "" : ", ",
                          branch == NULL ? "" : branch,
                          json_string_value (json_object_get (device, "state")));
  }
}

static int
run_show (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *path = ahadi_invocation_get (invocation, 0);
  g_autoptr (json_t) card = NULL;
  GError *error = NULL;

  if (path == NULL && !ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if ((card = ahadi_exchange_card_show (session, path, &error)) == NULL)
    return ahadi_invocation_fail_at (invocation, path, error);

  ahadi_invocation_print (invocation, card);
  ahadi_invocation_say (invocation, _ ("Card %lu of %s"),
                        (gulong) json_integer_value (json_object_get (card, "version")),
                        json_string_value (json_object_get (card, "org_name")));
  ahadi_invocation_say (invocation, _ ("Fingerprint, to compare aloud: %s"),
                        json_string_value (json_object_get (card, "fingerprint")));
  ahadi_invocation_say (invocation, "%s", _ ("Offices:"));
  say_devices (invocation, json_object_get (card, "offices"));
  ahadi_invocation_say (invocation, "%s", _ ("Laptops of branches:"));
  say_devices (invocation, json_object_get (card, "devices"));
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "export", "FILE", N_ ("Write the card of this vault to FILE"), 1, 1,
    ahadi_replace_options, 0, run_export },
  { "import", "FILE", N_ ("Take in a newer card"), 1, 1, NULL, 0, run_import },
  { "show", "[FILE]", N_ ("Show the card in FILE, or this vault’s own"), 0, 1, NULL, 0,
    run_show },
};

const AhadiVerb ahadi_cmd_card = { "card", N_ ("The secretariat’s card: who is trusted"),
                                   commands, G_N_ELEMENTS (commands) };
