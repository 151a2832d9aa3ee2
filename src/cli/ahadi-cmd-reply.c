/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-invocation.h"
#include "ahadi-listing.h"
#include "ahadi-paths.h"
#include "ahadi-watch.h"

static const AhadiOption options[] = {
  { "to", AHADI_VALUE_FOLDER, N_ ("where the replies go; made with missing parents") },
  { NULL },
};

static void
say_replies (const AhadiInvocation *invocation, GPtrArray *replies)
{
  g_autoptr (json_t) object = json_object ();
  json_t *array = json_array ();

  for (guint i = 0; i < replies->len; i++)
    {
      json_array_append_new (array, ahadi_listing_path_to_json (replies->pdata[i]));
      ahadi_invocation_say (invocation, "%s", (const char *) replies->pdata[i]);
    }
  json_object_set_new (object, "replies", array);
  ahadi_invocation_print (invocation, object);
  if (replies->len == 0)
    ahadi_invocation_say (invocation, "%s", _ ("No laptop has sent anything to answer."));
}

static int
run (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *folder = ahadi_invocation_option (invocation, "to");
  g_autoptr (AhadiWatch) watch = NULL;
  g_autoptr (GPtrArray) replies = NULL;
  GError *error = NULL;

  if (folder == NULL)
    return ahadi_invocation_misuse (invocation,
                                    _ ("Say with --to where the replies are to go."));
  if (!ahadi_paths_check_folder (folder, &error))
    return ahadi_invocation_fail_at (invocation, folder, error);
  if (!ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);

  watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  replies =
      ahadi_exchange_reply (session, folder, ahadi_watch_get_progress (watch), &error);
  ahadi_watch_clear (watch);
  if (g_error_matches (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY))
    return ahadi_invocation_fail_as (invocation,
                                     _ ("Only an office that the card lists replies; the "
                                        "laptop of a branch sends with "
                                        "“ahadictl export”. Nothing was changed."),
                                     error);
  if (replies == NULL)
    return ahadi_invocation_fail_at (invocation, folder, error);
  say_replies (invocation, replies);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { NULL, "--to DIR", N_ ("Tell every laptop what this office has received"), 0, 0,
    options, 0, run },
};

const AhadiVerb ahadi_cmd_reply = {
  "reply", N_ ("Tell every laptop what this office has received"), commands,
  G_N_ELEMENTS (commands)
};
