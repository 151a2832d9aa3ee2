/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-import.h"

#include <string.h>

#include "ahadi-carry.h"
#include "ahadi-import-job.h"
#include "ahadi-importer.h"
#include "ahadi-io.h"
#include "ahadi-sync-error.h"

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

AhadiImportResult *
ahadi_import_result_new (const char *path)
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
  ahadi_import_check (self);
  if (self->broken != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->broken));
      return FALSE;
    }
  if (any_part_left (self))
    return take_parts (self, error);

  if (self->refused == NULL)
    g_set_error_literal (&self->refused, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US,
                         "against rule I4: no part of it is sealed to this device");
  return end_refused (self, g_steal_pointer (&self->refused), error);
}

gboolean
ahadi_import_decide (AhadiImportJob *self, GError **error)
{
  GError *reason;
  gboolean known;

  if (self->broken != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->broken));
      return FALSE;
    }
  if (self->trusted)
    {
      if (!ahadi_import_keep_is_known (self, &known, error))
        return FALSE;
      return known ? end_duplicate (self, error) : take (self, error);
    }

  reason = g_steal_pointer (&self->untrusted);
  if (g_error_matches (reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_UNKNOWN_DEVICE))
    return end_set_aside (self, reason, error);

  return end_refused (self, reason, error);
}

gboolean
ahadi_import_settle (AhadiImportJob *self, GError **error)
{
  if (self->result->outcome == AHADI_OUTCOME_MERGED)
    ahadi_import_blobs_settle (self);

  return (self->preview || ahadi_import_carry_forget (self, error)) &&
         ahadi_import_keep_let_go (self, error);
}

AhadiImportResult *
ahadi_import_file (AhadiVault *vault,
                   const char *path,
                   gboolean preview,
                   const AhadiProgress *progress,
                   GError **error)
{
  const char *paths[] = { path, NULL };
  g_autoptr (AhadiImporter) importer = ahadi_importer_new (vault);
  g_autoptr (GPtrArray) results =
      ahadi_importer_import (importer, paths, preview, progress, error);

  return results != NULL ? g_ptr_array_steal_index (results, 0) : NULL;
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
retry (AhadiImporter *importer,
       AhadiVault *vault,
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
      result = ahadi_import_result_new (path);
      result->outcome = AHADI_OUTCOME_REFUSED;
      g_set_error_literal (
          &result->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED,
          "cannot read the bundle: it is no longer in the set-aside folder");
      return ahadi_set_aside_remove (vault, entry->name, error)
                 ? g_steal_pointer (&result)
                 : NULL;
    }

  result = ahadi_importer_retry (importer, path, entry, progress, &kept, error);
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
  g_autoptr (AhadiImporter) importer = ahadi_importer_new (vault);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      AhadiImportResult *result =
          retry (importer, vault, entries->pdata[i], progress, error);

      if (result == NULL)
        return FALSE;
      g_ptr_array_add (results, result);
    }

  return entries != NULL;
}

GPtrArray *
ahadi_import_results_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_import_result_free);
}

GPtrArray *
ahadi_import_set_aside (AhadiVault *vault, const AhadiProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) results = ahadi_import_results_new ();

  return retry_all (vault, AHADI_IMPORT_UNDECIDED, progress, results, error) &&
                 retry_all (vault, "unknown-device", progress, results, error)
             ? g_steal_pointer (&results)
             : NULL;
}

GPtrArray *
ahadi_import_carried (AhadiVault *vault, const AhadiProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) results = ahadi_import_results_new ();

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
  self->bundle->size = ahadi_importer_measure (copy);
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
  g_autoptr (AhadiImporter) importer = ahadi_importer_new (vault);
  g_autoptr (AhadiImportJob) self = ahadi_importer_begin (importer, path, error);
  GError *reason = NULL;

  if (self == NULL)
    return NULL;

  self->result->outcome = AHADI_OUTCOME_REFUSED;
  self->bundle = ahadi_bundle_read (self->staging, path,
                                    ahadi_identity_get_age_identities (self->identity),
                                    NULL, &reason);
  if (ahadi_io_error_is_ours (reason))
    {
      g_propagate_error (error, reason);
      return NULL;
    }

  self->result->reason = reason;
  if (g_error_matches (reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US) &&
      !ahadi_import_keep_transaction (self, keep_foreign, error))
    return NULL;

  return g_steal_pointer (&self->result);
}
