/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-card.h"

#include "ahadi-card-codec.h"
#include "ahadi-card-meet.h"
#include "ahadi-sync-error.h"

#define SETTING "card"

/* The version of the directory that lists this device no more. */
#define DROPPED_SETTING "dropped"

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

gboolean
ahadi_card_get_dropped (AhadiVault *vault, guint32 *version, GError **error)
{
  GError *local = NULL;
  g_autofree char *text = ahadi_settings_get_text (vault, DROPPED_SETTING, &local);
  guint64 number = 0;

  *version = 0;
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT32, &number, NULL))
    *version = (guint32) number;
  return TRUE;
}

/* To be called before the card that is here gives way. */
static gboolean
note_dropped (AhadiVault *vault,
              AhadiDirectory *next,
              const AhadiId *device,
              GError **error)
{
  g_autoptr (AhadiCard) before = NULL;
  g_autofree char *version = NULL;
  GError *local = NULL;

  if (ahadi_directory_find_device (next, device) != NULL)
    return ahadi_settings_set_text (vault, DROPPED_SETTING, NULL, error);

  before = ahadi_card_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (before == NULL || ahadi_directory_find_device (before->directory, device) == NULL)
    return TRUE;

  version = g_strdup_printf ("%u", ahadi_directory_get_version (next));
  return ahadi_settings_set_text (vault, DROPPED_SETTING, version, error);
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

  if ((identity != NULL &&
       !note_dropped (vault, directory, ahadi_identity_get_device (identity), error)) ||
      !ahadi_settings_set_bytes (vault, SETTING, card, error))
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

gboolean
ahadi_card_publish_list (AhadiVault *vault,
                         const AhadiCard *card,
                         AhadiDirectoryContent *content,
                         AhadiIdentity *identity,
                         GError **error)
{
  g_autoptr (AhadiCardParts) parts = ahadi_card_parts_copy (card->parts);
  const AhadiId *device = ahadi_identity_get_device (identity);
  g_autoptr (AhadiCard) next = NULL;

  if (!ahadi_card_names_office (content, device) ||
      ahadi_directory_content_is_revoked (content, device))
    {
      g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                           "cannot sign the list of devices: this is no holder of the "
                           "membership office");
      return FALSE;
    }

  content->list_version++;
  content->list_time = MAX (content->list_time, ahadi_wall_clock_ms ());
  if (!ahadi_directory_content_check (content, error))
    return FALSE;

  /* Read back before it counts: nobody could take a card that we ourselves refuse. */
  ahadi_card_parts_set_list (parts, content, ahadi_identity_get_signing_key (identity));
  next = ahadi_card_assemble (parts, error);
  return next != NULL && ahadi_card_store (vault, next->bytes, next->directory, error);
}

/* @next: (out) (transfer full) (nullable): what the vault would have then; NULL: what it
 * has */
static gboolean
find_next (AhadiVault *vault, GBytes *card, AhadiCard **next, GError **error)
{
  g_autoptr (AhadiCard) parsed = ahadi_card_parse (card, error);
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiCard) known = NULL;
  GError *local = NULL;

  *next = NULL;
  if (parsed == NULL)
    return FALSE;

  known = ahadi_card_load (vault, &local);
  if (local == NULL)
    identity = ahadi_identity_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (known != NULL)
    return ahadi_card_meet (known, parsed, identity, next, error);

  *next = g_steal_pointer (&parsed);
  return TRUE;
}

gboolean
ahadi_card_import (AhadiVault *vault, GBytes *card, gboolean *updated, GError **error)
{
  g_autoptr (AhadiCard) next = NULL;

  if (updated != NULL)
    *updated = FALSE;
  if (!find_next (vault, card, &next, error) ||
      (next != NULL && !ahadi_card_store (vault, next->bytes, next->directory, error)))
    return FALSE;

  if (updated != NULL)
    *updated = next != NULL;
  return TRUE;
}

gboolean
ahadi_card_look (AhadiVault *vault, GBytes *card, gboolean *newer, GError **error)
{
  g_autoptr (AhadiCard) next = NULL;
  gboolean fine = find_next (vault, card, &next, error);

  *newer = next != NULL;
  return fine;
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
