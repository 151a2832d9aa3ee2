/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-directory-content.h"

#include <string.h>

#include "ahadi-codec.h"

static void
free_branch (gpointer data)
{
  AhadiBranch *branch = data;

  g_free (branch->name);
  g_free (branch);
}

static void
free_code (gpointer data)
{
  AhadiDirectoryCode *code = data;

  g_free (code->language);
  g_free (code);
}

AhadiDirectoryContent *
ahadi_directory_content_new (void)
{
  AhadiDirectoryContent *self = g_new0 (AhadiDirectoryContent, 1);

  self->entries = g_ptr_array_new_with_free_func (g_free);
  self->branches = g_ptr_array_new_with_free_func (free_branch);
  self->revoked = g_ptr_array_new_with_free_func (g_free);
  self->codes = g_ptr_array_new_with_free_func (free_code);
  self->settings = json_object ();
  return self;
}

void
ahadi_directory_content_free (AhadiDirectoryContent *self)
{
  g_clear_pointer (&self->roots, ahadi_root_set_free);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->branches);
  g_ptr_array_unref (self->revoked);
  g_ptr_array_unref (self->codes);
  json_decref (self->settings);
  g_free (self->org_name);
  g_free (self);
}

AhadiDirectoryContent *
ahadi_directory_content_copy (const AhadiDirectoryContent *self)
{
  AhadiDirectoryContent *copy = ahadi_directory_content_new ();

  copy->version = self->version;
  copy->time = self->time;
  copy->list_version = self->list_version;
  copy->list_time = self->list_time;
  copy->org = self->org;
  copy->org_name = g_strdup (self->org_name);
  copy->roots = ahadi_root_set_copy (self->roots);
  json_decref (copy->settings);
  copy->settings = json_deep_copy (self->settings);

  for (guint i = 0; i < self->entries->len; i++)
    ahadi_directory_content_add_entry (copy, self->entries->pdata[i]);
  for (guint i = 0; i < self->branches->len; i++)
    {
      const AhadiBranch *branch = self->branches->pdata[i];

      ahadi_directory_content_add_branch (copy, &branch->id, branch->name);
    }
  for (guint i = 0; i < self->revoked->len; i++)
    ahadi_directory_content_add_revoked (copy, self->revoked->pdata[i]);
  for (guint i = 0; i < self->codes->len; i++)
    {
      const AhadiDirectoryCode *code = self->codes->pdata[i];

      ahadi_directory_content_add_code (copy, code->language, code->digest,
                                        code->official);
    }

  return copy;
}

/* Field devices stand in one list, each office's holders in their own. */
static int
list_of (AhadiRole role)
{
  return ahadi_role_is_office (role) ? (int) role : G_MAXINT;
}

int
ahadi_directory_entry_compare (const AhadiDirectoryEntry *a, const AhadiDirectoryEntry *b)
{
  int left = list_of (a->role);
  int right = list_of (b->role);

  if (left != right)
    return left < right ? -1 : 1;

  return ahadi_id_compare (&a->device, &b->device);
}

static int
compare_branches (const AhadiBranch *a, const AhadiBranch *b)
{
  return ahadi_id_compare (&a->id, &b->id);
}

static int
compare_codes (const AhadiDirectoryCode *a, const AhadiDirectoryCode *b)
{
  return strcmp (a->language, b->language);
}

/* New things mostly come last: signed directories are read in order. */
static void
insert_sorted (GPtrArray *array, gpointer item, GCompareFunc compare)
{
  guint at = array->len;

  while (at > 0 && compare (array->pdata[at - 1], item) > 0)
    at--;

  g_ptr_array_insert (array, at, item);
}

void
ahadi_directory_content_add_entry (AhadiDirectoryContent *self,
                                   const AhadiDirectoryEntry *entry)
{
  insert_sorted (self->entries, g_memdup2 (entry, sizeof *entry),
                 (GCompareFunc) ahadi_directory_entry_compare);
}

void
ahadi_directory_content_add_branch (AhadiDirectoryContent *self,
                                    const AhadiId *id,
                                    const char *name)
{
  AhadiBranch *branch = g_new0 (AhadiBranch, 1);

  branch->id = *id;
  branch->name = g_strdup (name);
  insert_sorted (self->branches, branch, (GCompareFunc) compare_branches);
}

void
ahadi_directory_content_add_code (AhadiDirectoryContent *self,
                                  const char *language,
                                  const guint8 digest[AHADI_HASH_SIZE],
                                  gboolean official)
{
  AhadiDirectoryCode *code = g_new0 (AhadiDirectoryCode, 1);

  code->language = g_strdup (language);
  memcpy (code->digest, digest, AHADI_HASH_SIZE);
  code->official = official;
  insert_sorted (self->codes, code, (GCompareFunc) compare_codes);
}

void
ahadi_directory_content_add_revoked (AhadiDirectoryContent *self, const AhadiId *device)
{
  if (!ahadi_directory_content_is_revoked (self, device))
    insert_sorted (self->revoked, g_memdup2 (device, sizeof *device),
                   (GCompareFunc) ahadi_id_compare);
}

gboolean
ahadi_directory_content_is_revoked (const AhadiDirectoryContent *self,
                                    const AhadiId *device)
{
  for (guint i = 0; i < self->revoked->len; i++)
    {
      if (ahadi_id_equal (self->revoked->pdata[i], device))
        return TRUE;
    }

  return FALSE;
}

AhadiDirectoryEntry *
ahadi_directory_content_find (const AhadiDirectoryContent *self, const AhadiId *device)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      AhadiDirectoryEntry *entry = self->entries->pdata[i];

      if (ahadi_id_equal (&entry->device, device))
        return entry;
    }

  return NULL;
}

/* --- what must hold of the whole --- */

static gboolean
check_order (GPtrArray *array, GCompareFunc compare, const char *what, GError **error)
{
  for (guint i = 1; i < array->len; i++)
    {
      if (compare (array->pdata[i - 1], array->pdata[i]) >= 0)
        return ahadi_codec_refuse (error, "D7", what);
    }

  return TRUE;
}

static gboolean
check_device_id (const AhadiDirectoryEntry *entry, GError **error)
{
  AhadiId derived;

  ahadi_verify_key_derive_id (&entry->signer, derived.bytes);
  return ahadi_id_equal (&derived, &entry->device) ||
         ahadi_codec_refuse (error, "D8", "a device id is not that of its key");
}

static guint
recipient_hash (gconstpointer key)
{
  return ahadi_id_hash (key); /* the first 16 bytes are as random as all 32 */
}

static gboolean
recipient_equal (gconstpointer a, gconstpointer b)
{
  return ahadi_age_recipient_equal (a, b);
}

/* A device id follows from its key, so ids are unique if and only if keys are. */
static gboolean
check_unique (const AhadiDirectoryContent *self, GError **error)
{
  g_autoptr (GHashTable) devices = g_hash_table_new (ahadi_id_hash, ahadi_id_hash_equal);
  g_autoptr (GHashTable) recipients = g_hash_table_new (recipient_hash, recipient_equal);

  for (guint i = 0; i < self->entries->len; i++)
    {
      AhadiDirectoryEntry *entry = self->entries->pdata[i];

      if (!check_device_id (entry, error))
        return FALSE;
      if (!g_hash_table_add (devices, &entry->device) ||
          !g_hash_table_add (recipients, &entry->recipient))
        return ahadi_codec_refuse (error, "D9", "a device or recipient stands twice");
    }

  return TRUE;
}

static gboolean
check_branch (const AhadiDirectoryEntry *entry, GHashTable *branches, GError **error)
{
  guint active;

  if (ahadi_role_is_office (entry->role))
    return TRUE;
  if (!g_hash_table_contains (branches, &entry->branch))
    return ahadi_codec_refuse (error, "D10",
                               "a device is of a branch that is not listed");
  if (entry->state != AHADI_DEVICE_ACTIVE)
    return TRUE;

  active = GPOINTER_TO_UINT (g_hash_table_lookup (branches, &entry->branch)) + 1;
  g_hash_table_insert (branches, (gpointer) &entry->branch, GUINT_TO_POINTER (active));
  return active <= AHADI_BRANCH_DEVICES_LIMIT ||
         ahadi_codec_refuse (error, "D12", "a branch has too many active devices");
}

static gboolean
check_counts (const AhadiDirectoryContent *self, GError **error)
{
  g_autoptr (GHashTable) branches = g_hash_table_new (ahadi_id_hash, ahadi_id_hash_equal);
  guint holders = 0;

  for (guint i = 0; i < self->branches->len; i++)
    {
      AhadiBranch *branch = self->branches->pdata[i];

      g_hash_table_insert (branches, &branch->id, GUINT_TO_POINTER (0));
    }

  for (guint i = 0; i < self->entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = self->entries->pdata[i];

      if (!check_branch (entry, branches, error))
        return FALSE;
      holders +=
          ahadi_role_is_office (entry->role) && entry->state == AHADI_DEVICE_ACTIVE;
    }

  return holders <= AHADI_HOLDERS_LIMIT ||
         ahadi_codec_refuse (error, "D11", "the offices have too many active holders");
}

gboolean
ahadi_directory_content_check (const AhadiDirectoryContent *self, GError **error)
{
  return check_order (self->entries, (GCompareFunc) ahadi_directory_entry_compare,
                      "devices are not in order", error) &&
         check_order (self->branches, (GCompareFunc) compare_branches,
                      "branches are not in order", error) &&
         check_order (self->codes, (GCompareFunc) compare_codes,
                      "texts of the Code are not in order", error) &&
         check_unique (self, error) && check_counts (self, error);
}
