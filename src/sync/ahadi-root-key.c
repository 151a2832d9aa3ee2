/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-root-key.h"

#include "ahadi-sync-error.h"

#define SETTING "root-key"

AhadiSigningKey *
ahadi_root_key_create (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();

  if (!ahadi_settings_set_secret (vault, SETTING, ahadi_signing_key_get_secret (key),
                                  error))
    return NULL;

  return g_steal_pointer (&key);
}

AhadiSigningKey *
ahadi_root_key_load (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiSecret) secret = NULL;
  GError *local = NULL;

  secret = ahadi_settings_get_secret (vault, SETTING, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  if (secret == NULL)
    {
      g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                           "cannot sign the directory: this vault has no root key");
      return NULL;
    }

  return ahadi_signing_key_new_from_secret (secret, error);
}

gboolean
ahadi_root_key_publish (AhadiSigningKey *key,
                        AhadiVault *vault,
                        const AhadiDirectoryContent *content,
                        const AhadiRoots *roots,
                        GPtrArray *texts,
                        GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AhadiCard) card = NULL;

  if (!ahadi_directory_content_check (content, error))
    return FALSE;

  /* Read back before it counts: nobody could take a card that we ourselves refuse. */
  bytes = ahadi_card_print (content, roots, texts, &key, 1);
  card = ahadi_card_parse (bytes, error);
  if (card == NULL)
    return FALSE;

  return ahadi_card_store (vault, bytes, card->directory, error);
}
