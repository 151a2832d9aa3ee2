/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-proposal.h"

#include "ahadi-proposal-codec.h"
#include "ahadi-root-key.h"
#include "ahadi-sync-error.h"

#define SETTING "directory-draft"

static gboolean
refuse (GError **error, AhadiSyncError code, const char *why)
{
  g_set_error (error, AHADI_SYNC_ERROR, code, "cannot publish the draft: %s", why);
  return FALSE;
}

/* --- the draft that waits --- */

AhadiProposal *
ahadi_proposal_load (AhadiVault *vault, GError **error)
{
  GError *local = NULL;
  g_autoptr (GBytes) bytes = ahadi_settings_get_bytes (vault, SETTING, &local);

  if (local != NULL)
    g_propagate_error (error, local);

  return bytes != NULL ? ahadi_proposal_parse (bytes, error) : NULL;
}

gboolean
ahadi_proposal_keep (AhadiVault *vault, AhadiProposal *self, GError **error)
{
  g_autoptr (GBytes) bytes = self != NULL ? ahadi_proposal_print (self) : NULL;

  return ahadi_settings_set_bytes (vault, SETTING, bytes, error);
}

/* Another directory may have been published since it was begun. */
static gboolean
follows (AhadiProposal *self, const AhadiCard *card)
{
  return g_bytes_equal (ahadi_proposal_get_base (self)->parts->directory,
                        card->parts->directory);
}

AhadiDirectoryContent *
ahadi_proposal_begin (AhadiVault *vault,
                      const AhadiCard *card,
                      GPtrArray **texts,
                      GError **error)
{
  GError *local = NULL;
  g_autoptr (AhadiProposal) draft = ahadi_proposal_load (vault, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  if (draft == NULL || !follows (draft, card))
    {
      *texts = g_ptr_array_ref (card->texts);
      return ahadi_directory_content_copy (ahadi_directory_get_content (card->directory));
    }

  *texts = g_ptr_array_ref (ahadi_proposal_get_parts (draft)->texts);
  return ahadi_directory_content_copy (ahadi_proposal_get_content (draft));
}

/* With this vault's root key, if it has one that is a custodian's. */
static gboolean
sign_here (AhadiVault *vault, AhadiProposal *draft, GError **error)
{
  GError *local = NULL;
  g_autoptr (AhadiSigningKey) key = ahadi_root_key_load (vault, &local);

  if ((key != NULL && ahadi_proposal_sign (draft, key, &local)) ||
      g_error_matches (local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY))
    {
      g_clear_error (&local);
      return TRUE;
    }

  g_propagate_error (error, local);
  return FALSE;
}

gboolean
ahadi_proposal_put_forward (AhadiVault *vault,
                            const AhadiCard *card,
                            AhadiDirectoryContent *content,
                            GPtrArray *texts,
                            GError **error)
{
  g_autoptr (AhadiProposal) draft = ahadi_proposal_new (card, content, texts, error);

  if (draft == NULL || !sign_here (vault, draft, error))
    return FALSE;

  return ahadi_proposal_is_complete (draft) ? ahadi_proposal_publish (vault, draft, error)
                                            : ahadi_proposal_keep (vault, draft, error);
}

/* --- comparing --- */

static GPtrArray *
compare_with_card (const AhadiDirectoryContent *ours, GBytes *file, GError **error)
{
  g_autoptr (AhadiCard) card = ahadi_card_parse (file, error);
  const AhadiDirectoryContent *theirs;
  GPtrArray *changes;

  if (card == NULL)
    return NULL;

  theirs = ahadi_directory_get_content (card->directory);
  changes = ahadi_directory_content_compare (ours, theirs);
  ahadi_directory_content_compare_lists (ours, theirs, changes);
  return changes;
}

GPtrArray *
ahadi_proposal_compare (AhadiVault *vault, GBytes *file, GError **error)
{
  GError *local = NULL;
  g_autoptr (AhadiCard) known = ahadi_card_load (vault, &local);
  g_autoptr (AhadiProposal) draft = NULL;
  const AhadiDirectoryContent *ours;

  if (known == NULL && local == NULL)
    g_set_error_literal (&local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                         "cannot compare directories: this vault has no card yet");
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }

  ours = ahadi_directory_get_content (known->directory);
  draft = ahadi_proposal_parse (file, NULL);
  if (draft == NULL)
    return compare_with_card (ours, file, error);

  return ahadi_directory_content_compare (ours, ahadi_proposal_get_content (draft));
}

/* --- publishing --- */

/* The list as this vault has it, beside the new directory. */
static AhadiDirectoryContent *
join_list (const AhadiDirectoryContent *next, const AhadiDirectoryContent *known)
{
  AhadiDirectoryContent *joined = ahadi_directory_content_copy (next);

  for (guint i = joined->entries->len; i-- > 0;)
    {
      const AhadiDirectoryEntry *entry = joined->entries->pdata[i];

      if (!ahadi_role_is_office (entry->role))
        g_ptr_array_remove_index (joined->entries, i);
    }
  g_ptr_array_set_size (joined->branches, 0);
  g_ptr_array_set_size (joined->revoked, 0);

  for (guint i = 0; i < known->entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = known->entries->pdata[i];

      if (!ahadi_role_is_office (entry->role))
        ahadi_directory_content_add_entry (joined, entry);
    }
  for (guint i = 0; i < known->branches->len; i++)
    {
      const AhadiBranch *branch = known->branches->pdata[i];

      ahadi_directory_content_add_branch (joined, &branch->id, branch->name);
    }
  for (guint i = 0; i < known->revoked->len; i++)
    ahadi_directory_content_add_revoked (joined, known->revoked->pdata[i]);

  joined->list_version = known->list_version + 1;
  joined->list_time = MAX (known->list_time, ahadi_wall_clock_ms ());
  return joined;
}

/* C9 must hold of the new directory too. */
static gboolean
set_list (AhadiCardParts *parts,
          AhadiProposal *draft,
          const AhadiCard *known,
          AhadiIdentity *identity,
          GError **error)
{
  const AhadiDirectoryContent *next = ahadi_proposal_get_content (draft);
  const AhadiDirectoryContent *was = ahadi_directory_get_content (known->directory);
  const AhadiId *device = ahadi_identity_get_device (identity);
  g_autoptr (AhadiDirectoryContent) list = NULL;

  if (ahadi_card_names_office (next, &known->list_signer))
    {
      parts->list = g_bytes_ref (known->parts->list);
      parts->list_signature = g_bytes_ref (known->parts->list_signature);
      return TRUE;
    }
  if (!ahadi_card_names_office (next, device) ||
      ahadi_directory_content_is_revoked (was, device))
    return refuse (error, AHADI_SYNC_ERROR_NOT_READY,
                   "a holder of the membership office who stays one has to publish it");

  list = join_list (next, was);
  ahadi_card_parts_set_list (parts, list, ahadi_identity_get_signing_key (identity));
  return TRUE;
}

static gboolean
check_publishable (AhadiProposal *self, const AhadiCard *known, GError **error)
{
  const AhadiCard *base = ahadi_proposal_get_base (self);

  if (!ahadi_roots_continue (base->roots, known->roots) &&
      !ahadi_roots_continue (known->roots, base->roots))
    return refuse (error, AHADI_SYNC_ERROR_OTHER_ORG, "it is of another organisation");
  if (!follows (self, known))
    return refuse (error, AHADI_SYNC_ERROR_OLDER, "it follows another directory");

  return ahadi_proposal_is_complete (self) ||
         refuse (error, AHADI_SYNC_ERROR_BAD_SIGNATURE, "too few custodians have signed");
}

/* NOT_READY without identity or card. */
static gboolean
load_both (AhadiVault *vault, AhadiIdentity **identity, AhadiCard **card, GError **error)
{
  GError *local = NULL;

  *card = NULL;
  *identity = ahadi_identity_load (vault, &local);
  if (local == NULL)
    *card = ahadi_card_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  return (*identity != NULL && *card != NULL) ||
         refuse (error, AHADI_SYNC_ERROR_NOT_READY,
                 "this vault has no identity or no card yet");
}

/* A root key that is no root any more is no use to us, and of much to a thief. */
static gboolean
drop_old_key (AhadiVault *vault, const AhadiRoots *roots, GError **error)
{
  GError *local = NULL;
  g_autoptr (AhadiSigningKey) key = ahadi_root_key_load (vault, &local);

  if (g_error_matches (local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY))
    {
      g_error_free (local);
      return TRUE;
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  return ahadi_root_set_has (ahadi_roots_get_last (roots),
                             ahadi_signing_key_get_verify_key (key)) ||
         ahadi_root_key_drop (vault, error);
}

static gboolean
publish_in_transaction (AhadiVault *vault, AhadiProposal *self, GError **error)
{
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiCard) known = NULL;
  g_autoptr (AhadiCardParts) parts = NULL;
  g_autoptr (AhadiCard) card = NULL;

  if (!load_both (vault, &identity, &known, error) ||
      !check_publishable (self, known, error))
    return FALSE;

  parts = ahadi_card_parts_copy (ahadi_proposal_get_parts (self));
  if (!set_list (parts, self, known, identity, error))
    return FALSE;

  card = ahadi_card_assemble (parts, error);
  return card != NULL && ahadi_card_store (vault, card->bytes, card->directory, error) &&
         drop_old_key (vault, card->roots, error) &&
         ahadi_proposal_keep (vault, NULL, error);
}

gboolean
ahadi_proposal_publish (AhadiVault *vault, AhadiProposal *self, GError **error)
{
  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  if (!publish_in_transaction (vault, self, error))
    {
      ahadi_vault_rollback (vault);
      return FALSE;
    }

  return ahadi_vault_commit (vault, error);
}
