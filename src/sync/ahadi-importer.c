/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-importer.h"

#include <string.h>

#include "ahadi-carry.h"
#include "ahadi-import-job.h"
#include "ahadi-io.h"

/* The copy of the file, its parts, and the database's log. */
#define SPACE_FACTOR 3

/* What is committed together is lost together where the power fails, and imported again:
 * so much is done in half a second. */
#define GROUP_FILES 16
#define GROUP_OPERATIONS 32768

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

static AhadiImportJob *
begin_and_look (AhadiImporter *self,
                const char *path,
                const AhadiProgress *progress,
                GError **error)
{
  AhadiImportJob *job = ahadi_importer_begin (self, path, error);

  if (job == NULL)
    return NULL;

  job->progress = progress;
  if (job->bundle == NULL && job->untrusted == NULL && job->broken == NULL)
    ahadi_import_look (job);
  return job;
}

AhadiImportResult *
ahadi_importer_retry (AhadiImporter *self,
                      const char *path,
                      const AhadiSetAside *entry,
                      const AhadiProgress *progress,
                      gboolean *kept,
                      GError **error)
{
  g_autoptr (AhadiImportJob) job = begin_and_look (self, path, progress, error);

  if (job == NULL)
    return NULL;

  job->retried = entry->name;
  job->arrived = g_str_equal (entry->reason, AHADI_CARRY_ARRIVED);
  if (!ahadi_import_decide (job, error) || !ahadi_import_settle (job, error))
    return NULL;

  *kept = job->kept;
  return g_steal_pointer (&job->result);
}

/* --- a group of files ------------------------------------------------------------ */

typedef struct
{
  GPtrArray *jobs; /* AhadiImportJob: decided */
  guint64 operations;
  gboolean preview;
  gboolean begun; /* its transaction */
  const AhadiProgress *progress;
} Group;

static void
group_clear (Group *self)
{
  g_ptr_array_unref (self->jobs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Group, group_clear)

/* What comes after it may depend on it, or has to wait for what is done with its files.
 */
static gboolean
ends_group (const Group *self, const AhadiImportJob *job)
{
  const AhadiImportResult *result = job->result;

  return self->preview || result->newer_card || result->returned > 0 ||
         result->erased > 0 || result->healed || job->moved->len > 0 ||
         (result->outcome != AHADI_OUTCOME_MERGED &&
          result->outcome != AHADI_OUTCOME_DUPLICATE) ||
         (job->bundle != NULL && job->bundle->blobs->len > 0) ||
         self->jobs->len == GROUP_FILES || self->operations >= GROUP_OPERATIONS;
}

/* Neither the text of its parts nor their files are needed any more. */
static void
add_to_group (Group *self, AhadiImportJob *job)
{
  for (guint i = 0; job->summaries != NULL && i < job->summaries->len; i++)
    {
      AhadiPartSummary *summary = job->summaries->pdata[i];

      if (summary != NULL)
        g_clear_pointer (&summary->lines, ahadi_part_lines_free);
    }

  g_clear_pointer (&job->staging, ahadi_staging_close);
  self->operations += job->result->counts.operations;
  g_ptr_array_add (self->jobs, job);
}

/* Not before the first was read: nobody knows how long that takes. */
static gboolean
begin_group (AhadiImporter *self, Group *group, GError **error)
{
  if (!group->preview && !group->begun)
    group->begun = ahadi_vault_begin_group (self->vault, error);

  return group->preview || group->begun;
}

/* @more: (out): whether the next may be added */
static gboolean
decide_one (AhadiImporter *self,
            Group *group,
            const char *const *paths,
            gboolean *more,
            GError **error)
{
  g_autoptr (AhadiImportJob) job =
      begin_and_look (self, paths[0], group->progress, error);

  if (job == NULL)
    return FALSE;

  job->preview = group->preview;
  if (paths[1] != NULL)
    begin_ahead (self, paths[1], group->progress);
  if ((job->broken == NULL && !begin_group (self, group, error)) ||
      !ahadi_import_decide (job, error))
    return FALSE;

  *more = paths[1] != NULL && !ends_group (group, job);
  add_to_group (group, g_steal_pointer (&job));
  return TRUE;
}

/* The first that fails is left to the next call, unless it is the first of all. */
static gboolean
decide_group (AhadiImporter *self, Group *group, const char *const *paths, GError **error)
{
  GError *local = NULL;
  gboolean more = TRUE;

  while (more && decide_one (self, group, paths, &more, &local))
    paths++;

  if (local == NULL)
    return TRUE;
  if (group->jobs->len == 0)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  g_debug ("the next file waits: %s", local->message);
  g_error_free (local);
  return TRUE;
}

/* Whatever lies in folders already is what the database says, or goes again. */
static gboolean
commit_group (AhadiImporter *self, Group *group, GError **error)
{
  if (!group->begun || ahadi_vault_commit (self->vault, error))
    return TRUE;

  for (guint i = 0; i < group->jobs->len; i++)
    ahadi_import_keep_take_back (group->jobs->pdata[i]);
  return FALSE;
}

static gboolean
take_in (AhadiImporter *self, Group *group, const char *const *paths, GError **error)
{
  if (decide_group (self, group, paths, error))
    return commit_group (self, group, error);

  if (group->begun)
    ahadi_vault_rollback (self->vault);
  return FALSE;
}

static AhadiImportResult *
settle (AhadiImporter *self, const Group *group, AhadiImportJob *job, GError **error)
{
  g_autoptr (AhadiImportResult) result = NULL;

  if (!ahadi_import_settle (job, error))
    return NULL;

  result = g_steal_pointer (&job->result);
  if (group->preview || result->outcome != AHADI_OUTCOME_MERGED)
    return g_steal_pointer (&result);

  result->carried = ahadi_import_carried (self->vault, group->progress, error);
  return result->carried != NULL ? g_steal_pointer (&result) : NULL;
}

/* What failed is in already: it comes again, as a duplicate, and this is tried again.
 * Takes @results and @failure. */
static GPtrArray *
give_up (GPtrArray **results, GError *failure, GError **error)
{
  if ((*results)->len == 0)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  g_error_free (failure);
  return g_steal_pointer (results);
}

GPtrArray *
ahadi_importer_import (AhadiImporter *self,
                       const char *const *paths,
                       gboolean preview,
                       const AhadiProgress *progress,
                       GError **error)
{
  g_autoptr (GPtrArray) results = ahadi_import_results_new ();
  g_auto (Group) group = {
    .jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_import_job_free),
    .preview = preview,
    .progress = progress,
  };

  if (!take_in (self, &group, paths, error))
    return NULL;

  for (guint i = 0; i < group.jobs->len; i++)
    {
      GError *local = NULL;
      AhadiImportResult *result = settle (self, &group, group.jobs->pdata[i], &local);

      if (result == NULL)
        return give_up (&results, local, error);
      g_ptr_array_add (results, result);
    }

  return g_steal_pointer (&results);
}
