/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-shares-in.h"

#include <glib/gi18n-lib.h>

#include "ahadi-prompt.h"

static AhadiSecret *
read_passphrase (AhadiInvocation *invocation,
                 const char *path,
                 guint number,
                 GError **error)
{
  g_autoptr (GPtrArray) files = ahadi_arguments_list_option (
      ahadi_invocation_get_arguments (invocation), "share-passphrase-file");
  g_autofree char *name = NULL;
  g_autofree char *question = NULL;

  if (number < files->len)
    return ahadi_invocation_read_secret_file (invocation, files->pdata[number], error);

  name = g_path_get_basename (path);
  question = g_strdup_printf (_ ("Passphrase of the share “%s”"), name);
  return ahadi_prompt_secret (question, "share-passphrase-file", error);
}

AhadiShare *
ahadi_shares_in_read (AhadiInvocation *invocation,
                      const char *path,
                      guint number,
                      GError **error)
{
  g_autoptr (AhadiSecret) passphrase = NULL;
  AhadiShareInfo info;
  AhadiShare *share;
  gboolean sealed;

  if (!ahadi_custody_look (path, &info, &sealed, error))
    {
      ahadi_invocation_blame (invocation, path);
      return NULL;
    }

  if (sealed && (passphrase = read_passphrase (invocation, path, number, error)) == NULL)
    return NULL;

  share = ahadi_custody_read (path, passphrase, error);
  if (share == NULL)
    ahadi_invocation_blame (invocation, path);
  return share;
}

AhadiShare *
ahadi_shares_in_ask (AhadiInvocation *invocation, GError **error)
{
  g_autoptr (AhadiSecret) digits =
      ahadi_prompt_secret (_ ("The digits of the sheet, group by group"), NULL, error);
  guint bad_group = 0;
  AhadiShare *share;

  if (digits == NULL)
    return NULL;

  share = ahadi_custody_read_typed (digits, &bad_group, error);
  if (bad_group != 0)
    ahadi_invocation_warn (invocation, _ ("Group %u is not right."), bad_group);
  return share;
}

static GPtrArray *
read_all (AhadiInvocation *invocation, GPtrArray *paths, GError **error)
{
  g_autoptr (GPtrArray) shares =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_share_free);

  for (guint i = 0; i < paths->len; i++)
    {
      AhadiShare *share = ahadi_shares_in_read (invocation, paths->pdata[i], i, error);

      if (share == NULL)
        return NULL;
      g_ptr_array_add (shares, share);
    }
  return g_steal_pointer (&shares);
}

gboolean
ahadi_shares_in_unlock (AhadiInvocation *invocation, GError **error)
{
  g_autoptr (GPtrArray) paths =
      ahadi_arguments_list_option (ahadi_invocation_get_arguments (invocation), "share");
  g_autoptr (GPtrArray) shares = read_all (invocation, paths, error);
  guint wrong = 0;
  gboolean open;

  if (shares == NULL)
    return FALSE;

  open = ahadi_custody_unlock (ahadi_invocation_get_session (invocation), shares, &wrong,
                               error);
  if (wrong != 0 && open)
    ahadi_invocation_warn (
        invocation,
        _ ("The share “%s” is not as it was made; the others opened the vault."),
        (const char *) paths->pdata[wrong - 1]);
  else if (wrong != 0)
    ahadi_invocation_blame (invocation, paths->pdata[wrong - 1]);
  return open;
}
