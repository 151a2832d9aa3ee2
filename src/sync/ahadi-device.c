/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-device.h"

#include <string.h>

#include "ahadi-card-codec.h"
#include "ahadi-codec.h"
#include "ahadi-import.h"
#include "ahadi-sync-error.h"

/* What is known of a device in this vault alone, behind its id. */
#define LABEL_PREFIX "device-label/"
#define REASON_PREFIX "device-revoked/"

void
ahadi_device_free (AhadiDevice *self)
{
  g_free (self->branch);
  g_free (self->label);
  g_free (self->reason);
  g_free (self);
}

static char *
make_name (const char *prefix, const AhadiId *device)
{
  char id[AHADI_ID_TEXT_SIZE];

  return g_strconcat (prefix, ahadi_id_print (device, id), NULL);
}

static gboolean
set_note (AhadiVault *vault,
          const char *prefix,
          const AhadiId *device,
          const char *text,
          GError **error)
{
  g_autofree char *name = make_name (prefix, device);

  return ahadi_settings_set_text (vault, name, text, error);
}

/* @text: (out) (nullable) */
static gboolean
get_note (AhadiVault *vault,
          const char *prefix,
          const AhadiId *device,
          char **text,
          GError **error)
{
  g_autofree char *name = make_name (prefix, device);
  GError *local = NULL;

  *text = ahadi_settings_get_text (vault, name, &local);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, local);
  return FALSE;
}

gboolean
ahadi_device_set_label (AhadiVault *vault,
                        const AhadiId *device,
                        const char *label,
                        GError **error)
{
  return set_note (vault, LABEL_PREFIX, device, label, error);
}

static gboolean
refuse (GError **error, AhadiSyncError code, const char *why)
{
  g_set_error (error, AHADI_SYNC_ERROR, code, "cannot revoke the device: %s", why);
  return FALSE;
}

/* NOT_READY without a card. */
static AhadiCard *
load_card (AhadiVault *vault, GError **error)
{
  GError *local = NULL;
  AhadiCard *card = ahadi_card_load (vault, &local);

  if (card == NULL && local == NULL)
    refuse (&local, AHADI_SYNC_ERROR_NOT_READY, "this vault has no card yet");
  if (local != NULL)
    g_propagate_error (error, local);

  return card;
}

/* --- listing --- */

/* Device id in hex → time of its last bundle taken in. */
static GHashTable *
load_last_seen (AhadiVault *vault, GError **error)
{
  g_autoptr (GPtrArray) entries = ahadi_journal_list (vault, 0, error);
  GHashTable *seen;

  if (entries == NULL)
    return NULL;

  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiJournalEntry *entry = entries->pdata[i];

      if (g_str_equal (entry->direction, "in") &&
          !g_hash_table_contains (seen, entry->device))
        g_hash_table_insert (seen, g_strdup (entry->device),
                             g_memdup2 (&entry->time, sizeof entry->time));
    }

  return seen;
}

static AhadiDevice *
describe (const AhadiDirectoryEntry *entry, AhadiDirectory *directory, GHashTable *seen)
{
  const AhadiBranch *branch = ahadi_directory_find_branch (directory, &entry->branch);
  AhadiDevice *self = g_new0 (AhadiDevice, 1);
  char id[AHADI_ID_TEXT_SIZE];
  const gint64 *time;

  self->device = entry->device;
  self->role = entry->role;
  self->branch = g_strdup (branch != NULL ? branch->name : NULL);
  self->state = entry->state;
  time = g_hash_table_lookup (seen, ahadi_id_print (&entry->device, id));
  self->last_seen = time != NULL ? *time : 0;
  return self;
}

static void
mark_copied (AhadiDevice *self, const GArray *copied)
{
  for (guint i = 0; i < copied->len; i++)
    if (ahadi_id_equal (&g_array_index (copied, AhadiId, i), &self->device))
      self->copied = TRUE;
}

static void
mark_stories (AhadiDevice *self, const GArray *streams)
{
  for (guint i = 0; i < streams->len; i++)
    {
      const AhadiStreamInfo *stream = &g_array_index (streams, AhadiStreamInfo, i);

      if (!stream->own && stream->forked > 0 &&
          ahadi_id_equal (&stream->id.device, &self->device))
        self->stories = TRUE;
    }
}

static gboolean
load_notes (AhadiDevice *self, AhadiVault *vault, GError **error)
{
  g_autofree char *lost = NULL;

  if (!get_note (vault, LABEL_PREFIX, &self->device, &self->label, error) ||
      !get_note (vault, REASON_PREFIX, &self->device, &self->reason, error) ||
      !get_note (vault, AHADI_DEVICE_LOST_PREFIX, &self->device, &lost, error))
    return FALSE;

  self->lost = lost != NULL;
  return TRUE;
}

static void
count_waiting (AhadiDevice *self, const GPtrArray *waiting)
{
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_id_print (&self->device, id);
  for (guint i = 0; i < waiting->len; i++)
    self->waiting += g_str_equal (((AhadiSetAside *) waiting->pdata[i])->device, id);
}

GPtrArray *
ahadi_device_list (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiCard) card = load_card (vault, error);
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GArray) streams = NULL;
  g_autoptr (GArray) copied = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GHashTable) seen = NULL;
  GPtrArray *entries;

  if (card == NULL || (streams = ahadi_streams_list (vault, FALSE, error)) == NULL ||
      (copied = ahadi_copies_list (vault, error)) == NULL ||
      (waiting = ahadi_set_aside_list (vault, AHADI_IMPORT_UNDECIDED, error)) == NULL ||
      (seen = load_last_seen (vault, error)) == NULL)
    return NULL;

  devices = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_device_free);
  entries = ahadi_directory_get_entries (card->directory);
  for (guint i = 0; i < entries->len; i++)
    {
      AhadiDevice *device = describe (entries->pdata[i], card->directory, seen);

      mark_copied (device, copied);
      mark_stories (device, streams);
      count_waiting (device, waiting);
      g_ptr_array_add (devices, device);
      if (!load_notes (device, vault, error) ||
          !ahadi_device_cut_count (vault, streams, &device->device, &device->held, error))
        return NULL;
    }

  return g_steal_pointer (&devices);
}

/* --- revoking --- */

static gboolean
check_revocable (const AhadiCard *card,
                 AhadiIdentity *identity,
                 const AhadiId *device,
                 GError **error)
{
  const AhadiDirectoryEntry *entry =
      ahadi_directory_find_device (card->directory, device);

  if (entry == NULL)
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                           "cannot revoke the device: it is not listed");
      return FALSE;
    }
  if (entry->state != AHADI_DEVICE_ACTIVE)
    return refuse (error, AHADI_SYNC_ERROR_REVOKED, "it was revoked before");

  return !ahadi_id_equal (device, ahadi_identity_get_device (identity)) ||
         refuse (error, AHADI_SYNC_ERROR_NOT_READY,
                 "a list can't revoke whoever signs it: another holder has to");
}

static gboolean
publish (AhadiVault *vault, const AhadiId *device, GError **error)
{
  g_autoptr (AhadiCard) card = load_card (vault, error);
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiDirectoryContent) next = NULL;
  AhadiDirectoryEntry *entry;
  GError *local = NULL;

  if (card == NULL)
    return FALSE;

  identity = ahadi_identity_load (vault, &local);
  if (identity == NULL && local == NULL)
    refuse (&local, AHADI_SYNC_ERROR_NOT_READY, "this vault has no identity");
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (!check_revocable (card, identity, device, error))
    return FALSE;

  next = ahadi_directory_content_copy (ahadi_directory_get_content (card->directory));
  entry = ahadi_directory_content_find (next, device);
  if (ahadi_role_is_office (entry->role))
    ahadi_directory_content_add_revoked (next, device);
  else
    entry->state = AHADI_DEVICE_REVOKED;

  return ahadi_card_publish_list (vault, card, next, identity, error);
}

gboolean
ahadi_device_note_lost (AhadiVault *vault,
                        const AhadiId *device,
                        gint64 *aware,
                        GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, *aware);
  g_autofree char *before = NULL;

  if (!get_note (vault, AHADI_DEVICE_LOST_PREFIX, device, &before, error))
    return FALSE;
  if (before == NULL)
    return set_note (vault, AHADI_DEVICE_LOST_PREFIX, device, text, error);

  *aware = g_ascii_strtoll (before, NULL, 10);
  return TRUE;
}

static gboolean
revoke_in_transaction (AhadiVault *vault,
                       const AhadiId *device,
                       const char *reason,
                       gint64 aware,
                       gint64 since,
                       GError **error)
{
  g_autofree char *clean = ahadi_text_clean (reason);

  return ahadi_codec_check_typed (clean, FALSE, error) &&
         publish (vault, device, error) &&
         ahadi_device_cut (vault, device, since, NULL, error) &&
         set_note (vault, REASON_PREFIX, device, clean, error) &&
         (aware == 0 || ahadi_device_note_lost (vault, device, &aware, error));
}

gboolean
ahadi_device_revoke (AhadiVault *vault,
                     const AhadiId *device,
                     const char *reason,
                     gint64 aware,
                     gint64 since,
                     GError **error)
{
  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  if (!revoke_in_transaction (vault, device, reason, aware, since, error))
    {
      ahadi_vault_rollback (vault);
      return FALSE;
    }

  return ahadi_vault_commit (vault, error);
}
