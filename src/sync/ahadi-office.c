/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-office.h"

#include "ahadi-codec.h"
#include "ahadi-root-key.h"
#include "ahadi-sync-error.h"

static AhadiIdentity *
load_founder (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiIdentity) identity = NULL;
  GError *local = NULL;

  identity = ahadi_identity_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  if (identity == NULL || ahadi_identity_get_role (identity) != AHADI_ROLE_MEMBERSHIP)
    {
      g_set_error_literal (
          error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
          "cannot found an organisation: this is not a membership office");
      return NULL;
    }

  return g_steal_pointer (&identity);
}

static gboolean
check_no_card (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiCard) card = NULL;
  GError *local = NULL;

  card = ahadi_card_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (card == NULL)
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS,
                       "cannot found an organisation: this vault has a card");
  return FALSE;
}

static AhadiDirectoryContent *
draft_first (AhadiIdentity *identity, const char *org_name, const AhadiVerifyKey *root)
{
  AhadiDirectoryContent *content = ahadi_directory_content_new ();
  AhadiSigningKey *key = ahadi_identity_get_signing_key (identity);
  AhadiDirectoryEntry entry = { .role = AHADI_ROLE_MEMBERSHIP };

  entry.device = *ahadi_identity_get_device (identity);
  entry.signer = *ahadi_signing_key_get_verify_key (key);
  entry.recipient =
      ahadi_age_identity_get_recipient (ahadi_identity_get_age_identity (identity));

  content->version = 1;
  content->time = ahadi_wall_clock_ms ();
  content->list_version = 1;
  content->list_time = content->time;
  ahadi_random_bytes (content->org.bytes, AHADI_ID_SIZE);
  content->org_name = ahadi_text_clean (org_name);
  content->roots = ahadi_root_set_new (1);
  ahadi_root_set_add (content->roots, root);
  ahadi_directory_content_add_entry (content, &entry);
  return content;
}

static gpointer
ref_text (gconstpointer text, gpointer data)
{
  return g_bytes_ref ((GBytes *) text);
}

/* Lists the texts in @content, and gives them in the order they got there. */
static GPtrArray *
add_texts (AhadiDirectoryContent *content, const AhadiCodeText *texts, gsize n_texts)
{
  g_autoptr (GPtrArray) given = g_ptr_array_new ();
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (gsize i = 0; i < n_texts; i++)
    {
      guint8 digest[AHADI_HASH_SIZE];

      ahadi_hash_bytes (g_bytes_get_data (texts[i].text, NULL),
                        g_bytes_get_size (texts[i].text), digest);
      ahadi_directory_content_add_code (content, texts[i].language, digest,
                                        texts[i].official);
    }

  for (guint i = 0; i < content->codes->len; i++)
    {
      const AhadiDirectoryCode *code = content->codes->pdata[i];

      for (gsize t = 0; t < n_texts; t++)
        {
          if (g_str_equal (texts[t].language, code->language))
            {
              g_ptr_array_add (given, texts[t].text);
              break;
            }
        }
    }

  g_ptr_array_extend (sorted, given, ref_text, NULL);
  return sorted;
}

static gboolean
found_in_transaction (AhadiVault *vault,
                      const char *org_name,
                      const AhadiCodeText *texts,
                      gsize n_texts,
                      GError **error)
{
  g_autoptr (AhadiIdentity) identity = load_founder (vault, error);
  g_autoptr (AhadiSigningKey) key = NULL;
  g_autoptr (AhadiDirectoryContent) content = NULL;
  g_autoptr (AhadiRoots) roots = NULL;
  g_autoptr (GPtrArray) sorted = NULL;

  if (identity == NULL || !check_no_card (vault, error))
    return FALSE;

  key = ahadi_root_key_create (vault, error);
  if (key == NULL)
    return FALSE;

  content = draft_first (identity, org_name, ahadi_signing_key_get_verify_key (key));
  if (!ahadi_codec_check_typed (content->org_name, TRUE, error))
    return FALSE;

  sorted = add_texts (content, texts, n_texts);
  roots = ahadi_roots_new (&content->org);
  ahadi_roots_add (roots, ahadi_root_set_copy (content->roots));
  ahadi_roots_sign (roots, key);
  return ahadi_root_key_publish (key, vault, content, roots, sorted, error);
}

gboolean
ahadi_office_found (AhadiVault *vault,
                    const char *org_name,
                    const AhadiCodeText *texts,
                    gsize n_texts,
                    GError **error)
{
  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  if (!found_in_transaction (vault, org_name, texts, n_texts, error))
    {
      ahadi_vault_rollback (vault);
      return FALSE;
    }

  return ahadi_vault_commit (vault, error);
}
