/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "ahadi-import-job.h"
#include "ahadi-sync-error.h"

#define REASON_UNKNOWN "unknown-device"

/* Half of the file's hash: the same file gets the same name, another one never does,
 * whatever its author wrote into it. */
#define NAME_HASH_SIZE 16

static const char *
get_reason_word (AhadiImportJob *self)
{
  const GError *reason = self->result->reason;

  if (reason != NULL)
    return reason->domain == AHADI_SYNC_ERROR ? ahadi_sync_error_to_word (reason->code)
                                              : "failed";

  for (guint i = 0; i < self->result->parts->len; i++)
    {
      const char *refused = ahadi_import_job_get_part (self, i)->refused;

      if (refused != NULL)
        return refused;
    }

  reason = self->result->blobs_refused;
  return reason != NULL ? ahadi_sync_error_to_word (reason->code) : "";
}

static void
print_ids (AhadiImportJob *self,
           char bundle[AHADI_ID_TEXT_SIZE],
           char device[AHADI_ID_TEXT_SIZE])
{
  *bundle = *device = 0;
  if (self->result->has_bundle)
    ahadi_id_print (&self->result->bundle, bundle);
  if (!ahadi_id_is_zero (&self->result->device))
    ahadi_id_print (&self->result->device, device);
}

gboolean
ahadi_import_keep_journal (AhadiImportJob *self, GError **error)
{
  const AhadiImportResult *result = self->result;
  g_autofree char *file = g_path_get_basename (result->file);
  char bundle[AHADI_ID_TEXT_SIZE];
  char device[AHADI_ID_TEXT_SIZE];
  AhadiJournalEntry entry = {
    .time = ahadi_wall_clock_ms (),
    .direction = (char *) "in",
    .file = file,
    .bundle = bundle,
    .device = device,
    .outcome = (char *) ahadi_outcome_to_word (result->outcome),
    .reason = (char *) get_reason_word (self),
    .operations = result->counts.operations,
  };

  if (self->preview || (self->retried != NULL && !self->arrived &&
                        result->outcome == AHADI_OUTCOME_SET_ASIDE))
    return TRUE;

  print_ids (self, bundle, device);
  return ahadi_journal_add (self->vault, &entry, error);
}

static char *
make_name (AhadiImportJob *self)
{
  char hash[2 * NAME_HASH_SIZE + 1];

  ahadi_hex_encode (self->bundle->digest, NAME_HASH_SIZE, hash);
  return g_strconcat (hash, ".ahadi", NULL);
}

/* Both folders are the vault's, so that the copy only changes its name. What lies there
 * damaged gives way. */
static gboolean
move_copy (AhadiImportJob *self, const char *name, GError **error)
{
  const char *folder = ahadi_vault_get_set_aside_folder (self->vault);
  g_autofree char *copy = ahadi_staging_get_path (self->staging, AHADI_BUNDLE_COPY);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (ahadi_set_aside_is_whole (self->vault, name))
    return TRUE;
  if (!ahadi_file_commit (copy, path, error))
    {
      g_unlink (path);
      return FALSE;
    }

  self->made = g_steal_pointer (&path);
  return TRUE;
}

gboolean
ahadi_import_keep_find (AhadiVault *vault,
                        const char *name,
                        char **reason,
                        GError **error)
{
  g_autoptr (GPtrArray) entries = ahadi_set_aside_list (vault, NULL, error);

  *reason = NULL;
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const AhadiSetAside *entry = entries->pdata[i];

      if (strcmp (entry->name, name) == 0)
        {
          *reason = g_strdup (entry->reason);
          return TRUE;
        }
    }

  return entries != NULL;
}

gboolean
ahadi_import_keep_heal (AhadiImportJob *self, GError **error)
{
  g_autofree char *name = make_name (self);
  g_autofree char *reason = NULL;

  if (!ahadi_import_keep_find (self->vault, name, &reason, error))
    return FALSE;
  if (self->preview || self->retried != NULL || reason == NULL ||
      strcmp (reason, AHADI_IMPORT_SPOILT) == 0 ||
      ahadi_set_aside_is_whole (self->vault, name))
    return TRUE;

  self->result->healed = TRUE;
  return move_copy (self, name, error);
}

gboolean
ahadi_import_keep_let_go (AhadiImportJob *self, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *reason = NULL;
  gboolean taken_in = self->result->outcome == AHADI_OUTCOME_MERGED ||
                      self->result->outcome == AHADI_OUTCOME_DUPLICATE;

  if (self->preview || self->retried != NULL || !taken_in)
    return TRUE;

  name = make_name (self);
  if (!ahadi_import_keep_find (self->vault, name, &reason, error))
    return FALSE;
  if (g_strcmp0 (reason, AHADI_IMPORT_SPOILT) != 0)
    return TRUE;

  return ahadi_set_aside_remove (self->vault, name, error);
}

gboolean
ahadi_import_keep_bundle (AhadiImportJob *self, const char *reason, GError **error)
{
  g_autofree char *name = make_name (self);
  char bundle[AHADI_ID_TEXT_SIZE];
  char device[AHADI_ID_TEXT_SIZE];
  AhadiSetAside entry = {
    .name = name,
    .bundle = bundle,
    .device = device,
    .reason = (char *) reason,
    .time = ahadi_wall_clock_ms (),
  };

  print_ids (self, bundle, device);
  return move_copy (self, name, error) &&
         ahadi_set_aside_add (self->vault, &entry, error);
}

static gboolean
is_sealed_for (AhadiImportJob *self, const AhadiManifestPart *part)
{
  GPtrArray *entries = ahadi_directory_get_entries (self->verdict.directory);

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = entries->pdata[i];
      g_autofree char *recipient = NULL;

      if (!ahadi_role_is_office (entry->role) || entry->state != AHADI_DEVICE_ACTIVE)
        continue;

      recipient = ahadi_age_recipient_to_string (&entry->recipient);
      if (g_strv_contains ((const char *const *) part->recipients, recipient))
        return TRUE;
    }

  return FALSE;
}

/*
 * A part that was sealed to nobody, because its office had no holder, is no reason to
 * keep anything. A newer directory than ours may know holders that we do not.
 */
gboolean
ahadi_import_keep_is_needed (AhadiImportJob *self)
{
  const AhadiManifest *manifest = self->verdict.manifest;
  gboolean newer =
      manifest->directory_version > ahadi_directory_get_version (self->verdict.directory);

  if (!ahadi_role_is_office (ahadi_identity_get_role (self->identity)) ||
      ahadi_manifest_is_reply (manifest))
    return FALSE;

  for (guint i = 0; i < manifest->parts->len; i++)
    {
      const AhadiManifestPart *part =
          &g_array_index (manifest->parts, AhadiManifestPart, i);

      if (!ahadi_import_job_get_part (self, i)->opened &&
          (newer || is_sealed_for (self, part)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_whole_merge (AhadiImportJob *self, const AhadiJournalEntry *entry)
{
  char bundle[AHADI_ID_TEXT_SIZE];
  char device[AHADI_ID_TEXT_SIZE];

  print_ids (self, bundle, device);
  return strcmp (entry->direction, "in") == 0 && strcmp (entry->outcome, "merged") == 0 &&
         *entry->reason == 0 && strcmp (entry->bundle, bundle) == 0 &&
         strcmp (entry->device, device) == 0;
}

/*
 * A bundle's id is its author's choice: another device could use one it saw, so the
 * author counts too. And a merge that refused a part (made by a newer program, say) may
 * be tried again.
 */
gboolean
ahadi_import_keep_is_known (AhadiImportJob *self, gboolean *known, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;

  if (!ahadi_journal_has_merged (self->vault, &self->result->bundle, known, error))
    return FALSE;
  if (!*known)
    return TRUE;

  entries = ahadi_journal_list (self->vault, 0, error);
  if (entries == NULL)
    return FALSE;

  *known = FALSE;
  for (guint i = 0; i < entries->len && !*known; i++)
    *known = is_whole_merge (self, entries->pdata[i]);

  return TRUE;
}

gboolean
ahadi_import_keep_card (AhadiImportJob *self, GError **error)
{
  const AhadiCard *card = self->verdict.newer_card;

  if (card == NULL)
    return TRUE;

  self->result->newer_card = TRUE;
  return ahadi_card_store (self->vault, card->bytes, card->directory, error);
}

void
ahadi_import_keep_take_back (AhadiImportJob *self)
{
  if (self->made != NULL)
    g_unlink (self->made);
  for (guint i = 0; i < self->moved->len; i++)
    g_unlink (self->moved->pdata[i]);

  g_ptr_array_set_size (self->moved, 0);
  g_clear_pointer (&self->made, g_free);
}

static gboolean
end_transaction (AhadiImportJob *self, gboolean done, GError **error)
{
  if (!done || self->preview)
    ahadi_vault_rollback (self->vault);
  else
    done = ahadi_vault_commit (self->vault, error);

  if (!done || self->preview)
    ahadi_import_keep_take_back (self);
  return done;
}

gboolean
ahadi_import_keep_transaction (AhadiImportJob *self, AhadiImportFunc func, GError **error)
{
  if (!ahadi_vault_begin (self->vault, error))
    return FALSE;

  return end_transaction (self, func (self, error), error);
}
