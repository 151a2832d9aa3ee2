/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-invocation.h"

/*
 * "name: value" lines, deeper ones indented. The names are those of --json: whoever
 * inspects a bundle compares them with the format's description.
 */
static void
say_value (const AhadiInvocation *invocation, int depth, const char *name, json_t *value)
{
  g_autofree char *text = NULL;
  const char *key;
  json_t *child;
  size_t i;

  if (json_is_object (value) || json_is_array (value))
    {
      ahadi_invocation_say (invocation, "%*s%s:", 2 * depth, "", name);
      json_array_foreach (value, i, child) say_value (invocation, depth + 1, "-", child);
      json_object_foreach (value, key, child)
          say_value (invocation, depth + 1, key, child);
      return;
    }

  text = json_is_string (value) ? g_strdup (json_string_value (value))
                                : json_dumps (value, JSON_ENCODE_ANY);
  ahadi_invocation_say (invocation, "%*s%s: %s", 2 * depth, "", name, text);
}

/* Keys are tried when they are offered; what anyone can see needs no vault. */
static gboolean
offer_keys (AhadiInvocation *invocation, GError **error)
{
  if (ahadi_invocation_option (invocation, "vault") == NULL &&
      ahadi_invocation_option (invocation, "passphrase-file") == NULL)
    return TRUE;
  return ahadi_invocation_unlock (invocation, error);
}

static int
run (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (json_t) object = NULL;
  GError *error = NULL;
  const char *key;
  json_t *value;

  if (!offer_keys (invocation, &error) ||
      (object = ahadi_exchange_inspect (session, ahadi_invocation_get (invocation, 0),
                                        &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  ahadi_invocation_print (invocation, object);
  json_object_foreach (object, key, value) say_value (invocation, 0, key, value);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { NULL, "FILE",
    N_ ("Show what can be seen of a bundle: without --vault what anyone sees, with it "
        "what its keys open"),
    1, 1, NULL, 0, run },
};

const AhadiVerb ahadi_cmd_inspect = {
  "inspect", N_ ("Show what can be seen of a bundle, and take in nothing"), commands,
  G_N_ELEMENTS (commands)
};
