/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-directory.h"

#include <string.h>

#include "ahadi-card-codec.h"
#include "ahadi-directory-content.h"

#define FINGERPRINT_DOMAIN "ahadi-card-v1"

struct _AhadiDirectory
{
  gatomicrefcount refs;
  AhadiDirectoryContent *content;
  GPtrArray *entries;    /* AhadiDirectoryEntry: the content's, as they count */
  GHashTable *by_device; /* AhadiId in an entry → that entry */
  char org[AHADI_ID_TEXT_SIZE];
};

/* What the list revokes no longer counts, whatever the document that names it says. */
static GPtrArray *
copy_entries (const AhadiDirectoryContent *content)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < content->entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = content->entries->pdata[i];
      AhadiDirectoryEntry *copy = g_memdup2 (entry, sizeof *entry);

      if (ahadi_directory_content_is_revoked (content, &entry->device))
        copy->state = AHADI_DEVICE_REVOKED;
      g_ptr_array_add (entries, copy);
    }

  return entries;
}

AhadiDirectory *
ahadi_directory_new (AhadiDirectoryContent *content)
{
  AhadiDirectory *self = g_new0 (AhadiDirectory, 1);

  g_atomic_ref_count_init (&self->refs);
  self->content = content;
  self->entries = copy_entries (content);
  self->by_device = g_hash_table_new (ahadi_id_hash, ahadi_id_hash_equal);
  ahadi_id_print (&content->org, self->org);

  for (guint i = 0; i < self->entries->len; i++)
    {
      AhadiDirectoryEntry *entry = self->entries->pdata[i];

      g_hash_table_insert (self->by_device, &entry->device, entry);
    }

  return self;
}

AhadiDirectory *
ahadi_directory_ref (AhadiDirectory *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
ahadi_directory_unref (AhadiDirectory *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_hash_table_unref (self->by_device);
  g_ptr_array_unref (self->entries);
  ahadi_directory_content_free (self->content);
  g_free (self);
}

AhadiDirectory *
ahadi_directory_load (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiCard) card = ahadi_card_load (vault, error);

  return card != NULL ? ahadi_directory_ref (card->directory) : NULL;
}

const AhadiDirectoryContent *
ahadi_directory_get_content (AhadiDirectory *self)
{
  return self->content;
}

guint32
ahadi_directory_get_version (AhadiDirectory *self)
{
  return self->content->version;
}

gint64
ahadi_directory_get_time (AhadiDirectory *self)
{
  return self->content->time;
}

guint32
ahadi_directory_get_list_version (AhadiDirectory *self)
{
  return self->content->list_version;
}

gint64
ahadi_directory_get_list_time (AhadiDirectory *self)
{
  return self->content->list_time;
}

const char *
ahadi_directory_get_org (AhadiDirectory *self)
{
  return self->org;
}

const char *
ahadi_directory_get_org_name (AhadiDirectory *self)
{
  return self->content->org_name;
}

/* Over the organisation's id and the text of its root set, so that neither can be
 * exchanged alone. */
char *
ahadi_directory_make_fingerprint (AhadiDirectory *self)
{
  g_autofree char *roots = ahadi_root_set_print (self->content->roots);
  g_autofree char *text = g_strconcat (self->org, "\n", roots, NULL);

  return ahadi_fingerprint_make (FINGERPRINT_DOMAIN, text, strlen (text));
}

guint
ahadi_directory_get_threshold (AhadiDirectory *self)
{
  return self->content->roots->threshold;
}

GStrv
ahadi_directory_list_root_keys (AhadiDirectory *self)
{
  const GArray *keys = self->content->roots->keys;
  GStrv texts = g_new0 (char *, keys->len + 1);

  for (guint i = 0; i < keys->len; i++)
    texts[i] = ahadi_verify_key_to_string (&g_array_index (keys, AhadiVerifyKey, i));

  return texts;
}

GPtrArray *
ahadi_directory_get_entries (AhadiDirectory *self)
{
  return self->entries;
}

GPtrArray *
ahadi_directory_get_branches (AhadiDirectory *self)
{
  return self->content->branches;
}

const AhadiDirectoryEntry *
ahadi_directory_find_device (AhadiDirectory *self, const AhadiId *device)
{
  return g_hash_table_lookup (self->by_device, device);
}

gboolean
ahadi_directory_is_revoked (AhadiDirectory *self, const AhadiId *device)
{
  const AhadiDirectoryEntry *entry = ahadi_directory_find_device (self, device);

  return (entry != NULL && entry->state != AHADI_DEVICE_ACTIVE) ||
         ahadi_directory_content_is_revoked (self->content, device);
}

const AhadiBranch *
ahadi_directory_find_branch (AhadiDirectory *self, const AhadiId *branch)
{
  for (guint i = 0; i < self->content->branches->len; i++)
    {
      const AhadiBranch *candidate = self->content->branches->pdata[i];

      if (ahadi_id_equal (&candidate->id, branch))
        return candidate;
    }

  return NULL;
}

const char *
ahadi_directory_get_setting (AhadiDirectory *self, const char *name)
{
  return json_string_value (json_object_get (self->content->settings, name));
}

GPtrArray *
ahadi_directory_find_signers (AhadiDirectory *self, const guint8 number[8])
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      AhadiDirectoryEntry *entry = self->entries->pdata[i];

      if (memcmp (entry->signer.number, number, sizeof entry->signer.number) == 0)
        g_ptr_array_add (found, entry);
    }

  return found;
}

gboolean
ahadi_role_reads (AhadiRole role, AhadiAudienceClass audience_class)
{
  switch (role)
    {
    case AHADI_ROLE_MEMBERSHIP:
      return audience_class == AHADI_AUDIENCE_MEMBERSHIP ||
             audience_class == AHADI_AUDIENCE_BRANCH;
    case AHADI_ROLE_EXECUTIVE_DIRECTOR:
      return audience_class == AHADI_AUDIENCE_EXECUTIVE_DIRECTOR ||
             audience_class == AHADI_AUDIENCE_SAFEGUARDING;
    case AHADI_ROLE_BOARD_COMMITTEE:
      return audience_class == AHADI_AUDIENCE_BOARD_COMMITTEE ||
             audience_class == AHADI_AUDIENCE_SAFEGUARDING;
    case AHADI_ROLE_COORDINATOR:
    case AHADI_ROLE_CIRCLE:
    default:
      return FALSE;
    }
}

/* FORMATS of a part's recipients: offices by what they read, a branch's own devices, or
 * the one device addressed. */
static gboolean
entry_reads (const AhadiDirectoryEntry *entry,
             AhadiAudienceClass audience,
             const AhadiId *scope)
{
  if (entry->state != AHADI_DEVICE_ACTIVE)
    return FALSE;
  if (audience == AHADI_AUDIENCE_DEVICE)
    return ahadi_id_equal (&entry->device, scope);
  if (ahadi_role_is_office (entry->role))
    return ahadi_role_reads (entry->role, audience);

  return audience == AHADI_AUDIENCE_BRANCH && ahadi_id_equal (&entry->branch, scope);
}

GArray *
ahadi_directory_list_recipients (AhadiDirectory *self, const char *audience)
{
  GArray *recipients = g_array_new (FALSE, FALSE, sizeof (AhadiAgeRecipient));
  AhadiAudienceClass audience_class;
  AhadiId scope;

  g_return_val_if_fail (ahadi_audience_parse (audience, &audience_class, &scope),
                        recipients);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = self->entries->pdata[i];

      if (entry_reads (entry, audience_class, &scope))
        g_array_append_val (recipients, entry->recipient);
    }

  return recipients;
}
