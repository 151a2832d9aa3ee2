/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ahadi-demo.h"
#include "ahadi-invocation.h"
#include "ahadi-listing.h"
#include "ahadi-paths.h"

static const AhadiOption options[] = {
  { "to", AHADI_VALUE_FOLDER,
    N_ ("where the demo goes, made with missing parents; else a fresh folder among your "
        "data") },
  { NULL },
};

static void
tell (const char *sentence, gpointer data)
{
  ahadi_invocation_say (data, "%s", sentence);
}

/* A fresh folder that nobody else uses. */
static char *
make_default_folder (GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_data_dir (), "ahadi", NULL);
  g_autofree char *folder = g_build_filename (parent, "demo-XXXXXX", NULL);

  if (!ahadi_folder_make (parent, error))
    return NULL;
  if (g_mkdtemp (folder) != NULL)
    return g_steal_pointer (&folder);

  ahadi_base_error_set_errno (error, errno, "make folder", folder);
  return NULL;
}

static json_t *
list_paths (char **paths, guint n_paths)
{
  json_t *array = json_array ();

  for (guint i = 0; i < n_paths; i++)
    json_array_append_new (array, ahadi_listing_path_to_json (paths[i]));
  return array;
}

static json_t *
list_vaults (const AhadiDemo *demo)
{
  json_t *array = json_array ();

  for (guint i = 0; i < AHADI_DEMO_N_PLACES; i++)
    json_array_append_new (
        array, ahadi_listing_path_to_json (ahadi_session_get_folder (demo->sessions[i])));
  return array;
}

static json_t *
print_demo (const AhadiDemo *demo)
{
  json_t *object = json_object ();
  char **replies = (char **) demo->replies->pdata;

  ahadi_json_set_int (object, "members", (gint64) demo->members);
  ahadi_json_set_int (object, "pledges", (gint64) demo->pledges);
  ahadi_json_set_int (object, "reports", (gint64) demo->reports);
  json_object_set_new (
      object, "digests",
      list_paths ((char **) demo->digests, G_N_ELEMENTS (demo->digests)));
  json_object_set_new (object, "bundles",
                       list_paths ((char **) demo->bundles, AHADI_DEMO_N_BRANCHES));
  json_object_set_new (object, "replies", list_paths (replies, demo->replies->len));
  json_object_set_new (object, "vaults", list_vaults (demo));
  json_object_set_new (object, "identity", ahadi_listing_path_to_json (demo->identity));
  json_object_set_new (object, "signers",
                       list_paths ((char **) demo->signers, AHADI_DEMO_N_BRANCHES));
  json_object_set_new (object, "passphrase_file",
                       ahadi_listing_path_to_json (demo->passphrase_file));
  return object;
}

static void
say_where (const AhadiInvocation *invocation, const AhadiDemo *demo)
{
  AhadiSession *office = demo->sessions[AHADI_DEMO_MEMBERSHIP];
  g_autofree char *vault = g_shell_quote (ahadi_session_get_folder (office));
  g_autofree char *secret = g_shell_quote (demo->passphrase_file);

  ahadi_invocation_say (invocation, "%s", "");
  ahadi_invocation_say (invocation, _ ("Everything is in %s"), demo->folder);
  for (guint i = 0; i < AHADI_DEMO_N_PLACES; i++)
    ahadi_invocation_say (invocation, "  %s",
                          ahadi_session_get_folder (demo->sessions[i]));
  ahadi_invocation_say (invocation, _ ("The membership office’s key, for age: %s"),
                        demo->identity);
  ahadi_invocation_say (invocation, _ ("One passphrase opens all vaults; it is in %s"),
                        demo->passphrase_file);
  ahadi_invocation_say (invocation, _ ("For example:"));
  ahadi_invocation_say (invocation,
                        "  ahadictl --vault %s --passphrase-file %s member list", vault,
                        secret);
  ahadi_invocation_say (invocation,
                        _ ("All people in it are made up. Do not use it for real work."));
}

static int
run (AhadiInvocation *invocation)
{
  const char *to = ahadi_invocation_option (invocation, "to");
  g_autofree char *folder = NULL;
  g_autoptr (json_t) object = NULL;
  g_auto (AhadiDemo) demo = { NULL };
  GError *error = NULL;

  if (to != NULL && !ahadi_paths_check_folder (to, &error))
    return ahadi_invocation_fail_at (invocation, to, error);

  folder = to != NULL ? g_strdup (to) : make_default_folder (&error);
  demo.tell = tell;
  demo.tell_data = invocation;
  if (folder != NULL && ahadi_invocation_option (invocation, "passphrase-file") != NULL)
    demo.passphrase =
        ahadi_invocation_read_secret (invocation, "passphrase-file", &error);
  if (folder == NULL || error != NULL)
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_demo_prepare (&demo, folder, &error))
    return ahadi_invocation_fail_at (invocation, folder, error);
  if (!ahadi_demo_open (&demo, &error) || !ahadi_demo_record (&demo, &error) ||
      !ahadi_demo_exchange (&demo, &error) || !ahadi_demo_verify (&demo, &error) ||
      !ahadi_demo_close (&demo, &error))
    return ahadi_invocation_fail (invocation, error);

  object = print_demo (&demo);
  ahadi_invocation_print (invocation, object);
  say_where (invocation, &demo);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { NULL, "",
    N_ ("Play the whole road from two branches to three offices, with made-up people"), 0,
    0, options, 0, run },
};

const AhadiVerb ahadi_cmd_demo = {
  "demo", N_ ("Play the whole road from branch to office, with made-up people"), commands,
  G_N_ELEMENTS (commands)
};
