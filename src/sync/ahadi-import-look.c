/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-import-job.h"
#include "ahadi-io.h"
#include "ahadi-sync-error.h"

/* The parsed text of a part that is kept for the second pass. */
#define LINES_LIMIT (8 * 1024 * 1024)

/* --- the job --- */

static void
free_summary (gpointer data)
{
  g_clear_pointer ((AhadiPartSummary **) &data, ahadi_part_summary_free);
}

AhadiImportJob *
ahadi_import_job_new (AhadiVault *vault,
                      AhadiIdentity *identity,
                      const AhadiCard *known,
                      const char *path)
{
  AhadiImportJob *self = g_new0 (AhadiImportJob, 1);

  self->vault = vault;
  self->identity = identity;
  self->known = known;
  self->moved = g_ptr_array_new_with_free_func (g_free);
  self->result = ahadi_import_result_new (path);
  return self;
}

void
ahadi_import_job_free (AhadiImportJob *self)
{
  g_clear_error (&self->untrusted);
  g_clear_error (&self->refused);
  g_clear_error (&self->broken);
  g_clear_pointer (&self->summaries, g_ptr_array_unref);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  ahadi_bundle_verdict_clear (&self->verdict);
  g_clear_pointer (&self->bundle, ahadi_bundle_free);
  g_clear_pointer (&self->staging, ahadi_staging_close);
  g_clear_pointer (&self->result, ahadi_import_result_free);
  g_clear_pointer (&self->made, g_free);
  g_clear_pointer (&self->moved, g_ptr_array_unref);
  g_free (self);
}

AhadiPartContext
ahadi_import_job_get_context (AhadiImportJob *self)
{
  AhadiPartContext context = {
    .vault = self->vault,
    .identity = self->identity,
    .directory = self->verdict.directory,
    .manifest = self->verdict.manifest,
    .author = self->verdict.author,
  };

  return context;
}

AhadiPartReader *
ahadi_import_job_open_part (AhadiImportJob *self, guint i, GError **error)
{
  const AhadiStagedPart *part = &g_array_index (self->bundle->parts, AhadiStagedPart, i);
  GPtrArray *keys = ahadi_identity_get_age_identities (self->identity);
  g_autoptr (GInputStream) in = ahadi_staging_read (self->staging, part->file, error);

  return in != NULL ? ahadi_part_reader_new (in, keys, error) : NULL;
}

AhadiPartResult *
ahadi_import_job_get_part (AhadiImportJob *self, guint i)
{
  return &g_array_index (self->result->parts, AhadiPartResult, i);
}

void
ahadi_import_job_refuse_part (AhadiImportJob *self,
                              guint i,
                              const GError *reason,
                              const AhadiPartSummary *summary)
{
  AhadiPartResult *part = ahadi_import_job_get_part (self, i);
  const char *word = ahadi_sync_error_to_word (reason->code);

  if (part->refused == NULL)
    {
      part->refused = g_strdup (word);
      ahadi_sync_error_get_rule (reason, part->rule);
    }

  g_debug ("part %d refused: %s", part->audience, reason->message);
  free_summary (g_steal_pointer (&self->summaries->pdata[i]));
}

/* --- pass 1 --- */

static gboolean
check_part (AhadiImportJob *self,
            guint i,
            AhadiPartSummary *summary,
            AhadiTicker *ticker,
            GError **error)
{
  const AhadiStagedPart *part = &g_array_index (self->bundle->parts, AhadiStagedPart, i);
  const AhadiManifest *manifest = self->verdict.manifest;
  const AhadiManifestPart *expected =
      &g_array_index (manifest->parts, AhadiManifestPart, i);
  AhadiPartContext context = ahadi_import_job_get_context (self);
  AhadiPartResult *result = ahadi_import_job_get_part (self, i);

  result->audience = expected->audience;
  return ahadi_part_check (self->staging, part->file, &context, expected, summary,
                           &result->opened, ticker, error);
}

/* Checks every part that opens. FALSE with an error of this machine. */
static gboolean
check_parts (AhadiImportJob *self, GError **error)
{
  guint n = self->verdict.manifest->parts->len;
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, self->progress, AHADI_STEP_CHECK, 0);
  g_array_set_size (self->result->parts, n);
  self->summaries = g_ptr_array_new_with_free_func (free_summary);
  g_ptr_array_set_size (self->summaries, n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AhadiPartSummary) summary = ahadi_part_summary_new ();
      GError *local = NULL;

      summary->lines = ahadi_part_lines_new (LINES_LIMIT);
      if (check_part (self, i, summary, &ticker, &local))
        {
          if (ahadi_import_job_get_part (self, i)->opened)
            self->summaries->pdata[i] = g_steal_pointer (&summary);
          continue;
        }
      if (ahadi_io_error_is_ours (local))
        {
          g_propagate_error (error, local);
          return FALSE;
        }

      ahadi_import_job_refuse_part (self, i, local, summary);
      if (self->refused == NULL)
        self->refused = g_steal_pointer (&local);
      g_clear_error (&local);
    }

  return ahadi_ticker_finish (&ticker, error);
}

void
ahadi_import_check (AhadiImportJob *self)
{
  if (self->checked)
    return;

  self->checked = TRUE;
  if (check_parts (self, &self->broken))
    (void) !ahadi_import_blobs_check (self, &self->broken);
}

/* --- whom it is from --- */

static void
describe_author (AhadiImportJob *self)
{
  const AhadiDirectoryEntry *author = self->verdict.author;
  AhadiImportResult *result = self->result;
  const AhadiBranch *branch;

  result->device = author->device;
  if (ahadi_role_is_office (author->role))
    return;

  branch = ahadi_directory_find_branch (self->verdict.directory, &author->branch);
  result->branch = branch != NULL ? g_strdup (branch->name) : NULL;
  result->answered = ahadi_role_is_office (ahadi_identity_get_role (self->identity));
}

static void
describe (AhadiImportJob *self)
{
  AhadiImportResult *result = self->result;
  const AhadiManifest *manifest = self->verdict.manifest;

  if (self->verdict.author != NULL)
    describe_author (self);
  if (manifest == NULL)
    return;

  result->has_bundle = TRUE;
  result->older_card = self->verdict.older_card;
  result->bundle = manifest->bundle;
  result->is_reply = ahadi_manifest_is_reply (manifest);
  result->between = ahadi_manifest_is_office_bundle (manifest);
}

void
ahadi_import_look (AhadiImportJob *self)
{
  self->bundle = ahadi_bundle_read (self->staging, self->result->file,
                                    ahadi_identity_get_age_identities (self->identity),
                                    self->progress, &self->untrusted);
  self->trusted = self->bundle != NULL &&
                  ahadi_bundle_verify (self->bundle, self->known, self->identity,
                                       &self->verdict, &self->untrusted);
  describe (self);
  if (!self->trusted && ahadi_io_error_is_ours (self->untrusted))
    self->broken = g_steal_pointer (&self->untrusted);
}
