/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-proposal-edit.h"

#include <string.h>

#include "ahadi-proposal-codec.h"
#include "ahadi-sync-error.h"

/* What a change is made in. */
typedef struct
{
  AhadiIdentity *identity;
  AhadiCard *card;
  AhadiDirectoryContent *content;
  GPtrArray *texts;
} Desk;

static void
desk_clear (Desk *self)
{
  g_clear_pointer (&self->identity, ahadi_identity_unref);
  g_clear_pointer (&self->card, ahadi_card_free);
  g_clear_pointer (&self->content, ahadi_directory_content_free);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static gboolean
desk_open (Desk *self, AhadiVault *vault, GError **error)
{
  GError *local = NULL;
  const AhadiDirectoryEntry *own;

  self->identity = ahadi_identity_load (vault, &local);
  if (local == NULL)
    self->card = ahadi_card_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  own = self->identity != NULL && self->card != NULL
            ? ahadi_directory_find_device (self->card->directory,
                                           ahadi_identity_get_device (self->identity))
            : NULL;
  if (own == NULL || own->role != AHADI_ROLE_MEMBERSHIP ||
      own->state != AHADI_DEVICE_ACTIVE)
    {
      g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                           "cannot draft a directory: this is no holder of the "
                           "membership office");
      return FALSE;
    }

  self->content = ahadi_proposal_begin (vault, self->card, &self->texts, error);
  return self->content != NULL;
}

static gboolean
desk_propose (Desk *self, AhadiVault *vault, GError **error)
{
  return ahadi_proposal_put_forward (vault, self->card, self->content, self->texts,
                                     error);
}

gboolean
ahadi_proposal_edit_roots (AhadiVault *vault,
                           guint threshold,
                           const AhadiVerifyKey *keys,
                           gsize n_keys,
                           GError **error)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (AhadiRootSet) set = NULL;
  g_autoptr (json_t) printed = NULL;

  if (!desk_open (&desk, vault, error))
    return FALSE;

  ahadi_root_set_free (desk.content->roots);
  desk.content->roots = ahadi_root_set_new (threshold);
  for (gsize i = 0; i < n_keys; i++)
    ahadi_root_set_add (desk.content->roots, &keys[i]);

  /* R2 to R4. */
  printed = ahadi_root_set_to_json (desk.content->roots);
  set = ahadi_root_set_from_json (printed, NULL, error);
  return set != NULL && desk_propose (&desk, vault, error);
}

static gboolean
counts (const AhadiDirectoryContent *content, const AhadiDirectoryEntry *entry)
{
  return entry->state == AHADI_DEVICE_ACTIVE &&
         !ahadi_directory_content_is_revoked (content, &entry->device);
}

/* What is sealed to an office without a holder could never be read. */
static gboolean
is_last_holder (const AhadiDirectoryContent *content, const AhadiDirectoryEntry *holder)
{
  if (!counts (content, holder))
    return FALSE;

  for (guint i = 0; i < content->entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = content->entries->pdata[i];

      if (entry != holder && entry->role == holder->role && counts (content, entry))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_proposal_edit_remove_holder (AhadiVault *vault,
                                   const AhadiId *device,
                                   GError **error)
{
  g_auto (Desk) desk = { 0 };
  AhadiDirectoryEntry *entry;

  if (!desk_open (&desk, vault, error))
    return FALSE;

  entry = ahadi_directory_content_find (desk.content, device);
  if (entry == NULL || !ahadi_role_is_office (entry->role) ||
      entry->state != AHADI_DEVICE_ACTIVE)
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                           "cannot remove the holder: no office has this device");
      return FALSE;
    }

  if (is_last_holder (desk.content, entry))
    {
      g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_LAST_HOLDER,
                           "cannot remove the holder: the office would have none");
      return FALSE;
    }

  entry->state = AHADI_DEVICE_REVOKED;
  return desk_propose (&desk, vault, error);
}

gboolean
ahadi_proposal_edit_own_recipient (AhadiVault *vault, GError **error)
{
  g_auto (Desk) desk = { 0 };
  AhadiDirectoryEntry *entry;

  if (!desk_open (&desk, vault, error))
    return FALSE;

  entry = ahadi_directory_content_find (desk.content,
                                        ahadi_identity_get_device (desk.identity));
  entry->recipient =
      ahadi_age_identity_get_recipient (ahadi_identity_get_age_identity (desk.identity));
  return desk_propose (&desk, vault, error);
}

/* Digits alone, as far as JSON takes them exactly (J1). */
static json_t *
parse_setting (const char *value)
{
  guint64 number;

  return g_ascii_string_to_unsigned (value, 10, 0, G_GUINT64_CONSTANT (1) << 53, &number,
                                     NULL)
             ? json_integer ((json_int_t) number)
             : json_string (value);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* D13: names rise, so that the whole is written in order. */
static json_t *
sort_settings (json_t *settings)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  json_t *sorted = json_object ();
  const char *name;
  json_t *value;

  json_object_foreach (settings, name, value) g_ptr_array_add (names, (gpointer) name);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    json_object_set (sorted, names->pdata[i],
                     json_object_get (settings, names->pdata[i]));

  return sorted;
}

gboolean
ahadi_proposal_edit_setting (AhadiVault *vault,
                             const char *name,
                             const char *value,
                             GError **error)
{
  g_auto (Desk) desk = { 0 };
  json_t *settings;

  if (!desk_open (&desk, vault, error))
    return FALSE;

  if (value == NULL)
    json_object_del (desk.content->settings, name);
  else
    json_object_set_new (desk.content->settings, name, parse_setting (value));
  settings = sort_settings (desk.content->settings);
  json_decref (desk.content->settings);
  desk.content->settings = settings;
  return desk_propose (&desk, vault, error);
}

/* Where @language is or would stand among the codes. */
static guint
find_place (const AhadiDirectoryContent *content, const char *language, gboolean *there)
{
  guint i = 0;

  *there = FALSE;
  for (; i < content->codes->len; i++)
    {
      const AhadiDirectoryCode *code = content->codes->pdata[i];
      int order = strcmp (code->language, language);

      *there = order == 0;
      if (order >= 0)
        break;
    }

  return i;
}

gboolean
ahadi_proposal_edit_code (AhadiVault *vault,
                          const char *language,
                          GBytes *text,
                          gboolean official,
                          GError **error)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (GPtrArray) texts = NULL;
  guint8 digest[AHADI_HASH_SIZE];
  gboolean there;
  guint at;

  if (!desk_open (&desk, vault, error))
    return FALSE;

  texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < desk.texts->len; i++)
    g_ptr_array_add (texts, g_bytes_ref (desk.texts->pdata[i]));

  at = find_place (desk.content, language, &there);
  if (there)
    {
      g_ptr_array_remove_index (desk.content->codes, at);
      g_ptr_array_remove_index (texts, at);
    }
  ahadi_hash_bytes (g_bytes_get_data (text, NULL), g_bytes_get_size (text), digest);
  ahadi_directory_content_add_code (desk.content, language, digest, official);
  g_ptr_array_insert (texts, at, g_bytes_ref (text));
  return ahadi_proposal_put_forward (vault, desk.card, desk.content, texts, error);
}
