/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-import.h"

#include <string.h>

#include "ahadi-carry.h"
#include "ahadi-import-job.h"
#include "ahadi-io.h"
#include "ahadi-sync-error.h"

/* The copy of the file, its parts, and the database's log. */
#define SPACE_FACTOR 3

static const char *const outcome_words[] = {
  [AHADI_OUTCOME_MERGED] = "merged",
  [AHADI_OUTCOME_DUPLICATE] = "duplicate",
  [AHADI_OUTCOME_SET_ASIDE] = "set-aside",
  [AHADI_OUTCOME_REFUSED] = "refused",
};

const char *
ahadi_outcome_to_word (AhadiOutcome outcome)
{
  g_return_val_if_fail (outcome < G_N_ELEMENTS (outcome_words), "refused");

  return outcome_words[outcome];
}

static void
clear_part (gpointer data)
{
  AhadiPartResult *part = data;

  g_free (part->refused);
}

static AhadiImportResult *
result_new (const char *path)
{
  AhadiImportResult *self = g_new0 (AhadiImportResult, 1);

  self->file = g_strdup (path);
  self->parts = g_array_new (FALSE, TRUE, sizeof (AhadiPartResult));
  self->filled = g_array_new (FALSE, FALSE, sizeof (AhadiFilled));
  g_array_set_clear_func (self->parts, clear_part);
  return self;
}

void
ahadi_import_result_free (AhadiImportResult *self)
{
  g_free (self->file);
  g_clear_error (&self->reason);
  g_free (self->branch);
  g_array_unref (self->parts);
  g_clear_pointer (&self->filled, g_array_unref);
  g_clear_error (&self->blobs_refused);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  g_free (self);
}

/* --- the job --- */

static void
free_summary (gpointer data)
{
  g_clear_pointer ((AhadiPartSummary **) &data, ahadi_part_summary_free);
}

static void
job_clear (AhadiImportJob *self)
{
  g_clear_pointer (&self->summaries, g_ptr_array_unref);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  ahadi_bundle_verdict_clear (&self->verdict);
  g_clear_pointer (&self->bundle, ahadi_bundle_free);
  g_clear_pointer (&self->staging, ahadi_staging_close);
  g_clear_pointer (&self->known, ahadi_card_free);
  g_clear_pointer (&self->identity, ahadi_identity_unref);
  g_clear_pointer (&self->result, ahadi_import_result_free);
  g_clear_pointer (&self->made, g_free);
  g_clear_pointer (&self->moved, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiImportJob, job_clear)

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

static gboolean
load (AhadiImportJob *self, GError **error)
{
  GError *local = NULL;

  self->identity = ahadi_identity_load (self->vault, &local);
  if (local == NULL)
    self->known = ahadi_card_load (self->vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (self->identity != NULL && self->known != NULL)
    return TRUE;

  g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                       "cannot import: this vault has no identity or no card yet");
  return FALSE;
}

/* What its first bytes refuse is not copied: a large file of somebody else's is foreign,
 * and no matter of space. */
static guint64
measure (const char *path)
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
check_space (AhadiImportJob *self, const char *path, GError **error)
{
  guint64 size = measure (path);

  return ahadi_disk_require (ahadi_vault_get_folder (self->vault),
                             AHADI_VAULT_SPACE_FLOOR + SPACE_FACTOR * size, error);
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

/* Checks every part that opens. @first: (out): why the first refused one was refused */
static gboolean
check_parts (AhadiImportJob *self, GError **first, GError **error)
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
      if (*first == NULL)
        *first = g_steal_pointer (&local);
      g_clear_error (&local);
    }

  return ahadi_ticker_finish (&ticker, error);
}

/* --- outcomes --- */

/* Takes @reason. */
static gboolean
end_refused (AhadiImportJob *self, GError *reason, GError **error)
{
  self->result->outcome = AHADI_OUTCOME_REFUSED;
  self->result->reason = reason;
  return ahadi_import_keep_journal (self, error);
}

static gboolean
set_aside (AhadiImportJob *self, GError **error)
{
  if (!ahadi_import_keep_card (self, error) || !ahadi_import_keep_journal (self, error))
    return FALSE;
  if (self->preview || self->retried != NULL)
    return TRUE;

  return ahadi_import_keep_bundle (
      self, ahadi_sync_error_to_word (self->result->reason->code), error);
}

/* Takes @reason. */
static gboolean
end_set_aside (AhadiImportJob *self, GError *reason, GError **error)
{
  self->result->outcome = AHADI_OUTCOME_SET_ASIDE;
  self->result->reason = reason;
  return ahadi_import_keep_transaction (self, set_aside, error);
}

static gboolean
record_duplicate (AhadiImportJob *self, GError **error)
{
  return ahadi_import_keep_card (self, error) &&
         ahadi_import_keep_journal (self, error) && ahadi_import_keep_heal (self, error);
}

static gboolean
end_duplicate (AhadiImportJob *self, GError **error)
{
  self->result->outcome = AHADI_OUTCOME_DUPLICATE;
  return ahadi_import_keep_transaction (self, record_duplicate, error);
}

static gboolean
any_part_left (AhadiImportJob *self)
{
  for (guint i = 0; i < self->summaries->len; i++)
    {
      if (self->summaries->pdata[i] != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Whoever reads it decides first how far its author counts; until then it waits. */
static gboolean
take_parts (AhadiImportJob *self, GError **error)
{
  gboolean undecided;

  if (!ahadi_import_late_look (self, &undecided, error))
    return FALSE;
  if (undecided)
    return end_set_aside (
        self,
        g_error_new_literal (
            AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_REVOKED,
            "against rule I9: how far its signer counts is not decided here yet"),
        error);

  self->result->outcome = AHADI_OUTCOME_MERGED;
  return ahadi_import_merge (self, error);
}

static gboolean
take (AhadiImportJob *self, GError **error)
{
  GError *refused = NULL;

  if (!check_parts (self, &refused, error) || !ahadi_import_blobs_check (self, error))
    {
      g_clear_error (&refused);
      return FALSE;
    }

  if (any_part_left (self))
    {
      g_clear_error (&refused);
      return take_parts (self, error);
    }

  if (refused == NULL)
    g_set_error_literal (&refused, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US,
                         "against rule I4: no part of it is sealed to this device");
  return end_refused (self, refused, error);
}

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

static gboolean
look_and_take (AhadiImportJob *self, GError **error)
{
  GError *reason = NULL;
  gboolean trusted;
  gboolean known;

  self->bundle = ahadi_bundle_read (self->staging, self->result->file,
                                    ahadi_identity_get_age_identities (self->identity),
                                    self->progress, &reason);
  trusted = self->bundle != NULL &&
            ahadi_bundle_verify (self->bundle, self->known, self->identity,
                                 &self->verdict, &reason);
  describe (self);

  if (trusted)
    {
      if (!ahadi_import_keep_is_known (self, &known, error))
        return FALSE;
      return known ? end_duplicate (self, error) : take (self, error);
    }
  if (ahadi_io_error_is_ours (reason))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  if (g_error_matches (reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_UNKNOWN_DEVICE))
    return end_set_aside (self, reason, error);

  return end_refused (self, reason, error);
}

/* @retried: (nullable): what lies in the set-aside folder already */
static AhadiImportResult *
import (AhadiVault *vault,
        const char *path,
        gboolean preview,
        const AhadiSetAside *retried,
        gboolean *kept,
        const AhadiProgress *progress,
        GError **error)
{
  g_auto (AhadiImportJob) self = {
    .vault = vault,
    .progress = progress,
    .retried = retried != NULL ? retried->name : NULL,
    .arrived = retried != NULL && g_str_equal (retried->reason, AHADI_CARRY_ARRIVED),
    .preview = preview,
    .moved = g_ptr_array_new_with_free_func (g_free),
  };

  self.result = result_new (path);
  if (!load (&self, error) || !check_space (&self, path, error))
    return NULL;

  self.staging = ahadi_staging_open (vault, error);
  if (self.staging == NULL || !look_and_take (&self, error) ||
      (!preview && !ahadi_import_carry_forget (&self, error)) ||
      !ahadi_import_keep_let_go (&self, error))
    return NULL;

  *kept = self.kept;
  return g_steal_pointer (&self.result);
}

AhadiImportResult *
ahadi_import_file (AhadiVault *vault,
                   const char *path,
                   gboolean preview,
                   const AhadiProgress *progress,
                   GError **error)
{
  g_autoptr (AhadiImportResult) result = NULL;
  gboolean kept;

  result = import (vault, path, preview, NULL, &kept, progress, error);
  if (result == NULL || preview || result->outcome != AHADI_OUTCOME_MERGED)
    return g_steal_pointer (&result);

  result->carried = ahadi_import_carried (vault, progress, error);
  return result->carried != NULL ? g_steal_pointer (&result) : NULL;
}

/* --- what was set aside --- */

/*
 * Merged or known already: the file has done its work, unless it is kept for the offices
 * that can open the rest. Refused for good: it stays for a person to look at, under the
 * word that says why, and is not tried again. Made by a newer program: it waits for ours
 * to be renewed. It can also come to wait for something else: its device was approved,
 * and revoked since.
 */
static gboolean
settle (AhadiVault *vault,
        const AhadiSetAside *entry,
        AhadiImportResult *result,
        gboolean kept,
        GError **error)
{
  AhadiSetAside renamed = *entry;

  if (g_str_equal (entry->reason, AHADI_CARRY_ARRIVED))
    return ahadi_import_carry_settle (vault, entry, result, kept, error);

  switch (result->outcome)
    {
    case AHADI_OUTCOME_SET_ASIDE:
    case AHADI_OUTCOME_REFUSED:
      if (g_error_matches (result->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NEWER))
        return TRUE;
      renamed.reason = (char *) ahadi_sync_error_to_word (result->reason->code);
      return ahadi_set_aside_add (vault, &renamed, error);
    case AHADI_OUTCOME_MERGED:
    case AHADI_OUTCOME_DUPLICATE:
    default:
      return kept || ahadi_set_aside_remove (vault, entry->name, error);
    }
}

static AhadiImportResult *
retry (AhadiVault *vault,
       const AhadiSetAside *entry,
       const AhadiProgress *progress,
       GError **error)
{
  const char *folder = ahadi_vault_get_set_aside_folder (vault);
  g_autofree char *path = g_build_filename (folder, entry->name, NULL);
  g_autoptr (AhadiImportResult) result = NULL;
  gboolean kept;

  /* Deleted by somebody's hand: nothing is left to wait for. */
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      result = result_new (path);
      result->outcome = AHADI_OUTCOME_REFUSED;
      g_set_error_literal (
          &result->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED,
          "cannot read the bundle: it is no longer in the set-aside folder");
      return ahadi_set_aside_remove (vault, entry->name, error)
                 ? g_steal_pointer (&result)
                 : NULL;
    }

  result = import (vault, path, FALSE, entry, &kept, progress, error);
  if (result == NULL || !settle (vault, entry, result, kept, error))
    return NULL;

  return g_steal_pointer (&result);
}

static gboolean
retry_all (AhadiVault *vault,
           const char *reason,
           const AhadiProgress *progress,
           GPtrArray *results,
           GError **error)
{
  g_autoptr (GPtrArray) entries = ahadi_set_aside_list (vault, reason, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      AhadiImportResult *result = retry (vault, entries->pdata[i], progress, error);

      if (result == NULL)
        return FALSE;
      g_ptr_array_add (results, result);
    }

  return entries != NULL;
}

static GPtrArray *
new_results (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_import_result_free);
}

GPtrArray *
ahadi_import_set_aside (AhadiVault *vault, const AhadiProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) results = new_results ();

  return retry_all (vault, AHADI_IMPORT_UNDECIDED, progress, results, error) &&
                 retry_all (vault, "unknown-device", progress, results, error)
             ? g_steal_pointer (&results)
             : NULL;
}

GPtrArray *
ahadi_import_carried (AhadiVault *vault, const AhadiProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) results = new_results ();

  return retry_all (vault, AHADI_CARRY_ARRIVED, progress, results, error)
             ? g_steal_pointer (&results)
             : NULL;
}

/* --- carried on because a person says so --- */

static gboolean
keep_foreign (AhadiImportJob *self, GError **error)
{
  AhadiTicker ticker;
  g_autofree char *copy = ahadi_staging_get_path (self->staging, AHADI_BUNDLE_COPY);
  gboolean room;

  ahadi_ticker_init (&ticker, self->progress, AHADI_STEP_READ, 0);
  self->bundle = ahadi_bundle_new ();
  self->bundle->size = measure (copy);
  if (!ahadi_io_hash (copy, &ticker, self->bundle->digest, error) ||
      !ahadi_carry_has_room (self->vault, self->bundle->size, &room, error))
    return FALSE;

  self->result->carry = room ? AHADI_CARRY_KEPT : AHADI_CARRY_FULL;
  if (room)
    {
      self->result->outcome = AHADI_OUTCOME_SET_ASIDE;
      g_clear_error (&self->result->reason);
    }
  return ahadi_import_keep_journal (self, error) &&
         (!room || ahadi_import_keep_bundle (self, AHADI_CARRY_WAITS, error));
}

AhadiImportResult *
ahadi_import_carry_file (AhadiVault *vault, const char *path, GError **error)
{
  g_auto (AhadiImportJob) self = {
    .vault = vault,
    .moved = g_ptr_array_new_with_free_func (g_free),
  };
  GError *reason = NULL;

  self.result = result_new (path);
  self.result->outcome = AHADI_OUTCOME_REFUSED;
  if (!load (&self, error) || !check_space (&self, path, error))
    return NULL;
  self.staging = ahadi_staging_open (vault, error);
  if (self.staging == NULL)
    return NULL;

  self.bundle = ahadi_bundle_read (self.staging, path,
                                   ahadi_identity_get_age_identities (self.identity),
                                   NULL, &reason);
  if (ahadi_io_error_is_ours (reason))
    {
      g_propagate_error (error, reason);
      return NULL;
    }

  self.result->reason = reason;
  if (g_error_matches (reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US) &&
      !ahadi_import_keep_transaction (&self, keep_foreign, error))
    return NULL;

  return g_steal_pointer (&self.result);
}
