/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-invocation.h"
#include "ahadi-listing.h"
#include "ahadi-paths.h"
#include "ahadi-watch.h"

#define DEFAULT_LIMIT 64

static const AhadiOption options[] = {
  { "to", AHADI_VALUE_FOLDER, N_ ("where the bundle goes; made with missing parents") },
  { "limit", "MIB", N_ ("attached files in one bundle, at most; 64 unless given") },
  { "everything", NULL, N_ ("send everything again, not only what is new") },
  { NULL },
};

static void
say_exported (const AhadiInvocation *invocation, const AhadiExportResult *result)
{
  g_autofree char *size = ahadi_words_size (result->size);
  g_autofree char *along = ahadi_sentence_carried_along (result->carried);
  g_autofree char *spoilt = ahadi_sentence_carry_spoilt (result->spoilt);
  g_autoptr (json_t) object = json_object ();
  json_t *more = json_array ();

  for (guint i = 0; result->more != NULL && i < result->more->len; i++)
    json_array_append_new (more, ahadi_listing_path_to_json (result->more->pdata[i]));
  json_object_set_new (object, "path", ahadi_listing_path_to_json (result->path));
  json_object_set_new (object, "more", more);
  ahadi_json_set_int (object, "pieces", result->pieces);
  ahadi_json_set_bytes (object, "bundle", result->bundle.bytes, AHADI_ID_SIZE);
  ahadi_json_set_int (object, "operations", (gint64) result->operations);
  ahadi_json_set_int (object, "size", (gint64) result->size);
  ahadi_json_set_int (object, "held_back", (gint64) result->held_back);
  ahadi_json_set_int (object, "carried", result->carried);
  ahadi_json_set_int (object, "spoilt", result->spoilt);
  json_object_set_new (
      object, "revoked",
      json_boolean (ahadi_trust_is_revoked (ahadi_invocation_get_session (invocation))));
  ahadi_invocation_print (invocation, object);

  ahadi_invocation_say (invocation, _ ("Sealed, written and read back: %s"),
                        result->path);
  ahadi_invocation_say (invocation,
                        g_dngettext (GETTEXT_PACKAGE, "It carries %lu change in %s.",
                                     "It carries %lu changes in %s.",
                                     (gulong) result->operations),
                        (gulong) result->operations, size);
  if (along != NULL)
    ahadi_invocation_say (invocation, "%s", along);
  if (spoilt != NULL)
    ahadi_invocation_warn (invocation, "%s", spoilt);
  for (guint i = 0; result->more != NULL && i < result->more->len; i++)
    ahadi_invocation_say (invocation, _ ("More of the attached files: %s"),
                          (const char *) result->more->pdata[i]);
  if (result->held_back > 0)
    ahadi_invocation_say (
        invocation,
        g_dngettext (
            GETTEXT_PACKAGE,
            "%lu change is for an office that nobody holds yet; it stays here.",
            "%lu changes are for an office that nobody holds yet; they stay here.",
            (gulong) result->held_back),
        (gulong) result->held_back);
}

static int
run (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *folder = ahadi_invocation_option (invocation, "to");
  gboolean everything = ahadi_invocation_option (invocation, "everything") != NULL;
  g_auto (AhadiExportResult) result = { NULL };
  g_autoptr (AhadiWatch) watch = NULL;
  GError *error = NULL;
  gboolean fine;
  guint limit;

  if (folder == NULL)
    return ahadi_invocation_misuse (invocation,
                                    _ ("Say with --to where the bundle is to go."));
  if (!ahadi_invocation_number (invocation, "limit", 8, 4096, &limit, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_paths_check_folder (folder, &error))
    return ahadi_invocation_fail_at (invocation, folder, error);
  if (!ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);

  watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  fine = ahadi_exchange_export_within (session, folder, everything,
                                       limit > 0 ? limit : DEFAULT_LIMIT,
                                       ahadi_watch_get_progress (watch), &result, &error);
  ahadi_watch_clear (watch);
  if (g_error_matches (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY))
    return ahadi_invocation_fail_as (invocation,
                                     _ ("A laptop exports once it has the office’s card, "
                                        "an office once there is another "
                                        "holder of an office to exchange with; an office "
                                        "answers laptops with “ahadictl "
                                        "reply”. Nothing was changed."),
                                     error);
  if (!fine)
    return ahadi_invocation_fail_at (invocation, folder, error);
  say_exported (invocation, &result);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { NULL, "--to DIR", N_ ("Seal what is new into a bundle for the offices"), 0, 0,
    options, 0, run },
};

const AhadiVerb ahadi_cmd_export = {
  "export", N_ ("Seal what is new into a bundle for the offices"), commands,
  G_N_ELEMENTS (commands)
};
