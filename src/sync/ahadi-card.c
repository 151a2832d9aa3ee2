/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-card.h"

#include <string.h>

#include "ahadi-card-codec.h"
#include "ahadi-sync-error.h"

#define SETTING "card"

AhadiDirectory *
ahadi_card_read (GBytes *card, GError **error)
{
  g_autoptr (AhadiCard) self = ahadi_card_parse (card, error);

  return self != NULL ? ahadi_directory_ref (self->directory) : NULL;
}

AhadiCard *
ahadi_card_load (AhadiVault *vault, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  GError *local = NULL;

  bytes = ahadi_settings_get_bytes (vault, SETTING, &local);
  if (bytes == NULL)
    {
      if (local != NULL)
        g_propagate_error (error, local);
      return NULL;
    }

  return ahadi_card_parse (bytes, error);
}

static gboolean
store_in_transaction (AhadiVault *vault,
                      GBytes *card,
                      AhadiDirectory *directory,
                      GError **error)
{
  g_autoptr (AhadiIdentity) identity = NULL;
  GError *local = NULL;

  identity = ahadi_identity_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  if (!ahadi_settings_set_bytes (vault, SETTING, card, error))
    return FALSE;

  return identity == NULL ||
         ahadi_vault_set_author (vault, ahadi_directory_get_org (directory),
                                 ahadi_identity_get_device (identity), error);
}

gboolean
ahadi_card_store (AhadiVault *vault,
                  GBytes *card,
                  AhadiDirectory *directory,
                  GError **error)
{
  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  if (!store_in_transaction (vault, card, directory, error))
    {
      ahadi_vault_rollback (vault);
      return FALSE;
    }

  return ahadi_vault_commit (vault, error);
}

static gboolean
refuse (GError **error, AhadiSyncError code, const char *why)
{
  g_set_error (error, AHADI_SYNC_ERROR, code, "cannot take the card: %s", why);
  return FALSE;
}

static gboolean
same_directory (const AhadiCard *a, const AhadiCard *b)
{
  g_autofree char *left =
      ahadi_directory_content_print (ahadi_directory_get_content (a->directory));
  g_autofree char *right =
      ahadi_directory_content_print (ahadi_directory_get_content (b->directory));

  return strcmp (left, right) == 0;
}

gboolean
ahadi_card_is_newer (const AhadiCard *self,
                     const AhadiCard *known,
                     gboolean *newer,
                     GError **error)
{
  guint32 ours = ahadi_directory_get_version (known->directory);
  guint32 theirs = ahadi_directory_get_version (self->directory);

  *newer = FALSE;
  if (!ahadi_roots_continue (self->roots, known->roots) &&
      !ahadi_roots_continue (known->roots, self->roots))
    return refuse (error, AHADI_SYNC_ERROR_OTHER_ORG, "its roots are not ours");
  if (theirs < ours || !ahadi_roots_continue (self->roots, known->roots))
    return refuse (error, AHADI_SYNC_ERROR_OLDER, "ours is newer");
  if (theirs > ours)
    {
      *newer = TRUE;
      return TRUE;
    }

  return same_directory (self, known) ||
         refuse (error, AHADI_SYNC_ERROR_FORK,
                 "another directory of the same version is ours");
}

gboolean
ahadi_card_import (AhadiVault *vault, GBytes *card, gboolean *updated, GError **error)
{
  g_autoptr (AhadiCard) parsed = ahadi_card_parse (card, error);
  g_autoptr (AhadiCard) known = NULL;
  GError *local = NULL;
  gboolean newer = TRUE;

  if (updated != NULL)
    *updated = FALSE;
  if (parsed == NULL)
    return FALSE;

  known = ahadi_card_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  if (known != NULL && !ahadi_card_is_newer (parsed, known, &newer, error))
    return FALSE;
  if (newer && !ahadi_card_store (vault, card, parsed->directory, error))
    return FALSE;

  if (updated != NULL)
    *updated = newer;
  return TRUE;
}

GBytes *
ahadi_card_export (AhadiVault *vault, GError **error)
{
  GError *local = NULL;
  GBytes *bytes = ahadi_settings_get_bytes (vault, SETTING, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  if (bytes == NULL)
    refuse (error, AHADI_SYNC_ERROR_NOT_READY, "this vault has no card yet");

  return bytes;
}
