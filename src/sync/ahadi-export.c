/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-export.h"

#include <glib/gstdio.h>

#include "ahadi-bundle-writer.h"
#include "ahadi-card.h"
#include "ahadi-carry.h"
#include "ahadi-receipts.h"
#include "ahadi-state-line.h"
#include "ahadi-stream-sealer.h"
#include "ahadi-sync-error.h"

/* What an operation takes in a sealed part, about; only to say early that a disk is full.
 */
#define BYTES_PER_OPERATION 512
#define BYTES_PER_BUNDLE (512 * 1024)

typedef struct
{
  AhadiVault *vault;
  AhadiIdentity *identity;
  AhadiDirectory *directory;
  AhadiStaging *staging;
  AhadiStreamSealer *sealer;
  AhadiBlobSealer *blobs;
  AhadiBundleWriter *writer;
  AhadiExportResult *result;
  gboolean office; /* for the other holders, not from a branch */
  gboolean everything;
} Export;

/* Of an office bundle. */
typedef struct
{
  Export *export;
  AhadiAudienceClass audience;
} PartOfOffice;

static void
export_clear (Export *self)
{
  g_clear_pointer (&self->writer, ahadi_bundle_writer_free);
  g_clear_pointer (&self->blobs, ahadi_blob_sealer_free);
  g_clear_pointer (&self->sealer, ahadi_stream_sealer_free);
  g_clear_pointer (&self->staging, ahadi_staging_close);
  g_clear_pointer (&self->directory, ahadi_directory_unref);
  g_clear_pointer (&self->identity, ahadi_identity_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

void
ahadi_export_result_clear (AhadiExportResult *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->more, g_ptr_array_unref);
}

static gboolean
refuse_not_ready (GError **error, const char *why)
{
  g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY, "cannot export: %s",
               why);
  return FALSE;
}

static gboolean
has_other_holder (Export *self)
{
  GPtrArray *entries = ahadi_directory_get_entries (self->directory);
  const AhadiId *own = ahadi_identity_get_device (self->identity);

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = entries->pdata[i];

      if (entry->state == AHADI_DEVICE_ACTIVE && ahadi_role_is_office (entry->role) &&
          !ahadi_id_equal (&entry->device, own))
        return TRUE;
    }

  return FALSE;
}

static gboolean
load (Export *self, GError **error)
{
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

  self->office = ahadi_role_is_office (ahadi_identity_get_role (self->identity));
  return !self->office || has_other_holder (self) ||
         refuse_not_ready (error, "there is no other holder of an office; a laptop is "
                                  "answered with a reply");
}

static char *
make_audience (Export *self, AhadiAudienceClass audience_class)
{
  const AhadiId *branch = ahadi_identity_get_branch (self->identity);

  return ahadi_audience_make (audience_class,
                              audience_class == AHADI_AUDIENCE_BRANCH ? branch : NULL);
}

/* Of the bundles of one export. */
static gboolean
is_first (Export *self)
{
  return self->result->path == NULL;
}

static gboolean
check_space (Export *self, const char *folder, guint64 pieces, GError **error)
{
  guint64 needed = BYTES_PER_BUNDLE +
                   BYTES_PER_OPERATION * ahadi_stream_sealer_count (self->sealer) +
                   ahadi_part_bucket (pieces);
  guint64 carried;
  guint files;

  if (!ahadi_carry_count (self->vault, &files, &carried, error))
    return FALSE;

  needed += is_first (self) ? carried : 0;
  return ahadi_disk_require (folder, needed, error) &&
         ahadi_disk_require (ahadi_vault_get_folder (self->vault),
                             needed + AHADI_VAULT_SPACE_FLOOR, error);
}

/* Files that other holders attached: only they send pieces of them. */
static gboolean
is_of_another_holder (const AhadiItem *item, AhadiAudienceClass audience, gpointer data)
{
  const PartOfOffice *to = data;
  const AhadiId *own = ahadi_identity_get_device (to->export->identity);
  const AhadiDirectoryEntry *author =
      ahadi_directory_find_device (to->export->directory, &item->newest.device);

  return audience == to->audience && author != NULL &&
         ahadi_role_is_office (author->role) && !ahadi_id_equal (&author->device, own);
}

/* O6: what this office has of an audience that it reads, and what it misses. */
static gboolean
seal_office_lines (Export *self,
                   AhadiAudienceClass audience_class,
                   const char *audience,
                   AhadiPartWriter *part,
                   GError **error)
{
  PartOfOffice to = { self, audience_class };
  g_autoptr (GArray) streams = NULL;

  if (!ahadi_role_reads (ahadi_identity_get_role (self->identity), audience_class))
    return ahadi_stream_sealer_seal_forks (self->sealer, audience, part, error);

  streams = ahadi_receipts_list_streams (self->vault, audience, error);
  return streams != NULL &&
         ahadi_receipts_write_held (self->vault, streams, part, error) &&
         ahadi_stream_sealer_seal_forks (self->sealer, audience, part, error) &&
         ahadi_receipts_write_wants (self->vault, streams, part, error) &&
         ahadi_receipts_write_blobs (self->vault, is_of_another_holder, &to, part,
                                     error) &&
         (!self->everything ||
          ahadi_state_line_write (self->vault, audience, part, error));
}

static gboolean
seal_lines (Export *self,
            AhadiAudienceClass audience_class,
            const char *audience,
            AhadiPartWriter *part,
            GError **error)
{
  gboolean told =
      self->office ? seal_office_lines (self, audience_class, audience, part, error)
                   : ahadi_stream_sealer_seal_forks (self->sealer, audience, part, error);

  return told && ahadi_stream_sealer_seal (self->sealer, audience, part, error);
}

static gboolean
seal_part (Export *self, AhadiAudienceClass audience_class, GError **error)
{
  g_autofree char *audience = make_audience (self, audience_class);
  g_autoptr (AhadiPartWriter) part = NULL;
  guint readers;

  part = ahadi_bundle_writer_begin_part (self->writer, audience, &readers, error);
  if (part == NULL)
    return FALSE;

  /* Nobody could open it: it waits here until the office has a holder. */
  if (readers > 0 && !seal_lines (self, audience_class, audience, part, error))
    return FALSE;

  return ahadi_bundle_writer_end_part (self->writer, part, error);
}

/* Couriers: the three offices, and a laptop's branch so that a relay can look a bundle
 * over before it travels on. */
static GArray *
list_couriers (Export *self)
{
  GPtrArray *entries = ahadi_directory_get_entries (self->directory);
  const AhadiId *branch = ahadi_identity_get_branch (self->identity);
  GArray *couriers = g_array_new (FALSE, FALSE, sizeof (AhadiAgeRecipient));

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = entries->pdata[i];

      if (entry->state == AHADI_DEVICE_ACTIVE &&
          (ahadi_role_is_office (entry->role) ||
           (!self->office && ahadi_id_equal (&entry->branch, branch))))
        g_array_append_val (couriers, entry->recipient);
    }

  return couriers;
}

static gboolean
record (Export *self, const char *path, GError **error)
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
    .outcome = (char *) "exported",
    .reason = (char *) "",
    .operations = ahadi_stream_sealer_get_sealed (self->sealer),
  };

  ahadi_id_print (ahadi_bundle_writer_get_bundle (self->writer), bundle);
  ahadi_id_print (ahadi_identity_get_device (self->identity), device);
  return ahadi_stream_sealer_mark (self->sealer, error) &&
         ahadi_blob_sealer_mark (self->blobs, error) &&
         ahadi_journal_add (self->vault, &entry, error);
}

static gboolean
commit (Export *self, const char *path, GError **error)
{
  if (!ahadi_vault_begin (self->vault, error))
    return FALSE;
  if (!record (self, path, error))
    {
      ahadi_vault_rollback (self->vault);
      return FALSE;
    }

  return ahadi_vault_commit (self->vault, error);
}

/* The first bundle tells of itself, further ones only of their paths. */
static void
describe (Export *self, char *path, guint64 size)
{
  AhadiExportResult *result = self->result;

  result->size += size;
  result->pieces = ahadi_blob_sealer_count (self->blobs);
  if (!is_first (self))
    {
      if (result->more == NULL)
        result->more = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (result->more, path);
      return;
    }

  result->path = path;
  result->bundle = *ahadi_bundle_writer_get_bundle (self->writer);
  result->operations = ahadi_stream_sealer_get_sealed (self->sealer);
  result->held_back = ahadi_stream_sealer_count_held_back (self->sealer);
}

/* Holders of offices hear from each other whom to trust. */
static gboolean
load_card (Export *self, GBytes **card, GError **error)
{
  *card = self->office ? ahadi_card_export (self->vault, error) : NULL;
  return !self->office || *card != NULL;
}

static gboolean
write_bundle (Export *self, const char *folder, GError **error)
{
  g_autoptr (GArray) couriers = list_couriers (self);
  g_autoptr (GBytes) card = NULL;
  g_autofree char *path = NULL;
  guint64 size;

  if (couriers->len == 0)
    return refuse_not_ready (error, "no office has a holder");
  if (!load_card (self, &card, error))
    return FALSE;

  path = ahadi_bundle_writer_write (self->writer, folder, couriers, card, &size, error);
  if (path == NULL)
    return FALSE;
  if (!commit (self, path, error))
    {
      g_unlink (path);
      return FALSE;
    }

  describe (self, g_steal_pointer (&path), size);
  return TRUE;
}

/* Of the parts of these bundles. */
static guint
find_last_class (Export *self)
{
  return self->office ? AHADI_AUDIENCE_N_OFFICE : AHADI_AUDIENCE_N_FIELD;
}

static gboolean
seal_parts (Export *self, GError **error)
{
  for (guint i = AHADI_AUDIENCE_MEMBERSHIP; i <= find_last_class (self); i++)
    {
      if (!seal_part (self, i, error))
        return FALSE;
    }

  return ahadi_bundle_writer_add_blobs (self->writer, self->blobs, error);
}

static gboolean
export_one (Export *self,
            const char *folder,
            gboolean everything,
            const AhadiProgress *progress,
            GError **error)
{
  guint64 pieces = ahadi_blob_sealer_choose (self->blobs);

  g_clear_pointer (&self->writer, ahadi_bundle_writer_free);
  g_clear_pointer (&self->sealer, ahadi_stream_sealer_free);
  g_clear_pointer (&self->staging, ahadi_staging_close);
  self->everything = everything;
  self->sealer = ahadi_stream_sealer_new (self->vault, self->identity, self->directory,
                                          self->office, everything, progress, error);
  if (self->sealer == NULL || !check_space (self, folder, pieces, error))
    return FALSE;

  self->staging = ahadi_staging_open (self->vault, error);
  if (self->staging == NULL)
    return FALSE;

  self->writer =
      ahadi_bundle_writer_new (self->staging, self->identity, self->directory, progress);
  if (!seal_parts (self, error))
    return FALSE;

  /* Others' bundles go along with the first (V4). */
  if (is_first (self) &&
      !ahadi_carry_add_to (self->vault, self->writer, &self->result->carried,
                           &self->result->spoilt, error))
    return FALSE;

  return write_bundle (self, folder, error);
}

/* Records first: each further bundle has what the first left, pieces above all. */
static gboolean
export_run (Export *self,
            const char *folder,
            gboolean everything,
            guint64 budget,
            const AhadiProgress *progress,
            GError **error)
{
  if (!load (self, error))
    return FALSE;

  self->blobs = ahadi_blob_sealer_new (self->vault, self->directory,
                                       find_last_class (self), everything, budget, error);
  if (self->blobs == NULL || !export_one (self, folder, everything, progress, error))
    return FALSE;

  while (ahadi_blob_sealer_has_more (self->blobs))
    {
      if (!export_one (self, folder, FALSE, progress, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_export_count (AhadiVault *vault, guint64 *ready, guint64 *held_back, GError **error)
{
  g_auto (Export) self = { .vault = vault };

  if (!load (&self, error))
    return FALSE;
  self.sealer = ahadi_stream_sealer_new (vault, self.identity, self.directory,
                                         self.office, FALSE, NULL, error);
  if (self.sealer == NULL)
    return FALSE;

  *ready = ahadi_stream_sealer_count (self.sealer);
  *held_back = ahadi_stream_sealer_count_held_back (self.sealer);
  return TRUE;
}

gboolean
ahadi_export (AhadiVault *vault,
              const char *folder,
              gboolean everything,
              const AhadiProgress *progress,
              AhadiExportResult *result,
              GError **error)
{
  return ahadi_export_within (vault, folder, everything, AHADI_BLOB_BUDGET, progress,
                              result, error);
}

gboolean
ahadi_export_within (AhadiVault *vault,
                     const char *folder,
                     gboolean everything,
                     guint64 budget,
                     const AhadiProgress *progress,
                     AhadiExportResult *result,
                     GError **error)
{
  g_auto (Export) self = { .vault = vault, .result = result };

  *result = (AhadiExportResult){ 0 };
  if (export_run (&self, folder, everything, budget, progress, error))
    return TRUE;

  ahadi_export_result_clear (result);
  *result = (AhadiExportResult){ 0 };
  return FALSE;
}
