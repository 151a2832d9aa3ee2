/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Whether a card holds by itself (FORMAT.md section 7); its bytes are in
 * ahadi-card-parts.c. In this order, so that nothing is read before it is signed: the
 * line of roots, the signatures under directory.json, that document, the signature under
 * devices.json by a holder whom it names, that document, the texts. The roots and their
 * line are TUF's root role, directory.json is its targets role, devices.json a delegated
 * one (The Update Framework, specification 1.0, sections 2.1 and 4).
 */

#include "ahadi-card-codec.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"

/* --- directory.json --- */

/* C3: every signature there is must hold, and there must be enough. Key numbers rise, so
 * nobody signs twice. */
static gboolean
check_signatures (const AhadiCardParts *parts,
                  GPtrArray *signatures,
                  const AhadiRootSet *roots,
                  GError **error)
{
  gsize size;
  const void *bytes = g_bytes_get_data (parts->directory, &size);

  for (guint i = 0; i < signatures->len; i++)
    {
      const AhadiMinisig *signature = signatures->pdata[i];
      const AhadiVerifyKey *key = ahadi_root_set_find (roots, signature->number);

      if (key == NULL)
        return ahadi_codec_refuse (error, "C3", "a directory is signed by another key");
      if (!ahadi_minisign_check (signature, key, bytes, size, NULL, error))
        {
          ahadi_sync_error_blame (error, AHADI_CRYPTO_ERROR, "C3");
          return FALSE;
        }
    }

  if (signatures->len >= roots->threshold)
    return TRUE;

  g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_BAD_SIGNATURE,
                       "against rule C3: too few root keys have signed");
  return FALSE;
}

static gboolean
check_comments (GPtrArray *signatures,
                const AhadiDirectoryContent *content,
                GError **error)
{
  g_autofree char *expected = ahadi_card_parts_make_comment (content);

  for (guint i = 0; i < signatures->len; i++)
    {
      const AhadiMinisig *signature = signatures->pdata[i];

      if (strcmp (signature->trusted_comment, expected) != 0)
        return ahadi_codec_refuse (error, "C4", "a signature is of another version");
    }

  return TRUE;
}

static gboolean
check_roots (const AhadiDirectoryContent *content,
             const AhadiRoots *roots,
             GError **error)
{
  return (ahadi_id_equal (&content->org, ahadi_roots_get_org (roots)) &&
          ahadi_root_set_equal (content->roots, ahadi_roots_get_last (roots))) ||
         ahadi_codec_refuse (error, "C5",
                             "the directory names other roots than the line of roots");
}

static AhadiMinisig *
parse_signature (GBytes *bytes, GError **error)
{
  return ahadi_minisig_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                              error);
}

static GPtrArray *
parse_signatures (const AhadiCardParts *parts, GError **error)
{
  g_autoptr (GPtrArray) parsed =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_minisig_free);

  for (guint i = 0; i < parts->signatures->len; i++)
    {
      const AhadiCardSignature *signature = parts->signatures->pdata[i];
      AhadiMinisig *minisig = parse_signature (signature->bytes, error);

      if (minisig == NULL)
        return NULL;
      g_ptr_array_add (parsed, minisig);
    }

  return g_steal_pointer (&parsed);
}

static AhadiDirectoryContent *
verify_directory (const AhadiCardParts *parts, const AhadiRoots *roots, GError **error)
{
  g_autoptr (GPtrArray) signatures = parse_signatures (parts, error);
  g_autoptr (AhadiDirectoryContent) content = NULL;

  if (signatures == NULL ||
      !check_signatures (parts, signatures, ahadi_roots_get_last (roots), error))
    return NULL;

  content = ahadi_directory_content_parse (parts->directory, error);
  if (content == NULL || !check_comments (signatures, content, error) ||
      !check_roots (content, roots, error))
    return NULL;

  return g_steal_pointer (&content);
}

/* --- devices.json --- */

gboolean
ahadi_card_names_office (const AhadiDirectoryContent *content, const AhadiId *device)
{
  const AhadiDirectoryEntry *entry = ahadi_directory_content_find (content, device);

  return entry != NULL && entry->role == AHADI_ROLE_MEMBERSHIP &&
         entry->state == AHADI_DEVICE_ACTIVE;
}

static gboolean
is_signed_by (const AhadiCardParts *parts,
              const AhadiMinisig *signature,
              const AhadiDirectoryEntry *entry)
{
  gsize size;
  const void *bytes = g_bytes_get_data (parts->list, &size);

  return entry->role == AHADI_ROLE_MEMBERSHIP && entry->state == AHADI_DEVICE_ACTIVE &&
         ahadi_minisign_check (signature, &entry->signer, bytes, size, NULL, NULL);
}

/* L4. */
static gboolean
find_signer (const AhadiCardParts *parts,
             const AhadiMinisig *signature,
             const AhadiDirectoryContent *content,
             AhadiId *signer,
             GError **error)
{
  for (guint i = 0; i < content->entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = content->entries->pdata[i];

      if (is_signed_by (parts, signature, entry))
        {
          *signer = entry->device;
          return TRUE;
        }
    }

  g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_BAD_SIGNATURE,
                       "against rule L4: no holder of the membership office has signed "
                       "the list of devices");
  return FALSE;
}

static gboolean
verify_list (const AhadiCardParts *parts,
             AhadiDirectoryContent *content,
             AhadiId *signer,
             GError **error)
{
  g_autoptr (AhadiMinisig) signature = NULL;
  g_autofree char *comment = NULL;

  if (parts->list == NULL || parts->list_signature == NULL)
    return ahadi_codec_refuse (error, "C1", "a card has no list of devices");

  signature = parse_signature (parts->list_signature, error);
  if (signature == NULL)
    ahadi_sync_error_blame (error, AHADI_CRYPTO_ERROR, "L4");
  if (signature == NULL || !find_signer (parts, signature, content, signer, error) ||
      !ahadi_directory_content_parse_list (content, parts->list, error))
    return FALSE;

  comment = ahadi_card_parts_make_list_comment (content);
  if (strcmp (signature->trusted_comment, comment) != 0)
    return ahadi_codec_refuse (error, "L5", "the list's signature is of another version");

  return !ahadi_directory_content_is_revoked (content, signer) ||
         ahadi_codec_refuse (error, "L6", "the list revokes whoever signed it");
}

/* --- the whole --- */

static AhadiCard *
verify (const AhadiCardParts *parts, GBytes *bytes, GError **error)
{
  g_autoptr (AhadiRoots) roots = ahadi_roots_parse (parts->roots, error);
  g_autoptr (AhadiDirectoryContent) content = NULL;
  AhadiCard *self;
  AhadiId signer;

  if (roots == NULL)
    return NULL;

  content = verify_directory (parts, roots, error);
  if (content == NULL || !verify_list (parts, content, &signer, error) ||
      !ahadi_card_parts_check_texts (parts, content, error))
    return NULL;

  self = g_new0 (AhadiCard, 1);
  self->bytes = g_bytes_ref (bytes);
  self->parts = ahadi_card_parts_copy (parts);
  self->directory = ahadi_directory_new (g_steal_pointer (&content));
  self->roots = g_steal_pointer (&roots);
  self->texts = g_ptr_array_ref (self->parts->texts);
  self->list_signer = signer;
  return self;
}

AhadiCard *
ahadi_card_parse (GBytes *bytes, GError **error)
{
  g_autoptr (AhadiCardParts) parts = NULL;
  AhadiCard *self;

  if (g_bytes_get_size (bytes) > AHADI_CARD_LIMIT)
    {
      ahadi_codec_refuse (error, "C7", "a card is larger than 16 MiB");
      return NULL;
    }

  parts = ahadi_card_parts_read (bytes, error);
  self = parts != NULL ? verify (parts, bytes, error) : NULL;
  if (self == NULL)
    {
      ahadi_sync_error_blame (error, AHADI_SYNC_ERROR, "C7");
      ahadi_error_map_input (error, "cannot read the card");
    }

  return self;
}

AhadiCard *
ahadi_card_assemble (const AhadiCardParts *parts, GError **error)
{
  g_autoptr (GBytes) bytes = ahadi_card_parts_write (parts);

  return ahadi_card_parse (bytes, error);
}

void
ahadi_card_free (AhadiCard *self)
{
  g_bytes_unref (self->bytes);
  ahadi_directory_unref (self->directory);
  ahadi_roots_free (self->roots);
  g_ptr_array_unref (self->texts);
  ahadi_card_parts_free (self->parts);
  g_free (self);
}

GBytes *
ahadi_card_print (const AhadiDirectoryContent *content,
                  const AhadiRoots *roots,
                  GPtrArray *texts,
                  AhadiSigningKey *const *keys,
                  gsize n_keys,
                  AhadiSigningKey *office)
{
  g_autoptr (AhadiCardParts) parts = ahadi_card_parts_new ();

  ahadi_card_parts_set_directory (parts, content);
  for (gsize i = 0; i < n_keys; i++)
    ahadi_card_parts_sign (parts, content, keys[i]);
  ahadi_card_parts_set_roots (parts, roots);
  ahadi_card_parts_set_list (parts, content, office);
  ahadi_card_parts_set_texts (parts, content, texts);
  return ahadi_card_parts_write (parts);
}
