/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-invocation.h"

/*
 * "name: value" lines, deeper ones indented, each item of a list behind a dash. The names
 * are those of --json: whoever inspects a bundle compares them with the format's
 * description.
 */
static void say_members (const AhadiInvocation *invocation,
                         const char *first,
                         const char *indent,
                         json_t *object);

/* @head: what stands before @name on its line; @indent: before deeper ones */
static void
say_value (const AhadiInvocation *invocation,
           const char *head,
           const char *indent,
           const char *name,
           json_t *value)
{
  g_autofree char *item = g_strconcat (indent, "  - ", NULL);
  g_autofree char *deeper = g_strconcat (indent, "    ", NULL);
  g_autofree char *text = NULL;
  json_t *child;
  size_t i;

  if (json_is_array (value))
    {
      ahadi_invocation_say (invocation, "%s%s:", head, name);
      json_array_foreach (value, i, child) say_members (invocation, item, deeper, child);
      return;
    }

  text = json_is_string (value) ? g_strdup (json_string_value (value))
                                : json_dumps (value, JSON_ENCODE_ANY);
  ahadi_invocation_say (invocation, "%s%s: %s", head, name, text);
}

static void
say_members (const AhadiInvocation *invocation,
             const char *first,
             const char *indent,
             json_t *object)
{
  const char *head = first;
  const char *key;
  json_t *value;

  json_object_foreach (object, key, value)
  {
    say_value (invocation, head, indent, key, value);
    head = indent;
  }
}

static gboolean
check_file (const char *path, GError **error)
{
  return ahadi_sniff_file (path) != AHADI_LOOK_CARD ||
         ahadi_usage_error_refuse (
             error, _ ("This is a card and no bundle; “ahadictl card show” shows it."));
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

/* Keys that open a small file and find no bundle in it have opened a request. */
static int
fail (AhadiInvocation *invocation, const char *path, GError *error)
{
  ahadi_invocation_blame (invocation, path);
  if (ahadi_sniff_file (path) == AHADI_LOOK_REQUEST &&
      g_error_matches (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN))
    return ahadi_invocation_fail_as (
        invocation,
        _ ("This is no bundle. If it is the request of a laptop, “ahadictl import” takes "
           "it in, and “ahadictl enrol list” shows it. Nothing was changed."),
        error);
  return ahadi_invocation_fail (invocation, error);
}

static int
run (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *path = ahadi_invocation_get (invocation, 0);
  g_autoptr (json_t) object = NULL;
  GError *error = NULL;

  if (!check_file (path, &error))
    return ahadi_invocation_fail_at (invocation, path, error);
  if (!offer_keys (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if ((object = ahadi_exchange_inspect (session, path, &error)) == NULL)
    return fail (invocation, path, error);

  ahadi_invocation_print (invocation, object);
  say_members (invocation, "", "", object);
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
