/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-erase-sealed.h"

#include "ahadi-directory.h"

/* W8: an office decides of what it reads. */
static gboolean
may_tell (AhadiRole role, const AhadiGone *gone)
{
  AhadiAudienceClass audience;

  return ahadi_role_is_office (role) &&
         ahadi_audience_parse (gone->scope, &audience, NULL) &&
         ahadi_role_reads (role, audience);
}

static gboolean
tell_each (AhadiVault *vault, const GPtrArray *untold, AhadiRole role, GError **error)
{
  for (guint i = 0; i < untold->len; i++)
    if (may_tell (role, untold->pdata[i]) &&
        !ahadi_untold_tell (vault, untold->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
tell_all (AhadiVault *vault, const GPtrArray *untold, AhadiRole role, GError **error)
{
  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  if (tell_each (vault, untold, role, error))
    return ahadi_vault_commit (vault, error);

  ahadi_vault_rollback (vault);
  return FALSE;
}

gboolean
ahadi_erase_sealed_tell (AhadiVault *vault, GError **error)
{
  g_autoptr (GPtrArray) untold = ahadi_gone_list_untold (vault, error);
  g_autoptr (AhadiIdentity) identity = NULL;
  GError *local = NULL;

  if (untold == NULL || untold->len == 0)
    return untold != NULL;

  identity = ahadi_identity_load (vault, &local);
  if (identity != NULL)
    return tell_all (vault, untold, ahadi_identity_get_role (identity), error);

  /* Nobody yet: what is to be told stays noted. */
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}
