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
ahadi_root_key_drop (AhadiVault *vault, GError **error)
{
  return ahadi_settings_set_bytes (vault, SETTING, NULL, error);
}

/* Card and identity of @vault, for the list. A founder has no card yet. */
static gboolean
load_both (AhadiVault *vault, AhadiCard **card, AhadiIdentity **identity, GError **error)
{
  GError *local = NULL;

  *card = ahadi_card_load (vault, &local);
  *identity = local == NULL ? ahadi_identity_load (vault, &local) : NULL;
  if (local == NULL && *identity == NULL)
    g_set_error_literal (&local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                         "cannot sign the directory: this vault has no identity");
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, local);
  return FALSE;
}

static void
set_list (AhadiCardParts *parts,
          const AhadiDirectoryContent *content,
          const AhadiCard *card,
          AhadiIdentity *identity)
{
  const AhadiDirectoryContent *known =
      card != NULL ? ahadi_directory_get_content (card->directory) : NULL;

  if (known == NULL || known->list_version != content->list_version ||
      !ahadi_card_names_office (content, &card->list_signer))
    {
      ahadi_card_parts_set_list (parts, content,
                                 ahadi_identity_get_signing_key (identity));
      return;
    }

  parts->list = g_bytes_ref (card->parts->list);
  parts->list_signature = g_bytes_ref (card->parts->list_signature);
}

gboolean
ahadi_root_key_publish (AhadiSigningKey *key,
                        AhadiVault *vault,
                        const AhadiDirectoryContent *content,
                        const AhadiRoots *roots,
                        GPtrArray *texts,
                        GError **error)
{
  g_autoptr (AhadiCardParts) parts = ahadi_card_parts_new ();
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiCard) known = NULL;
  g_autoptr (AhadiCard) card = NULL;

  if (!ahadi_directory_content_check (content, error) ||
      !load_both (vault, &known, &identity, error))
    return FALSE;

  ahadi_card_parts_set_directory (parts, content);
  ahadi_card_parts_sign (parts, content, key);
  ahadi_card_parts_set_roots (parts, roots);
  ahadi_card_parts_set_texts (parts, content, texts);
  set_list (parts, content, known, identity);

  /* Read back before it counts: nobody could take a card that we ourselves refuse. */
  card = ahadi_card_assemble (parts, error);
  return card != NULL && ahadi_card_store (vault, card->bytes, card->directory, error);
}
