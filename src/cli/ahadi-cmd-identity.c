/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-invocation.h"
#include "ahadi-listing.h"

static int
fail_export (AhadiInvocation *invocation, const char *path, GError *error)
{
  if (g_error_matches (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY))
    return ahadi_invocation_fail_as (
        invocation,
        _ ("Only an office has a key for the archive, and this vault is of a branch. "
           "Nothing was written."),
        error);
  return ahadi_invocation_fail_at (invocation, path, error);
}

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
  if (!ahadi_exchange_identity_export (session, path, &error))
    return fail_export (invocation, path, error);

  ahadi_invocation_warn (
      invocation,
      _ ("Careful: whoever has “%s” can read everything ever sealed to "
         "this office. Move it to the archive, and delete it here."),
      path);
  json_object_set_new (object, "path", ahadi_listing_path_to_json (path));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, _ ("The office’s key is in %s"), path);
  return AHADI_EXIT_FINE;
}

static int
run_signer (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *path = ahadi_invocation_get (invocation, 0);
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;

  if (!ahadi_invocation_check_target (invocation, path, &error) ||
      !ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_exchange_signer_export (session, path, &error))
    return ahadi_invocation_fail_at (invocation, path, error);

  json_object_set_new (object, "path", ahadi_listing_path_to_json (path));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, _ ("The public signing key is in %s"), path);
  return AHADI_EXIT_FINE;
}

static int
run_rotate (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;
  gboolean asks;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      !ahadi_trust_rotate (session, &asks, &error))
    return ahadi_invocation_fail (invocation, error);

  json_object_set_new (object, "rotated", json_true ());
  json_object_set_new (object, "request", json_boolean (asks));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation, "%s",
      _ ("This device has a new key to be sealed to. What was sealed to the ones before "
         "opens still. Its signing key is for good: another one is another device."));
  if (asks)
    ahadi_invocation_say (
        invocation, "%s",
        _ ("Ask the membership office to list the new key, with “enrol request FILE”."));
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "export", "FILE",
    N_ ("Write an office’s secret age key to FILE, for the archive: it opens all that "
        "was ever sealed to the office"),
    1, 1, ahadi_replace_options, 0, run_export },
  { "rotate", "",
    N_ ("Draw a new age key for this device; the old ones open what was sealed to them"),
    0, 0, NULL, 0, run_rotate },
  { "signer", "FILE", N_ ("Write this device’s public minisign key to FILE"), 1, 1,
    ahadi_replace_options, 0, run_signer },
};

const AhadiVerb ahadi_cmd_identity = {
  "identity", N_ ("Keys, for opening and checking bundles with age and minisign"),
  commands, G_N_ELEMENTS (commands)
};
