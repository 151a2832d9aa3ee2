/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-cmd-vault.h"
#include "ahadi-listing.h"
#include "ahadi-paths.h"
#include "ahadi-prompt.h"
#include "ahadi-shares-in.h"

const AhadiOption ahadi_cmd_vault_shares_options[] = {
  { "threshold", "K", N_ ("how many custodians together open the vault: 2 or more") },
  { "count", "N", N_ ("how many custodians there are: up to 16") },
  { "to", AHADI_VALUE_FOLDER, N_ ("where the shares are written, to be handed out") },
  { "custodian", "NAME",
    N_ ("who gets the first share, then the next; remembered in the vault only") },
  { NULL },
};

/* --- Making --------------------------------------------------------------- */

static gboolean
read_numbers (AhadiInvocation *invocation, guint *threshold, guint *count, GError **error)
{
  if (!ahadi_invocation_number (invocation, "count", 2, AHADI_SHARES_LIMIT, count,
                                error) ||
      !ahadi_invocation_number (invocation, "threshold", 2, AHADI_SHARES_LIMIT, threshold,
                                error))
    return FALSE;
  if (*threshold == 0 || *threshold > *count)
    return ahadi_usage_error_set (
        error, _ ("Say with --count how many custodians there are, and with --threshold "
                  "how many of them open the vault together."));
  return ahadi_invocation_option (invocation, "to") != NULL ||
         ahadi_usage_error_set (error, _ ("Say with --to where the shares go."));
}

static AhadiSecret *
ask_custodian (guint number, GError **error)
{
  g_autofree char *question = g_strdup_printf (_ ("Passphrase of custodian %u"), number);

  return ahadi_prompt_new_secret (question, "share-passphrase-file", error);
}

/* Out of the files named, or each asked for twice. */
static GPtrArray *
read_passphrases (AhadiInvocation *invocation, guint count, GError **error)
{
  g_autoptr (GPtrArray) files = ahadi_arguments_list_option (
      ahadi_invocation_get_arguments (invocation), "share-passphrase-file");
  g_autoptr (GPtrArray) passphrases =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_secret_unref);

  for (guint i = 0; i < count; i++)
    {
      AhadiSecret *one =
          files->len == 0
              ? ask_custodian (i + 1, error)
              : ahadi_invocation_read_secret_file (invocation, files->pdata[i], error);

      if (one == NULL)
        return NULL;
      g_ptr_array_add (passphrases, one);
    }
  return g_steal_pointer (&passphrases);
}

/* Returns: (transfer full) (nullable): one for each custodian, and a NULL; NULL without
 * an error if nobody is named. */
static GPtrArray *
read_names (AhadiInvocation *invocation, guint count, GError **error)
{
  g_autoptr (GPtrArray) names = ahadi_arguments_list_option (
      ahadi_invocation_get_arguments (invocation), "custodian");

  if (names->len == 0)
    return NULL;
  if (names->len != count)
    {
      ahadi_usage_error_set (error, _ ("Name each custodian with a --custodian of their "
                                       "own, or none."));
      return NULL;
    }
  g_ptr_array_add (names, NULL);
  return g_steal_pointer (&names);
}

static gboolean
check_files (AhadiInvocation *invocation, guint count, GError **error)
{
  g_autoptr (GPtrArray) files = ahadi_arguments_list_option (
      ahadi_invocation_get_arguments (invocation), "share-passphrase-file");

  return files->len == 0 || files->len == count ||
         ahadi_usage_error_set (error, _ ("Give one --share-passphrase-file for each "
                                          "custodian, or none and be asked."));
}

static void
tell_made (AhadiInvocation *invocation, GPtrArray *paths, guint threshold)
{
  g_autoptr (json_t) object = json_object ();
  json_t *list = json_array ();

  for (guint i = 0; i < paths->len; i++)
    {
      json_array_append_new (list, ahadi_listing_path_to_json (paths->pdata[i]));
      ahadi_invocation_say (invocation, "%s", (const char *) paths->pdata[i]);
    }
  json_object_set_new (object, "shares", list);
  ahadi_json_set_int (object, "threshold", threshold);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation,
      _ ("Any %u of these open the vault, each with its custodian’s passphrase. Give "
         "each "
         "custodian one, and keep none here. Shares made before are void."),
      threshold);
}

int
ahadi_cmd_vault_shares_create (AhadiInvocation *invocation)
{
  const char *to = ahadi_invocation_option (invocation, "to");
  g_autoptr (GPtrArray) passphrases = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  guint threshold = 0;
  guint count = 0;
  GError *error = NULL;

  if (!read_numbers (invocation, &threshold, &count, &error) ||
      !check_files (invocation, count, &error))
    return ahadi_invocation_fail (invocation, error);
  names = read_names (invocation, count, &error);
  if (error != NULL)
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_paths_check_folder (to, &error))
    return ahadi_invocation_fail_at (invocation, to, error);
  if (!ahadi_invocation_unlock (invocation, &error) ||
      (passphrases = read_passphrases (invocation, count, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  paths = ahadi_custody_create (
      ahadi_invocation_get_session (invocation), threshold, passphrases,
      names != NULL ? (const char *const *) names->pdata : NULL, to, &error);
  if (paths == NULL)
    return ahadi_invocation_fail (invocation, error);
  tell_made (invocation, paths, threshold);
  return AHADI_EXIT_FINE;
}

/* --- Looking -------------------------------------------------------------- */

static json_t *
custodians_to_json (const AhadiCustodians *custodians)
{
  json_t *object = json_object ();
  json_t *names = json_array ();

  for (guint i = 0; i < custodians->count; i++)
    json_array_append_new (names, json_string (custodians->names[i]));
  ahadi_json_set_int (object, "threshold", custodians->threshold);
  ahadi_json_set_int (object, "count", custodians->count);
  if (custodians->set != NULL)
    {
      ahadi_json_set_text (object, "set", custodians->set);
      ahadi_json_set_int (object, "made", custodians->made);
    }
  json_object_set_new (object, "names", names);
  return object;
}

static void
say_custodians (AhadiInvocation *invocation, const AhadiCustodians *custodians)
{
  g_autofree char *made = ahadi_words_time (custodians->made);

  if (custodians->set == NULL)
    {
      ahadi_invocation_say (invocation, "%s", _ ("There are no custodians."));
      return;
    }
  ahadi_invocation_say (invocation,
                        _ ("Any %u of %u shares open the vault together. Set %s, made: "
                           "%s."),
                        custodians->threshold, custodians->count, custodians->set, made);
  for (guint i = 0; i < custodians->count; i++)
    if (*custodians->names[i] != '\0')
      ahadi_invocation_say (invocation, _ ("Share %u: %s"), i + 1, custodians->names[i]);
}

int
ahadi_cmd_vault_shares_list (AhadiInvocation *invocation)
{
  g_autoptr (AhadiCustodians) custodians = NULL;
  g_autoptr (json_t) object = NULL;
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      (custodians = ahadi_custodians_load (ahadi_invocation_get_session (invocation),
                                           &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  object = custodians_to_json (custodians);
  ahadi_invocation_print (invocation, object);
  say_custodians (invocation, custodians);
  return AHADI_EXIT_FINE;
}

static json_t *
info_to_json (const AhadiShareInfo *info)
{
  g_autofree char *set = ahadi_custodians_name_set (info->set);
  json_t *object = json_object ();

  ahadi_json_set_int (object, "index", info->index);
  ahadi_json_set_int (object, "count", info->count);
  ahadi_json_set_int (object, "threshold", info->threshold);
  ahadi_json_set_text (object, "set", set);
  return object;
}

int
ahadi_cmd_vault_shares_show (AhadiInvocation *invocation)
{
  const char *path = ahadi_invocation_get (invocation, 0);
  g_autoptr (json_t) object = NULL;
  g_autofree char *set = NULL;
  AhadiShareInfo info = { 0 };
  gboolean sealed = FALSE;
  GError *error = NULL;

  if (!ahadi_custody_look (path, &info, &sealed, &error))
    return ahadi_invocation_fail_at (invocation, path, error);

  set = ahadi_custodians_name_set (info.set);
  object = info_to_json (&info);
  json_object_set_new (object, "sealed", json_boolean (sealed));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation,
                        _ ("Share %u of %u, set %s. %u of them open the vault."),
                        info.index, info.count, set, info.threshold);
  ahadi_invocation_say (invocation, "%s",
                        sealed ? _ ("It is sealed under its custodian’s passphrase.")
                               : _ ("It is written in digits: whoever reads it has it."));
  return AHADI_EXIT_FINE;
}

static gboolean
opens_this_vault (AhadiInvocation *invocation, AhadiShare *share, GError **error)
{
  g_autoptr (GPtrArray) shares = g_ptr_array_new ();
  guint wrong;

  g_ptr_array_add (shares, share);
  return ahadi_custody_check (ahadi_invocation_get_session (invocation), shares, &wrong,
                              error);
}

static void
tell_checked (AhadiInvocation *invocation, const AhadiShareInfo *info)
{
  g_autoptr (json_t) object = info_to_json (info);
  g_autofree char *set = ahadi_custodians_name_set (info->set);

  json_object_set_new (object, "ok", json_true ());
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation,
                        _ ("Share %u of %u is right, and of set %s, of which any %u open "
                           "this vault now. The vault stayed closed."),
                        info->index, info->count, set, info->threshold);
}

/* The vault stays closed: a custodian needs nobody else to check a share. */
int
ahadi_cmd_vault_shares_check (AhadiInvocation *invocation)
{
  const char *path = ahadi_invocation_get (invocation, 0);
  g_autoptr (AhadiShare) share = NULL;
  GError *error = NULL;

  share = path != NULL ? ahadi_shares_in_read (invocation, path, 0, &error)
                       : ahadi_shares_in_ask (invocation, &error);
  if (share == NULL)
    return ahadi_invocation_fail (invocation, error);
  if (!opens_this_vault (invocation, share, &error))
    return path != NULL ? ahadi_invocation_fail_at (invocation, path, error)
                        : ahadi_invocation_fail (invocation, error);

  tell_checked (invocation, ahadi_share_get_info (share));
  return AHADI_EXIT_FINE;
}

int
ahadi_cmd_vault_shares_print (AhadiInvocation *invocation)
{
  const char *path = ahadi_invocation_get (invocation, 1);
  g_autoptr (AhadiShare) share = NULL;
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;

  if (!ahadi_invocation_check_target (invocation, path, &error) ||
      (share = ahadi_shares_in_read (invocation, ahadi_invocation_get (invocation, 0), 0,
                                     &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_sheets_write_share_pdf (share, path, &error))
    return ahadi_invocation_fail_at (invocation, path, error);

  json_object_set_new (object, "path", ahadi_listing_path_to_json (path));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation,
      _ ("The sheet is in %s. It is not sealed: print it, give it to its custodian in a "
         "closed envelope, and delete the file."),
      path);
  return AHADI_EXIT_FINE;
}
