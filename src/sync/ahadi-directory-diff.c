/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-directory-diff.h"

#include <string.h>

#include "ahadi-directory-content.h"

static const char *const kind_words[] = {
  [AHADI_CHANGE_THRESHOLD] = "threshold",
  [AHADI_CHANGE_ROOT_ADDED] = "custodian-added",
  [AHADI_CHANGE_ROOT_REMOVED] = "custodian-removed",
  [AHADI_CHANGE_HOLDER_ADDED] = "holder-added",
  [AHADI_CHANGE_HOLDER_REMOVED] = "holder-removed",
  [AHADI_CHANGE_HOLDER_KEY] = "holder-key",
  [AHADI_CHANGE_NAME] = "name",
  [AHADI_CHANGE_SETTING] = "setting",
  [AHADI_CHANGE_CODE] = "code",
  [AHADI_CHANGE_DEVICE_ADDED] = "device-added",
  [AHADI_CHANGE_DEVICE_REMOVED] = "device-removed",
  [AHADI_CHANGE_DEVICE_REVOKED] = "device-revoked",
  [AHADI_CHANGE_DEVICE_KEY] = "device-key",
};

const char *
ahadi_change_kind_to_word (AhadiChangeKind kind)
{
  return kind_words[kind];
}

void
ahadi_change_free (AhadiChange *self)
{
  g_free (self->branch);
  g_free (self->subject);
  g_free (self->was);
  g_free (self->is);
  g_free (self);
}

/* Takes the texts. */
static AhadiChange *
add (GPtrArray *changes, AhadiChangeKind kind, char *subject, char *was, char *is)
{
  AhadiChange *change = g_new0 (AhadiChange, 1);

  change->kind = kind;
  change->subject = subject;
  change->was = was;
  change->is = is;
  g_ptr_array_add (changes, change);
  return change;
}

/* --- custodians --- */

static void
compare_keys (GPtrArray *changes,
              AhadiChangeKind kind,
              const AhadiRootSet *with,
              const AhadiRootSet *without)
{
  for (guint i = 0; i < with->keys->len; i++)
    {
      const AhadiVerifyKey *key = &g_array_index (with->keys, AhadiVerifyKey, i);

      if (!ahadi_root_set_has (without, key))
        add (changes, kind, ahadi_verify_key_to_string (key), NULL, NULL);
    }
}

static void
compare_roots (GPtrArray *changes, const AhadiRootSet *was, const AhadiRootSet *is)
{
  if (was->threshold != is->threshold)
    add (changes, AHADI_CHANGE_THRESHOLD, NULL, g_strdup_printf ("%u", was->threshold),
         g_strdup_printf ("%u", is->threshold));
  compare_keys (changes, AHADI_CHANGE_ROOT_ADDED, is, was);
  compare_keys (changes, AHADI_CHANGE_ROOT_REMOVED, was, is);
}

/* --- holders --- */

static gboolean
is_active_holder (const AhadiDirectoryEntry *entry)
{
  return entry != NULL && ahadi_role_is_office (entry->role) &&
         entry->state == AHADI_DEVICE_ACTIVE;
}

static void
add_holder (GPtrArray *changes, AhadiChangeKind kind, const AhadiDirectoryEntry *entry)
{
  add (changes, kind, ahadi_id_to_string (&entry->device), NULL, NULL)->role =
      entry->role;
}

/* Returns: NULL if both have one key. */
static AhadiChange *
compare_recipients (GPtrArray *changes,
                    AhadiChangeKind kind,
                    const AhadiDirectoryEntry *was,
                    const AhadiDirectoryEntry *is)
{
  AhadiChange *change;

  if (ahadi_age_recipient_equal (&was->recipient, &is->recipient))
    return NULL;

  change = add (changes, kind, ahadi_id_to_string (&is->device),
                ahadi_age_recipient_to_string (&was->recipient),
                ahadi_age_recipient_to_string (&is->recipient));
  change->role = is->role;
  return change;
}

static void
compare_holders (GPtrArray *changes,
                 const AhadiDirectoryContent *was,
                 const AhadiDirectoryContent *is)
{
  for (guint i = 0; i < is->entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = is->entries->pdata[i];
      const AhadiDirectoryEntry *before =
          ahadi_directory_content_find (was, &entry->device);

      if (is_active_holder (entry) && !is_active_holder (before))
        add_holder (changes, AHADI_CHANGE_HOLDER_ADDED, entry);
      else if (is_active_holder (entry))
        compare_recipients (changes, AHADI_CHANGE_HOLDER_KEY, before, entry);
    }

  for (guint i = 0; i < was->entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = was->entries->pdata[i];

      if (is_active_holder (entry) &&
          !is_active_holder (ahadi_directory_content_find (is, &entry->device)))
        add_holder (changes, AHADI_CHANGE_HOLDER_REMOVED, entry);
    }
}

/* --- settings and texts --- */

static char *
print_setting (json_t *value)
{
  if (value == NULL)
    return NULL;
  if (json_is_string (value))
    return g_strdup (json_string_value (value));
  return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) json_integer_value (value));
}

static void
compare_settings (GPtrArray *changes, json_t *was, json_t *is)
{
  const char *name;
  json_t *value;

  json_object_foreach (is, name, value)
  {
    json_t *before = json_object_get (was, name);

    if (before == NULL || !json_equal (before, value))
      add (changes, AHADI_CHANGE_SETTING, g_strdup (name), print_setting (before),
           print_setting (value));
  }

  json_object_foreach (was, name, value)
  {
    if (json_object_get (is, name) == NULL)
      add (changes, AHADI_CHANGE_SETTING, g_strdup (name), print_setting (value), NULL);
  }
}

static const AhadiDirectoryCode *
find_code (const AhadiDirectoryContent *content, const char *language)
{
  for (guint i = 0; i < content->codes->len; i++)
    {
      const AhadiDirectoryCode *code = content->codes->pdata[i];

      if (g_str_equal (code->language, language))
        return code;
    }

  return NULL;
}

static char *
print_digest (const AhadiDirectoryCode *code)
{
  char text[2 * AHADI_HASH_SIZE + 1];

  if (code == NULL)
    return NULL;

  ahadi_hex_encode (code->digest, AHADI_HASH_SIZE, text);
  return g_strconcat (text, code->official ? " official" : "", NULL);
}

static void
add_code (GPtrArray *changes,
          const char *language,
          const AhadiDirectoryCode *was,
          const AhadiDirectoryCode *is)
{
  g_autofree char *before = print_digest (was);
  g_autofree char *after = print_digest (is);

  if (g_strcmp0 (before, after) != 0)
    add (changes, AHADI_CHANGE_CODE, g_strdup (language), g_steal_pointer (&before),
         g_steal_pointer (&after));
}

static void
compare_codes (GPtrArray *changes,
               const AhadiDirectoryContent *was,
               const AhadiDirectoryContent *is)
{
  for (guint i = 0; i < is->codes->len; i++)
    {
      const AhadiDirectoryCode *code = is->codes->pdata[i];

      add_code (changes, code->language, find_code (was, code->language), code);
    }

  for (guint i = 0; i < was->codes->len; i++)
    {
      const AhadiDirectoryCode *code = was->codes->pdata[i];

      if (find_code (is, code->language) == NULL)
        add_code (changes, code->language, code, NULL);
    }
}

/* --- lists of devices --- */

/* Where it is of a branch. */
static void
set_branch (AhadiChange *change,
            const AhadiDirectoryContent *content,
            const AhadiDirectoryEntry *entry)
{
  for (guint i = 0; i < content->branches->len; i++)
    {
      const AhadiBranch *branch = content->branches->pdata[i];

      if (ahadi_id_equal (&branch->id, &entry->branch))
        change->branch = g_strdup (branch->name);
    }
}

static void
add_device (GPtrArray *changes,
            AhadiChangeKind kind,
            const AhadiDirectoryContent *content,
            const AhadiDirectoryEntry *entry)
{
  AhadiChange *change =
      add (changes, kind, ahadi_id_to_string (&entry->device), NULL, NULL);

  change->role = entry->role;
  set_branch (change, content, entry);
}

/* Either document may say so. */
static gboolean
is_revoked (const AhadiDirectoryContent *content, const AhadiId *device)
{
  const AhadiDirectoryEntry *entry = ahadi_directory_content_find (content, device);

  return ahadi_directory_content_is_revoked (content, device) ||
         (entry != NULL && entry->state == AHADI_DEVICE_REVOKED);
}

/* Offices are compared by themselves: the list only revokes them. */
static gboolean
is_active_device (const AhadiDirectoryContent *content, const AhadiDirectoryEntry *entry)
{
  return entry != NULL && !ahadi_role_is_office (entry->role) &&
         !is_revoked (content, &entry->device);
}

static void
compare_device (GPtrArray *changes,
                const AhadiDirectoryContent *was,
                const AhadiDirectoryContent *is,
                const AhadiDirectoryEntry *entry)
{
  const AhadiDirectoryEntry *before = ahadi_directory_content_find (was, &entry->device);
  AhadiChange *change;

  if (!is_active_device (is, entry))
    return;
  if (!is_active_device (was, before))
    add_device (changes, AHADI_CHANGE_DEVICE_ADDED, is, entry);
  else if ((change = compare_recipients (changes, AHADI_CHANGE_DEVICE_KEY, before,
                                         entry)) != NULL)
    set_branch (change, is, entry);
}

static void
compare_gone (GPtrArray *changes,
              const AhadiDirectoryContent *was,
              const AhadiDirectoryContent *is,
              const AhadiDirectoryEntry *entry)
{
  const AhadiDirectoryEntry *after = ahadi_directory_content_find (is, &entry->device);

  if (is_revoked (is, &entry->device) && !is_revoked (was, &entry->device))
    add_device (changes, AHADI_CHANGE_DEVICE_REVOKED, was, entry);
  else if (is_active_device (was, entry) && !is_active_device (is, after))
    add_device (changes, AHADI_CHANGE_DEVICE_REMOVED, was, entry);
}

void
ahadi_directory_content_compare_lists (const AhadiDirectoryContent *was,
                                       const AhadiDirectoryContent *is,
                                       GPtrArray *changes)
{
  for (guint i = 0; i < is->entries->len; i++)
    compare_device (changes, was, is, is->entries->pdata[i]);
  for (guint i = 0; i < was->entries->len; i++)
    compare_gone (changes, was, is, was->entries->pdata[i]);
}

/* --- the whole --- */

GPtrArray *
ahadi_directory_content_compare (const AhadiDirectoryContent *was,
                                 const AhadiDirectoryContent *is)
{
  GPtrArray *changes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_change_free);

  if (!g_str_equal (was->org_name, is->org_name))
    add (changes, AHADI_CHANGE_NAME, NULL, g_strdup (was->org_name),
         g_strdup (is->org_name));
  compare_roots (changes, was->roots, is->roots);
  compare_holders (changes, was, is);
  compare_settings (changes, was->settings, is->settings);
  compare_codes (changes, was, is);
  return changes;
}
