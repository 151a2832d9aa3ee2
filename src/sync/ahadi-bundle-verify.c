/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-bundle-verify.h"

#include <string.h>

#include "ahadi-card-meet.h"
#include "ahadi-codec.h"
#include "ahadi-error-map.h"
#include "ahadi-part-rights.h"

void
ahadi_bundle_verdict_clear (AhadiBundleVerdict *self)
{
  g_clear_pointer (&self->newer_card, ahadi_card_free);
  g_clear_pointer (&self->directory, ahadi_directory_unref);
  g_clear_pointer (&self->manifest, ahadi_manifest_free);
  self->author = NULL;
}

static gboolean
refuse (GError **error, AhadiSyncError code, const char *why)
{
  g_set_error_literal (error, AHADI_SYNC_ERROR, code, why);
  return FALSE;
}

/*
 * A card that is older than ours, or another of the same version, does no harm here: ours
 * is used, and a membership office joins the lists of both. One of other roots says that
 * the bundle is not for this organisation.
 */
static gboolean
look_at_card (const AhadiBundle *bundle,
              const AhadiCard *known,
              AhadiIdentity *identity,
              AhadiBundleVerdict *verdict,
              GError **error)
{
  g_autoptr (AhadiCard) card = NULL;
  GError *local = NULL;
  gboolean ok = TRUE;

  if (bundle->card != NULL)
    {
      card = ahadi_card_parse (bundle->card, error);
      if (card == NULL)
        return FALSE;
    }

  if (card != NULL)
    ok = ahadi_card_meet (known, card, identity, &verdict->newer_card, &local);
  verdict->older_card = g_error_matches (local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_OLDER);
  if (!ok && g_error_matches (local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_OTHER_ORG))
    {
      ahadi_sync_error_blame (&local, AHADI_SYNC_ERROR, "B6");
      g_propagate_error (error, local);
      return FALSE;
    }

  g_clear_error (&local);
  verdict->directory = ahadi_directory_ref (
      verdict->newer_card != NULL ? verdict->newer_card->directory : known->directory);
  return TRUE;
}

static gboolean
find_author (const AhadiBundle *bundle,
             const AhadiMinisig *signature,
             AhadiBundleVerdict *verdict,
             GError **error)
{
  g_autoptr (GPtrArray) candidates =
      ahadi_directory_find_signers (verdict->directory, signature->number);
  gsize size;
  const void *bytes = g_bytes_get_data (bundle->manifest, &size);

  if (candidates->len == 0)
    return refuse (error, AHADI_SYNC_ERROR_UNKNOWN_DEVICE,
                   "against rule B7: its signer is not in the directory");

  for (guint i = 0; i < candidates->len; i++)
    {
      const AhadiDirectoryEntry *entry = candidates->pdata[i];

      if (ahadi_minisign_check (signature, &entry->signer, bytes, size, NULL, NULL))
        {
          verdict->author = entry;
          return TRUE;
        }
    }

  return refuse (error, AHADI_SYNC_ERROR_BAD_SIGNATURE,
                 "against rule B7: the signature does not hold");
}

/* What a field device wrote before it was revoked is an office's to judge. */
static gboolean
check_trusted (AhadiIdentity *identity, AhadiBundleVerdict *verdict, GError **error)
{
  if (verdict->author->state == AHADI_DEVICE_ACTIVE)
    return TRUE;

  verdict->late = identity != NULL &&
                  ahadi_role_is_office (ahadi_identity_get_role (identity)) &&
                  !ahadi_role_is_office (verdict->author->role);
  return verdict->late || refuse (error, AHADI_SYNC_ERROR_REVOKED,
                                  "against rule B7: its signer was revoked");
}

static gboolean
check_manifest (const AhadiBundleVerdict *verdict,
                const AhadiMinisig *signature,
                GError **error)
{
  const AhadiManifest *manifest = verdict->manifest;
  const AhadiDirectoryContent *content = ahadi_directory_get_content (verdict->directory);
  g_autofree char *comment = ahadi_manifest_make_comment (manifest);

  if (!ahadi_id_equal (&manifest->org, &content->org))
    return refuse (error, AHADI_SYNC_ERROR_OTHER_ORG,
                   "against rule M3: it is of another organisation");
  if (!ahadi_verify_key_equal (&manifest->signer, &verdict->author->signer) ||
      !ahadi_id_equal (&manifest->device, &verdict->author->device))
    return ahadi_codec_refuse (error, "M4",
                               "the manifest names another signer than it has");
  if (strcmp (comment, signature->trusted_comment) != 0)
    return ahadi_codec_refuse (error, "M5", "the signature is of another bundle");

  return ahadi_rights_check_bundle (manifest, verdict->author, error);
}

static gboolean
check_parts (const AhadiBundle *bundle, const AhadiManifest *manifest, GError **error)
{
  if (bundle->parts->len != manifest->parts->len)
    return refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                   "against rule B4: a part is missing or added");

  for (guint i = 0; i < manifest->parts->len; i++)
    {
      const AhadiStagedPart *staged = &g_array_index (bundle->parts, AhadiStagedPart, i);
      const AhadiManifestPart *signed_part =
          &g_array_index (manifest->parts, AhadiManifestPart, i);

      if (staged->audience != signed_part->audience ||
          staged->size != signed_part->size ||
          memcmp (staged->digest, signed_part->digest, AHADI_HASH_SIZE) != 0)
        return refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                       "against rule B4: a part was exchanged");
    }

  return TRUE;
}

static gboolean
check_blobs (const AhadiBundle *bundle, const AhadiManifest *manifest, GError **error)
{
  gboolean same = bundle->blobs->len == manifest->blobs->len;

  for (guint i = 0; same && i < manifest->blobs->len; i++)
    {
      const AhadiStagedPart *staged = &g_array_index (bundle->blobs, AhadiStagedPart, i);
      const AhadiManifestBlobs *named =
          &g_array_index (manifest->blobs, AhadiManifestBlobs, i);

      same = staged->audience == named->audience && staged->size == named->size &&
             memcmp (staged->digest, named->digest, AHADI_HASH_SIZE) == 0;
    }

  return same || refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                         "against rule B4: a container was exchanged");
}

static gboolean
check_carry (const AhadiBundle *bundle, const AhadiManifest *manifest, GError **error)
{
  if (bundle->carry->len != manifest->carry->len)
    return refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                   "against rule B4: a carried bundle is missing or added");

  for (guint i = 0; i < manifest->carry->len; i++)
    {
      const AhadiStagedPart *staged = &g_array_index (bundle->carry, AhadiStagedPart, i);
      const AhadiManifestCarry *listed =
          &g_array_index (manifest->carry, AhadiManifestCarry, i);

      if (staged->size != listed->size ||
          memcmp (staged->digest, listed->digest, AHADI_HASH_SIZE) != 0)
        return refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                       "against rule B4: a carried bundle was exchanged");
    }

  return TRUE;
}

static gboolean
verify (const AhadiBundle *bundle,
        const AhadiCard *known,
        AhadiIdentity *identity,
        AhadiBundleVerdict *verdict,
        GError **error)
{
  g_autoptr (AhadiMinisig) signature = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bundle->signature, &size);

  if (!look_at_card (bundle, known, identity, verdict, error))
    return FALSE;

  signature = ahadi_minisig_parse (text, size, error);
  if (signature == NULL)
    ahadi_sync_error_blame (error, AHADI_CRYPTO_ERROR, "B7");
  if (signature == NULL || !find_author (bundle, signature, verdict, error) ||
      !check_trusted (identity, verdict, error))
    return FALSE;

  verdict->manifest = ahadi_manifest_parse (bundle->manifest, error);
  return verdict->manifest != NULL && check_manifest (verdict, signature, error) &&
         check_parts (bundle, verdict->manifest, error) &&
         check_blobs (bundle, verdict->manifest, error) &&
         check_carry (bundle, verdict->manifest, error);
}

gboolean
ahadi_bundle_verify (const AhadiBundle *bundle,
                     const AhadiCard *known,
                     AhadiIdentity *identity,
                     AhadiBundleVerdict *verdict,
                     GError **error)
{
  if (verify (bundle, known, identity, verdict, error))
    return TRUE;

  ahadi_error_map_input (error, "cannot trust the bundle");
  return FALSE;
}
