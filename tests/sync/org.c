/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "org.h"

#include <string.h>

static void
add_text (Org *self, const char *language, const char *text)
{
  GBytes *bytes = g_bytes_new_static (text, strlen (text));
  guint8 digest[AHADI_HASH_SIZE];

  ahadi_hash_bytes (text, strlen (text), digest);
  ahadi_directory_content_add_code (self->content, language, digest, FALSE);
  g_ptr_array_add (self->texts, bytes);
}

void
org_open (Org *self)
{
  AhadiRootSet *set = ahadi_root_set_new (2);

  for (int i = 0; i < ORG_KEYS; i++)
    {
      self->keys[i] = ahadi_signing_key_new ();
      ahadi_root_set_add (set, ahadi_signing_key_get_verify_key (self->keys[i]));
    }

  self->holder = org_make_entry (AHADI_ROLE_MEMBERSHIP, NULL);
  self->office = ahadi_signing_key_new ();
  self->holder.signer = *ahadi_signing_key_get_verify_key (self->office);
  ahadi_verify_key_derive_id (&self->holder.signer, self->holder.device.bytes);
  self->content = ahadi_directory_content_new ();
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  ahadi_random_bytes (self->content->org.bytes, AHADI_ID_SIZE);
  self->content->version = 12;
  self->content->time = G_GINT64_CONSTANT (1780000000000);
  self->content->list_version = 41;
  self->content->list_time = G_GINT64_CONSTANT (1780000500000);
  self->content->org_name = g_strdup ("Amnesty International Kenya");
  self->content->roots = ahadi_root_set_copy (set);
  add_text (self, "en", "I will: –\n");
  add_text (self, "sw", "Nitafanya: –\n");
  self->roots = ahadi_roots_new (&self->content->org);
  ahadi_roots_add (self->roots, set);
  ahadi_roots_sign (self->roots, self->keys[0]);
  ahadi_roots_sign (self->roots, self->keys[1]);
}

void
org_close (Org *self)
{
  for (int i = 0; i < ORG_KEYS; i++)
    g_clear_pointer (&self->keys[i], ahadi_signing_key_unref);
  g_clear_pointer (&self->office, ahadi_signing_key_unref);
  g_clear_pointer (&self->content, ahadi_directory_content_free);
  g_clear_pointer (&self->roots, ahadi_roots_free);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
}

GBytes *
org_print_card (const Org *self, guint n_keys)
{
  g_autoptr (AhadiDirectoryContent) content =
      ahadi_directory_content_copy (self->content);

  if (ahadi_directory_content_find (content, &self->holder.device) == NULL)
    ahadi_directory_content_add_entry (content, &self->holder);
  return ahadi_card_print (content, self->roots, self->texts, self->keys, n_keys,
                           self->office);
}

AhadiDirectoryContent *
org_parse (const char *directory, const char *list, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (directory, strlen (directory));
  g_autoptr (GBytes) list_bytes = g_bytes_new (list, strlen (list));
  g_autoptr (AhadiDirectoryContent) content =
      ahadi_directory_content_parse (bytes, error);

  if (content == NULL || !ahadi_directory_content_parse_list (content, list_bytes, error))
    return NULL;
  return g_steal_pointer (&content);
}

AhadiId
org_add_branch (Org *self, const char *name)
{
  AhadiId id;

  ahadi_random_bytes (id.bytes, AHADI_ID_SIZE);
  ahadi_directory_content_add_branch (self->content, &id, name);
  return id;
}

AhadiDirectoryEntry
org_make_entry (AhadiRole role, const AhadiId *branch)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autoptr (AhadiAgeIdentity) identity = ahadi_age_identity_new ();
  AhadiDirectoryEntry entry = { .role = role, .state = AHADI_DEVICE_ACTIVE };

  entry.signer = *ahadi_signing_key_get_verify_key (key);
  entry.recipient = ahadi_age_identity_get_recipient (identity);
  ahadi_verify_key_derive_id (&entry.signer, entry.device.bytes);
  if (branch != NULL)
    entry.branch = *branch;
  return entry;
}

AhadiDirectoryEntry *
org_add_device (Org *self, AhadiRole role, const AhadiId *branch)
{
  AhadiDirectoryEntry entry = org_make_entry (role, branch);

  ahadi_directory_content_add_entry (self->content, &entry);
  for (guint i = 0; i < self->content->entries->len; i++)
    {
      AhadiDirectoryEntry *added = self->content->entries->pdata[i];

      if (ahadi_id_equal (&added->device, &entry.device))
        return added;
    }

  g_assert_not_reached ();
}

void
org_change_roots (Org *self)
{
  AhadiRootSet *set = ahadi_root_set_copy (self->content->roots);

  set->threshold = 1;
  ahadi_root_set_free (self->content->roots);
  self->content->roots = ahadi_root_set_copy (set);
  ahadi_roots_add (self->roots, set);
  ahadi_roots_sign (self->roots, self->keys[0]);
  ahadi_roots_sign (self->roots, self->keys[1]);
}
