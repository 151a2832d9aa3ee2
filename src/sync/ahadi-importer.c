/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-importer.h"

#include <string.h>

#include "ahadi-carry.h"
#include "ahadi-import-job.h"
#include "ahadi-io.h"

/* The copy of the file, its parts, and the database's log. */
#define SPACE_FACTOR 3

/* A larger file is looked at when its turn comes: people see how far that is. */
#define AHEAD_LIMIT (16 * 1024 * 1024)

struct _AhadiImporter
{
  AhadiVault *vault;

  /* What all files are judged by, until the vault has another card. */
  GBytes *card; /* as stored */
  AhadiIdentity *identity;
  AhadiCard *known;

  /* What is looked at meanwhile; the thread is NULL between two. */
  GThread *thread;
  AhadiImportJob *ahead;
  AhadiProgress quiet; /* of the thread: it can be cancelled, and tells nothing */
  guint slot;          /* of the staging folder that comes next */
};

AhadiImporter *
ahadi_importer_new (AhadiVault *vault)
{
  AhadiImporter *self = g_new0 (AhadiImporter, 1);

  self->vault = vault;
  return self;
}

/* --- looking ahead --------------------------------------------------------------- */

static gpointer
look (gpointer data)
{
  AhadiImportJob *job = data;

  ahadi_import_look (job);
  if (job->trusted)
    ahadi_import_check (job);
  return NULL;
}

/* Returns: (transfer full) (nullable): what was looked at meanwhile. */
static AhadiImportJob *
wait_for_ahead (AhadiImporter *self)
{
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));

  g_clear_object (&self->quiet.cancellable);
  return g_steal_pointer (&self->ahead);
}

static void
unload (AhadiImporter *self)
{
  g_clear_pointer (&self->card, g_bytes_unref);
  g_clear_pointer (&self->known, ahadi_card_free);
  g_clear_pointer (&self->identity, ahadi_identity_unref);
}

void
ahadi_importer_free (AhadiImporter *self)
{
  g_autoptr (AhadiImportJob) job = wait_for_ahead (self);

  g_clear_pointer (&job, ahadi_import_job_free);
  unload (self);
  g_free (self);
}

/* --- what it is judged by -------------------------------------------------------- */

static gboolean
load (AhadiImporter *self, GBytes *card, GError **error)
{
  GError *local = NULL;

  unload (self);
  self->identity = ahadi_identity_load (self->vault, &local);
  if (local == NULL && card != NULL)
    self->known = ahadi_card_parse (card, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (self->identity != NULL && self->known != NULL)
    {
      self->card = g_bytes_ref (card);
      return TRUE;
    }

  g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                       "cannot import: this vault has no identity or no card yet");
  return FALSE;
}

/* Whatever was looked at by an older card is looked at again: @job is let go then. */
static gboolean
load_newest (AhadiImporter *self, AhadiImportJob **job, GError **error)
{
  GError *local = NULL;
  g_autoptr (GBytes) card = ahadi_card_export (self->vault, &local);

  if (local != NULL &&
      !g_error_matches (local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY))
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  g_clear_error (&local);
  if (card != NULL && self->card != NULL && g_bytes_equal (card, self->card))
    return TRUE;

  g_clear_pointer (job, ahadi_import_job_free);
  return load (self, card, error);
}

/* --- one file -------------------------------------------------------------------- */

/* What its first bytes refuse is not copied: a large file of somebody else's is foreign,
 * and no matter of space. */
guint64
ahadi_importer_measure (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr (GInputStream) in = ahadi_io_open (path, NULL);
  guint8 start[64];
  gsize n = 0;

  if (info == NULL || in == NULL ||
      !g_input_stream_read_all (in, start, sizeof start, &n, NULL, NULL) ||
      !ahadi_io_check_age (start, n, NULL))
    return 0;
  return g_file_info_get_size (info);
}

static gboolean
check_space (AhadiImporter *self, const char *path, GError **error)
{
  guint64 size = ahadi_importer_measure (path);

  return ahadi_disk_require (ahadi_vault_get_folder (self->vault),
                             AHADI_VAULT_SPACE_FLOOR + SPACE_FACTOR * size, error);
}

static AhadiImportJob *
make_job (AhadiImporter *self, const char *path, AhadiStaging *staging)
{
  AhadiImportJob *job =
      ahadi_import_job_new (self->vault, self->identity, self->known, path);

  job->staging = staging;
  return job;
}

AhadiImportJob *
ahadi_importer_begin (AhadiImporter *self, const char *path, GError **error)
{
  g_autoptr (AhadiImportJob) job = wait_for_ahead (self);
  AhadiStaging *staging;

  if (job != NULL && strcmp (job->result->file, path) != 0)
    g_clear_pointer (&job, ahadi_import_job_free);
  if (!load_newest (self, &job, error))
    return NULL;
  if (job != NULL)
    return g_steal_pointer (&job);

  if (!check_space (self, path, error))
    return NULL;

  staging = ahadi_staging_open (self->vault, error);
  return staging != NULL ? make_job (self, path, staging) : NULL;
}

/* What goes wrong here is told when its turn comes. */
static void
begin_ahead (AhadiImporter *self, const char *path, const AhadiProgress *progress)
{
  AhadiStaging *staging;

  if (ahadi_importer_measure (path) > AHEAD_LIMIT || !check_space (self, path, NULL))
    return;

  staging = ahadi_staging_open_ahead (self->vault, self->slot, NULL);
  if (staging == NULL)
    return;

  self->slot = !self->slot;
  self->ahead = make_job (self, path, staging);
  if (progress != NULL && progress->cancellable != NULL)
    self->quiet.cancellable = g_object_ref (progress->cancellable);
  self->ahead->progress = &self->quiet;
  self->thread = g_thread_new ("look-ahead", look, self->ahead);
}

AhadiImportResult *
ahadi_importer_run (AhadiImporter *self,
                    const char *path,
                    const AhadiImportOrder *order,
                    gboolean *kept,
                    GError **error)
{
  g_autoptr (AhadiImportJob) job = ahadi_importer_begin (self, path, error);
  const AhadiSetAside *retried = order->retried;

  if (job == NULL)
    return NULL;

  job->progress = order->progress;
  job->preview = order->preview;
  job->retried = retried != NULL ? retried->name : NULL;
  job->arrived = retried != NULL && g_str_equal (retried->reason, AHADI_CARRY_ARRIVED);
  if (job->bundle == NULL && job->untrusted == NULL && job->broken == NULL)
    ahadi_import_look (job);
  if (order->next != NULL)
    begin_ahead (self, order->next, order->progress);
  if (!ahadi_import_decide (job, error))
    return NULL;

  *kept = job->kept;
  return g_steal_pointer (&job->result);
}

AhadiImportResult *
ahadi_importer_import (AhadiImporter *self,
                       const char *path,
                       const char *next,
                       gboolean preview,
                       const AhadiProgress *progress,
                       GError **error)
{
  AhadiImportOrder order = { .next = next, .preview = preview, .progress = progress };
  g_autoptr (AhadiImportResult) result = NULL;
  gboolean kept;

  result = ahadi_importer_run (self, path, &order, &kept, error);
  if (result == NULL || preview || result->outcome != AHADI_OUTCOME_MERGED)
    return g_steal_pointer (&result);

  result->carried = ahadi_import_carried (self->vault, progress, error);
  return result->carried != NULL ? g_steal_pointer (&result) : NULL;
}
