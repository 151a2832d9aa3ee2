/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-lost-device.h"

#include <string.h>

#define HOURS "breach-hours"
#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define DRAFT_MODE 0600

void
ahadi_lost_device_free (AhadiLostDevice *self)
{
  g_free (self->branch);
  g_free (self);
}

/* --- What is noted -------------------------------------------------------- */

/* @fallback where nothing is noted. */
static gboolean
read_number (
    AhadiVault *vault, const char *name, gint64 fallback, gint64 *number, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = ahadi_settings_get_text (vault, name, &local);

  *number = text != NULL ? g_ascii_strtoll (text, NULL, 10) : fallback;
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* --- What is known -------------------------------------------------------- */

static gboolean
find_last_bundle (AhadiVault *vault, const char *device, gint64 *time, GError **error)
{
  g_autoptr (GPtrArray) entries = ahadi_journal_list (vault, 0, error);

  if (entries == NULL)
    return FALSE;

  *time = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiJournalEntry *entry = entries->pdata[i];

      if (strcmp (entry->direction, "in") == 0 && strcmp (entry->device, device) == 0)
        *time = MAX (*time, entry->time);
    }

  return TRUE;
}

static char *
name_branch (AhadiDirectory *directory, const AhadiId *device)
{
  const AhadiDirectoryEntry *entry = ahadi_directory_find_device (directory, device);
  const AhadiBranch *branch =
      entry == NULL ? NULL : ahadi_directory_find_branch (directory, &entry->branch);

  return g_strdup (branch == NULL ? "" : branch->name);
}

static AhadiLostDevice *
look (AhadiVault *vault,
      AhadiDirectory *directory,
      const AhadiId *device,
      gint64 aware,
      GError **error)
{
  g_autoptr (AhadiLostDevice) self = g_new0 (AhadiLostDevice, 1);
  char id[AHADI_ID_TEXT_SIZE];
  gint64 hours;

  self->device = *device;
  self->branch = name_branch (directory, device);
  self->aware = aware;
  if (!read_number (vault, HOURS, AHADI_LOST_HOURS, &hours, error) ||
      !find_last_bundle (vault, ahadi_id_print (device, id), &self->last_bundle, error) ||
      !ahadi_holdings_of_device (vault, device, &self->holdings, error))
    return NULL;

  self->deadline = aware + hours * HOUR_MS;
  if (self->holdings.newest != 0)
    self->last_change = ahadi_hlc_to_ms (self->holdings.newest);
  return g_steal_pointer (&self);
}

/* --- The drafts ----------------------------------------------------------- */

static gboolean
write_draft (const char *folder, const char *name, char *text, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  return ahadi_file_replace (path, bytes, DRAFT_MODE, error);
}

static gboolean
write_drafts (const AhadiLostDevice *self, const char *folder, GError **error)
{
  return ahadi_folder_make (folder, error) &&
         write_draft (folder, "notice-to-the-commissioner.txt",
                      ahadi_lost_device_print_notice (self), error) &&
         write_draft (folder, "letter-to-the-people.txt",
                      ahadi_lost_device_print_letter (self), error);
}

/* --- Doors ---------------------------------------------------------------- */

/* The directory of a membership office. */
static AhadiDirectory *
load_directory (AhadiVault *vault, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (vault, &local);
  AhadiDirectory *directory = NULL;

  if (local == NULL && identity != NULL &&
      ahadi_identity_get_role (identity) == AHADI_ROLE_MEMBERSHIP)
    directory = ahadi_directory_load (vault, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (directory == NULL)
    g_set_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_ELSEWHERE,
                 "cannot look at a lost laptop: only the membership office does");
  return directory;
}

/* One that is not trusted any more can be lost, too. */
static gboolean
stop_trusting (AhadiVault *vault,
               const AhadiDirectoryEntry *entry,
               const char *reason,
               gint64 *aware,
               GError **error)
{
  if (entry->state != AHADI_DEVICE_ACTIVE)
    return ahadi_device_note_lost (vault, &entry->device, aware, error);

  return ahadi_device_revoke (vault, &entry->device, reason, *aware,
                              AHADI_DEVICE_CUT_LATER, error);
}

AhadiLostDevice *
ahadi_lost_device_declare (AhadiSession *session,
                           const AhadiId *device,
                           gint64 aware,
                           const char *reason,
                           const char *folder,
                           GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (AhadiLostDevice) self = NULL;
  const AhadiDirectoryEntry *entry;

  if (vault == NULL || (directory = load_directory (vault, error)) == NULL)
    return NULL;
  entry = ahadi_directory_find_device (directory, device);
  if (entry == NULL)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                   "cannot note a lost laptop: it is not in the directory");
      return NULL;
    }

  if (!stop_trusting (vault, entry, reason, &aware, error) ||
      (self = look (vault, directory, device, aware, error)) == NULL ||
      (folder != NULL && !write_drafts (self, folder, error)))
    return NULL;

  return g_steal_pointer (&self);
}

GPtrArray *
ahadi_lost_device_list (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_auto (GStrv) settings = NULL;

  if (vault == NULL || (directory = load_directory (vault, error)) == NULL ||
      (settings = ahadi_settings_list (vault, AHADI_DEVICE_LOST_PREFIX, error)) == NULL)
    return NULL;

  all = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_lost_device_free);
  for (gsize i = 0; settings[i] != NULL; i++)
    {
      AhadiLostDevice *one;
      AhadiId device;
      gint64 aware;

      if (!ahadi_id_parse (settings[i] + strlen (AHADI_DEVICE_LOST_PREFIX), &device,
                           NULL))
        continue;
      if (!read_number (vault, settings[i], 0, &aware, error) ||
          (one = look (vault, directory, &device, aware, error)) == NULL)
        return NULL;
      g_ptr_array_add (all, one);
    }

  return g_steal_pointer (&all);
}
