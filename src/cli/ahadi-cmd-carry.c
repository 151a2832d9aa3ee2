/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-invocation.h"
#include "ahadi-listing.h"

static const AhadiOption write_options[] = {
  { "to", AHADI_VALUE_FOLDER, N_ ("the folder, such as one on a stick") },
  { NULL },
};

static const AhadiOption drop_options[] = {
  { "yes", NULL, N_ ("do it; without it, only say how many there are") },
  { NULL },
};

/* Number and size, and nothing else: whose they are and since when is not for whoever
 * carries them. */
static int
run_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (json_t) object = json_object ();
  g_autofree char *size = NULL;
  GError *error = NULL;
  guint64 bytes = 0;
  guint files = 0;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      !ahadi_exchange_count_carried (session, &files, &bytes, &error))
    return ahadi_invocation_fail (invocation, error);

  size = ahadi_words_size (bytes);
  ahadi_json_set_int (object, "files", files);
  ahadi_json_set_int (object, "bytes", (gint64) bytes);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation,
      g_dngettext (GETTEXT_PACKAGE, "%u sealed bundle is kept here for others (%s).",
                   "%u sealed bundles are kept here for others (%s).", files),
      files, size);
  return AHADI_EXIT_FINE;
}

static int
run_write (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *folder = ahadi_invocation_option (invocation, "to");
  g_autoptr (json_t) object = json_object ();
  g_autofree char *left_out = NULL;
  GError *error = NULL;
  guint files = 0;
  guint spoilt = 0;

  if (folder == NULL)
    {
      ahadi_usage_error_set (&error, _ ("Say where to with %s."), "--to");
      return ahadi_invocation_fail (invocation, error);
    }
  if (!ahadi_invocation_unlock (invocation, &error) ||
      !ahadi_exchange_write_carried (session, folder, &files, &spoilt, &error))
    return ahadi_invocation_fail (invocation, error);

  left_out = ahadi_sentence_carry_spoilt (spoilt);
  ahadi_json_set_int (object, "files", files);
  ahadi_json_set_int (object, "spoilt", spoilt);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation,
      g_dngettext (
          GETTEXT_PACKAGE,
          "%u sealed bundle was written. Hand it to the offices it is for.",
          "%u sealed bundles were written. Hand them to the offices they are for.",
          files),
      files);
  if (left_out != NULL)
    ahadi_invocation_warn (invocation, "%s", left_out);
  return AHADI_EXIT_FINE;
}

static int
run_drop (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  gboolean drop = ahadi_invocation_option (invocation, "yes") != NULL;
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;
  guint files = 0;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      !ahadi_exchange_drop_spoilt (session, drop, &files, &error))
    return ahadi_invocation_fail (invocation, error);

  ahadi_json_set_int (object, "files", files);
  json_object_set_new (object, "dropped", json_boolean (drop));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation,
      drop ? g_dngettext (
                 GETTEXT_PACKAGE, "%u bundle that was lost or damaged here is forgotten.",
                 "%u bundles that were lost or damaged here are forgotten.", files)
           : g_dngettext (GETTEXT_PACKAGE,
                          "%u kept bundle is lost or damaged. Importing the same file "
                          "again makes it whole. If nobody has it any more, forget it "
                          "with --yes.",
                          "%u kept bundles are lost or damaged. Importing the same files "
                          "again makes them whole. If nobody has them any more, forget "
                          "them with --yes.",
                          files),
      files);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "list", "", N_ ("Say how many sealed bundles are kept here for others"), 0, 0, NULL,
    0, run_list },
  { "write", "", N_ ("Write the sealed bundles of others as files to hand on"), 0, 0,
    write_options, 0, run_write },
  { "drop", "", N_ ("Forget the bundles kept here that are lost or damaged"), 0, 0,
    drop_options, 0, run_drop },
};

const AhadiVerb ahadi_cmd_carry = { "carry", N_ ("Sealed bundles kept here for others"),
                                    commands, G_N_ELEMENTS (commands) };
