/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ahadi-carry.h"
#include "ahadi-import-job.h"
#include "ahadi-sync-error.h"

/* The newest reply of an office for a laptop that is carried: its file. */
#define REPLY_SETTING "carry-reply/"

static gboolean
is_field (AhadiImportJob *self)
{
  return !ahadi_role_is_office (ahadi_identity_get_role (self->identity));
}

static gboolean
is_own (AhadiImportJob *self)
{
  return ahadi_id_equal (&self->verdict.author->device,
                         ahadi_identity_get_device (self->identity));
}

/* The part of a reply that is for one laptop alone; NULL in a field bundle. */
static const AhadiManifestPart *
find_device_part (AhadiImportJob *self, gboolean *opened)
{
  const AhadiManifest *manifest = self->verdict.manifest;

  for (guint i = 0; i < manifest->parts->len; i++)
    {
      const AhadiManifestPart *part =
          &g_array_index (manifest->parts, AhadiManifestPart, i);

      if (part->audience != AHADI_AUDIENCE_DEVICE)
        continue;
      *opened = ahadi_import_job_get_part (self, i)->opened;
      return part;
    }

  return NULL;
}

/* A laptop carries what another of its branch sends or is sent. An office keeps what came
 * carried and has more inside: only one layer is taken apart. */
static gboolean
is_to_be_carried (AhadiImportJob *self)
{
  gboolean opened = FALSE;

  if (!is_field (self))
    return self->arrived && self->verdict.manifest->carry->len > 0;
  if (is_own (self))
    return FALSE;

  return find_device_part (self, &opened) == NULL || !opened;
}

/* --- keeping ------------------------------------------------------------------------ */

/* A reply holds all that those before it held: the one before it need not travel. */
static gboolean
replace_reply (AhadiImportJob *self, GError **error)
{
  gboolean opened;
  const AhadiManifestPart *part = find_device_part (self, &opened);
  g_autofree char *author = NULL;
  g_autofree char *setting = NULL;
  g_autofree char *name = NULL;
  guint8 id[AHADI_CARRY_ID_SIZE];
  GError *local = NULL;

  if (part == NULL)
    return TRUE;

  author = ahadi_id_to_string (&self->verdict.author->device);
  setting = g_strconcat (REPLY_SETTING, author, "/", part->recipients[0], NULL);
  name = ahadi_settings_get_text (self->vault, setting, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (name != NULL && ahadi_hex_decode (name, id, sizeof id) &&
      memcmp (id, self->bundle->digest, sizeof id) != 0 &&
      !ahadi_carry_forget (self->vault, id, error))
    return FALSE;

  g_free (name);
  name = g_new (char, 2 * AHADI_CARRY_ID_SIZE + 1);
  ahadi_hex_encode (self->bundle->digest, AHADI_CARRY_ID_SIZE, name);
  return ahadi_settings_set_text (self->vault, setting, name, error);
}

gboolean
ahadi_import_carry_keep (AhadiImportJob *self, GError **error)
{
  gboolean room;

  if (self->kept || self->preview || !is_to_be_carried (self))
    return TRUE;
  if (!replace_reply (self, error) ||
      !ahadi_carry_has_room (self->vault, self->bundle->size, &room, error))
    return FALSE;

  self->result->carry = room ? AHADI_CARRY_KEPT : AHADI_CARRY_FULL;
  self->kept = room;
  return !room || ahadi_import_keep_bundle (self, AHADI_CARRY_WAITS, error);
}

/* --- what came inside -------------------------------------------------------------- */

static gboolean
put_in_place (AhadiImportJob *self, const char *staged, const char *path, GError **error)
{
  if (!ahadi_file_commit (staged, path, error))
    return FALSE;

  g_ptr_array_add (self->moved, g_strdup (path));
  return TRUE;
}

/* Not yet looked at; the transaction's journal and it stand or fall together. */
static gboolean
move_member (AhadiImportJob *self, const AhadiStagedPart *member, GError **error)
{
  const char *folder = ahadi_vault_get_set_aside_folder (self->vault);
  g_autofree char *staged = ahadi_staging_get_path (self->staging, member->file);
  g_autofree char *device = ahadi_id_to_string (&self->verdict.author->device);
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *reason = NULL;
  char digits[2 * AHADI_CARRY_ID_SIZE + 1];
  AhadiSetAside entry = {
    .device = device,
    .reason = (char *) AHADI_CARRY_ARRIVED,
    .time = ahadi_wall_clock_ms (),
  };

  ahadi_hex_encode (member->digest, AHADI_CARRY_ID_SIZE, digits);
  name = g_strconcat (digits, ".ahadi", NULL);
  path = g_build_filename (folder, name, NULL);
  entry.name = name;

  if (!ahadi_import_keep_find (self->vault, name, &reason, error) ||
      (!ahadi_set_aside_is_whole (self->vault, name) &&
       !put_in_place (self, staged, path, error)))
    return FALSE;

  /* Here already, for a reason of its own. One that was damaged here is looked at anew.
   */
  if (reason != NULL && !g_str_equal (reason, AHADI_IMPORT_SPOILT))
    return is_field (self) || ahadi_carry_note (self->vault, device, digits, error);

  return ahadi_set_aside_add (self->vault, &entry, error);
}

gboolean
ahadi_import_carry_take (AhadiImportJob *self, GError **error)
{
  /* What we carried for others comes back with others' bundles too. */
  if (self->preview || self->arrived || is_own (self))
    return TRUE;

  for (guint i = 0; i < self->bundle->carry->len; i++)
    if (!move_member (self, &g_array_index (self->bundle->carry, AhadiStagedPart, i),
                      error))
      return FALSE;

  return TRUE;
}

gboolean
ahadi_import_carry_forget (AhadiImportJob *self, GError **error)
{
  for (guint i = 0; self->summaries != NULL && i < self->summaries->len; i++)
    {
      const AhadiPartSummary *summary = self->summaries->pdata[i];

      for (guint n = 0; summary != NULL && n < summary->carried->len; n++)
        {
          const AhadiId *id = &g_array_index (summary->carried, AhadiId, n);

          if (!ahadi_carry_forget (self->vault, id->bytes, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* --- what becomes of it ------------------------------------------------------------ */

static gboolean
set_reason (AhadiVault *vault,
            const AhadiSetAside *entry,
            const char *reason,
            GError **error)
{
  AhadiSetAside changed = *entry;

  changed.reason = (char *) reason;
  return ahadi_set_aside_add (vault, &changed, error);
}

/* From now on it is its author's, not its carrier's. */
static gboolean
set_waiting (AhadiVault *vault,
             const AhadiSetAside *entry,
             const AhadiImportResult *result,
             GError **error)
{
  g_autofree char *author =
      ahadi_id_is_zero (&result->device) ? NULL : ahadi_id_to_string (&result->device);
  AhadiSetAside changed = *entry;

  changed.device = author != NULL ? author : (char *) "";
  return set_reason (vault, &changed, ahadi_sync_error_to_word (result->reason->code),
                     error);
}

/* Nothing here opens it: a laptop carries it on, an office leaves that to the carrier. */
static gboolean
settle_foreign (AhadiVault *vault,
                const AhadiSetAside *entry,
                gboolean field,
                AhadiImportResult *result,
                GError **error)
{
  gboolean room = FALSE;

  if (field &&
      !ahadi_carry_has_room (vault, ahadi_carry_measure (vault, entry), &room, error))
    return FALSE;
  if (field)
    result->carry = room ? AHADI_CARRY_KEPT : AHADI_CARRY_FULL;

  return room ? set_reason (vault, entry, AHADI_CARRY_WAITS, error)
              : ahadi_set_aside_remove (vault, entry->name, error);
}

static gboolean
settle_refused (AhadiVault *vault,
                const AhadiSetAside *entry,
                gboolean field,
                AhadiImportResult *result,
                GError **error)
{
  if (g_error_matches (result->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US))
    return settle_foreign (vault, entry, field, result, error);

  /* Whoever carries it has it still. */
  return g_error_matches (result->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NEWER) ||
         ahadi_set_aside_remove (vault, entry->name, error);
}

gboolean
ahadi_import_carry_settle (AhadiVault *vault,
                           const AhadiSetAside *entry,
                           AhadiImportResult *result,
                           gboolean kept,
                           GError **error)
{
  g_autofree char *id = g_strndup (entry->name, 2 * AHADI_CARRY_ID_SIZE);
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (vault, error);
  gboolean field;

  if (identity == NULL)
    return FALSE;

  field = !ahadi_role_is_office (ahadi_identity_get_role (identity));
  if (result->outcome == AHADI_OUTCOME_REFUSED)
    return settle_refused (vault, entry, field, result, error);
  if (!field && !ahadi_carry_note (vault, entry->device, id, error))
    return FALSE;
  if (result->outcome == AHADI_OUTCOME_SET_ASIDE)
    return set_waiting (vault, entry, result, error);

  return kept || ahadi_set_aside_remove (vault, entry->name, error);
}
