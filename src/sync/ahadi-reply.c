/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-reply.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ahadi-bundle-writer.h"
#include "ahadi-card.h"
#include "ahadi-carry.h"
#include "ahadi-erased-codec.h"
#include "ahadi-fork-codec.h"
#include "ahadi-receipts.h"
#include "ahadi-stream-sealer.h"
#include "ahadi-sync-error.h"

#define BYTES_PER_REPLY (1024 * 1024)

typedef struct
{
  AhadiVault *vault;
  const AhadiProgress *progress;
  AhadiIdentity *identity;
  AhadiDirectory *directory;
  AhadiStaging *staging;
  GBytes *card;
  GArray *streams;  /* AhadiStreamInfo of others that this office reads, in the order of
                       acknowledgements */
  GPtrArray *paths; /* written so far */
} Replies;

static void
replies_clear (Replies *self)
{
  g_clear_pointer (&self->staging, ahadi_staging_close);
  g_clear_pointer (&self->directory, ahadi_directory_unref);
  g_clear_pointer (&self->identity, ahadi_identity_unref);
  g_clear_pointer (&self->card, g_bytes_unref);
  g_clear_pointer (&self->streams, g_array_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Replies, replies_clear)

static gboolean
refuse_not_ready (GError **error, const char *why)
{
  g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY, "cannot reply: %s",
               why);
  return FALSE;
}

static gboolean
load (Replies *self, GError **error)
{
  const AhadiDirectoryEntry *own;
  GError *local = NULL;

  self->identity = ahadi_identity_load (self->vault, &local);
  if (local == NULL)
    self->directory = ahadi_directory_load (self->vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  if (self->identity == NULL || self->directory == NULL)
    return refuse_not_ready (error, "this vault has no identity or no card yet");
  if (!ahadi_role_is_office (ahadi_identity_get_role (self->identity)))
    return refuse_not_ready (error, "only an office replies");

  own = ahadi_directory_find_device (self->directory,
                                     ahadi_identity_get_device (self->identity));
  if (own == NULL || own->state != AHADI_DEVICE_ACTIVE)
    return refuse_not_ready (error, "this device is not in the directory");

  self->card = ahadi_card_export (self->vault, error);
  return self->card != NULL;
}

/* --- what is acknowledged --- */

static gboolean
is_read_here (Replies *self, const AhadiStreamInfo *info)
{
  AhadiAudienceClass audience;

  return !info->own && ahadi_audience_parse (info->id.audience, &audience, NULL) &&
         ahadi_role_reads (ahadi_identity_get_role (self->identity), audience);
}

static gboolean
list_streams (Replies *self, GError **error)
{
  g_autoptr (GArray) all = ahadi_streams_list (self->vault, FALSE, error);

  if (all == NULL)
    return FALSE;

  self->streams = g_array_new (FALSE, FALSE, sizeof (AhadiStreamInfo));
  for (guint i = 0; i < all->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (all, AhadiStreamInfo, i);

      if (is_read_here (self, info))
        g_array_append_val (self->streams, *info);
    }

  g_array_sort (self->streams, ahadi_receipts_compare_streams);
  return TRUE;
}

static gboolean
is_known (Replies *self, const AhadiId *device)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      if (ahadi_id_equal (&g_array_index (self->streams, AhadiStreamInfo, i).id.device,
                          device))
        return TRUE;
    }

  return FALSE;
}

static gboolean
write_acks (Replies *self, const AhadiId *device, AhadiPartWriter *part, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < self->streams->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (self->streams, AhadiStreamInfo, i);
      AhadiAck ack = { .stream = info->id, .seq = info->frontier };

      if (!ahadi_id_equal (&info->id.device, device) || info->frontier == 0)
        continue;

      memcpy (ack.head, info->frontier_head, AHADI_CHAIN_HASH_SIZE);
      g_string_truncate (line, 0);
      ahadi_ack_print (&ack, line);
      if (!ahadi_part_writer_add (part, line->str, line->len, error))
        return FALSE;
    }

  return TRUE;
}

/* All of it each time: a laptop that was put back to an older state needs it again. */
static gboolean
write_erased (Replies *self, const AhadiId *device, AhadiPartWriter *part, GError **error)
{
  g_autoptr (GPtrArray) all = ahadi_gone_list_of_device (self->vault, device, error);
  g_autoptr (GString) line = g_string_new (NULL);
  AhadiRole role = ahadi_identity_get_role (self->identity);

  if (all == NULL)
    return FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      const AhadiGone *one = all->pdata[i];
      AhadiAudienceClass audience;

      if (!ahadi_audience_parse (one->scope, &audience, NULL) ||
          !ahadi_role_reads (role, audience))
        continue;
      g_string_truncate (line, 0);
      ahadi_erased_print (one, line);
      if (!ahadi_part_writer_add (part, line->str, line->len, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_carried (Replies *self,
               const AhadiId *device,
               AhadiPartWriter *part,
               GError **error)
{
  g_autofree char *carrier = ahadi_id_to_string (device);
  g_auto (GStrv) ids = ahadi_carry_list_noted (self->vault, carrier, error);
  g_autoptr (GString) line = g_string_new (NULL);

  if (ids == NULL)
    return FALSE;

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      AhadiId id;

      if (!ahadi_id_parse (ids[i], &id, error))
        return FALSE;
      g_string_truncate (line, 0);
      ahadi_carried_print (&id, line);
      if (!ahadi_part_writer_add (part, line->str, line->len, error))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  AhadiRole role;
  const AhadiId *device;
} Addressee;

/* Each file that it attached and this office can open. */
static gboolean
is_attached_by (const AhadiItem *item, AhadiAudienceClass audience, gpointer data)
{
  const Addressee *to = data;

  return ahadi_id_equal (&item->newest.device, to->device) &&
         ahadi_role_reads (to->role, audience);
}

static gboolean
write_blob_acks (Replies *self,
                 const AhadiId *device,
                 AhadiPartWriter *part,
                 GError **error)
{
  Addressee to = { ahadi_identity_get_role (self->identity), device };

  return ahadi_receipts_write_blobs (self->vault, is_attached_by, &to, part, error);
}

/* Each end that the author signed: the laptop knows which of them it does not have. */
static gboolean
write_stories (Replies *self,
               const AhadiStreamInfo *info,
               AhadiPartWriter *part,
               GError **error)
{
  g_autoptr (GArray) ends = ahadi_streams_list_stories (self->vault, info->number, error);
  g_autoptr (GString) line = g_string_new (NULL);

  if (ends == NULL)
    return FALSE;

  for (guint i = 0; i < ends->len; i++)
    {
      const AhadiSegment *end = &g_array_index (ends, AhadiSegment, i);
      AhadiFork fork = { .stream = info->id, .from = info->forked, .to = end->to };

      memcpy (fork.head, end->head, sizeof fork.head);
      memcpy (fork.head_signature, end->head_signature, sizeof fork.head_signature);
      g_string_truncate (line, 0);
      ahadi_fork_print (&fork, line);
      if (!ahadi_part_writer_add (part, line->str, line->len, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_forks (Replies *self, const AhadiId *device, AhadiPartWriter *part, GError **error)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (self->streams, AhadiStreamInfo, i);

      if (info->forked == 0 || !ahadi_id_equal (&info->id.device, device))
        continue;
      if (!write_stories (self, info, part, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_wants (Replies *self, const AhadiId *device, AhadiPartWriter *part, GError **error)
{
  g_autoptr (GArray) streams = g_array_new (FALSE, FALSE, sizeof (AhadiStreamInfo));

  for (guint i = 0; i < self->streams->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (self->streams, AhadiStreamInfo, i);

      if (ahadi_id_equal (&info->id.device, device))
        g_array_append_val (streams, *info);
    }

  return ahadi_receipts_write_wants (self->vault, streams, part, error);
}

/* --- one reply --- */

static gboolean
seal_branch_part (AhadiBundleWriter *writer,
                  AhadiStreamSealer *sealer,
                  const AhadiDirectoryEntry *to,
                  GError **error)
{
  g_autofree char *audience = ahadi_audience_make (AHADI_AUDIENCE_BRANCH, &to->branch);
  g_autoptr (AhadiPartWriter) part =
      ahadi_bundle_writer_begin_part (writer, audience, NULL, error);

  return part != NULL && ahadi_stream_sealer_seal_forks (sealer, audience, part, error) &&
         ahadi_stream_sealer_seal (sealer, audience, part, error) &&
         ahadi_bundle_writer_end_part (writer, part, error);
}

static gboolean
seal_device_part (Replies *self,
                  AhadiBundleWriter *writer,
                  const AhadiDirectoryEntry *to,
                  GError **error)
{
  g_autofree char *audience = ahadi_audience_make (AHADI_AUDIENCE_DEVICE, &to->device);
  g_autoptr (AhadiPartWriter) part =
      ahadi_bundle_writer_begin_part (writer, audience, NULL, error);

  return part != NULL && write_acks (self, &to->device, part, error) &&
         write_forks (self, &to->device, part, error) &&
         write_wants (self, &to->device, part, error) &&
         write_carried (self, &to->device, part, error) &&
         write_blob_acks (self, &to->device, part, error) &&
         write_erased (self, &to->device, part, error) &&
         ahadi_bundle_writer_end_part (writer, part, error);
}

/* Couriers: the addressed branch, and the office that replies. */
static GArray *
list_couriers (Replies *self, const AhadiDirectoryEntry *to)
{
  GPtrArray *entries = ahadi_directory_get_entries (self->directory);
  AhadiRole role = ahadi_identity_get_role (self->identity);
  GArray *couriers = g_array_new (FALSE, FALSE, sizeof (AhadiAgeRecipient));

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = entries->pdata[i];
      gboolean courier = ahadi_role_is_office (entry->role)
                             ? entry->role == role
                             : ahadi_id_equal (&entry->branch, &to->branch);

      if (entry->state == AHADI_DEVICE_ACTIVE && courier)
        g_array_append_val (couriers, entry->recipient);
    }

  return couriers;
}

static gboolean
record (Replies *self,
        AhadiBundleWriter *writer,
        AhadiStreamSealer *sealer,
        const char *path,
        GError **error)
{
  g_autofree char *file = g_path_get_basename (path);
  char bundle[AHADI_ID_TEXT_SIZE];
  char device[AHADI_ID_TEXT_SIZE];
  AhadiJournalEntry entry = {
    .time = ahadi_wall_clock_ms (),
    .direction = (char *) "out",
    .file = file,
    .bundle = bundle,
    .device = device,
    .outcome = (char *) "replied",
    .reason = (char *) "",
    .operations = ahadi_stream_sealer_get_sealed (sealer),
  };

  ahadi_id_print (ahadi_bundle_writer_get_bundle (writer), bundle);
  ahadi_id_print (ahadi_identity_get_device (self->identity), device);
  return ahadi_stream_sealer_mark (sealer, error) &&
         ahadi_journal_add (self->vault, &entry, error);
}

static gboolean
write_reply (Replies *self,
             const AhadiDirectoryEntry *to,
             const char *folder,
             GError **error)
{
  g_autoptr (GArray) couriers = list_couriers (self, to);
  g_autoptr (AhadiStreamSealer) sealer = NULL;
  g_autoptr (AhadiBundleWriter) writer = NULL;
  char *path;
  guint64 size;

  /* All of it each time: which devices of a branch still lack what, the office does not
   * know. */
  sealer = ahadi_stream_sealer_new (self->vault, self->identity, self->directory, FALSE,
                                    TRUE, self->progress, error);
  if (sealer == NULL)
    return FALSE;

  self->staging = ahadi_staging_open (self->vault, error);
  if (self->staging == NULL)
    return FALSE;

  writer = ahadi_bundle_writer_new (self->staging, self->identity, self->directory,
                                    self->progress);
  if (!seal_branch_part (writer, sealer, to, error) ||
      !seal_device_part (self, writer, to, error))
    return FALSE;

  path = ahadi_bundle_writer_write (writer, folder, couriers, self->card, &size, error);
  if (path == NULL)
    return FALSE;

  g_ptr_array_add (self->paths, path);
  g_clear_pointer (&self->staging, ahadi_staging_close);
  return record (self, writer, sealer, path, error);
}

/* --- all of them --- */

static gboolean
write_all (Replies *self, const char *folder, GError **error)
{
  GPtrArray *entries = ahadi_directory_get_entries (self->directory);

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = entries->pdata[i];

      if (ahadi_role_is_office (entry->role) || entry->state != AHADI_DEVICE_ACTIVE ||
          !is_known (self, &entry->device))
        continue;
      if (!write_reply (self, entry, folder, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
run (Replies *self, const char *folder, GError **error)
{
  if (!load (self, error) || !list_streams (self, error) ||
      !ahadi_disk_require (folder, BYTES_PER_REPLY, error) ||
      !ahadi_disk_require (ahadi_vault_get_folder (self->vault), AHADI_VAULT_SPACE_FLOOR,
                           error) ||
      !ahadi_vault_begin (self->vault, error))
    return FALSE;
  if (!write_all (self, folder, error))
    {
      ahadi_vault_rollback (self->vault);
      return FALSE;
    }

  return ahadi_vault_commit (self->vault, error);
}

GPtrArray *
ahadi_reply_write (AhadiVault *vault,
                   const char *folder,
                   const AhadiProgress *progress,
                   GError **error)
{
  g_auto (Replies) self = { .vault = vault, .progress = progress };

  self.paths = g_ptr_array_new_with_free_func (g_free);
  if (run (&self, folder, error))
    return g_steal_pointer (&self.paths);

  for (guint i = 0; i < self.paths->len; i++)
    g_unlink (self.paths->pdata[i]);

  return NULL;
}
