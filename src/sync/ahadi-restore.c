/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-restore.h"

#include <string.h>

#include "ahadi-backup-opener.h"

void
ahadi_restore_result_clear (AhadiRestoreResult *self)
{
  g_clear_pointer (&self->aside, g_free);
}

/* What stands at the place knows what was erased since the backup: it stays erased. One
 * that does not open, or is another vault, tells nothing. */
static AhadiVault *
open_present (const AhadiRestore *self, AhadiVault *restored)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiVault) present = NULL;

  if (!ahadi_vault_exists (self->folder))
    return NULL;

  present = ahadi_vault_open (self->folder, self->type, self->secret, &error);
  if (present == NULL)
    {
      g_info ("cannot ask the vault that stands there: %s", error->message);
      return NULL;
    }
  return memcmp (ahadi_vault_get_uuid (present), ahadi_vault_get_uuid (restored),
                 AHADI_ID_SIZE) == 0
             ? g_steal_pointer (&present)
             : NULL;
}

static gboolean
keep_erased (const AhadiRestore *self,
             AhadiVault *restored,
             AhadiRestoreResult *result,
             GError **error)
{
  g_autoptr (AhadiVault) present = open_present (self, restored);
  g_autoptr (GPtrArray) gone = NULL;

  if (present == NULL)
    return TRUE;
  if ((gone = ahadi_gone_list (present, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < gone->len; i++)
    if (!ahadi_gone_take (restored, gone->pdata[i], error))
      return FALSE;

  result->knows_erased = TRUE;
  return TRUE;
}

/* Closed at its end, so that all of it is on the disk before it gets its name. */
static gboolean
build (const AhadiRestore *self,
       const char *folder,
       const AhadiProgress *progress,
       AhadiRestoreResult *result,
       GError **error)
{
  g_auto (AhadiOpenedBackup) opened = { NULL };

  if (!ahadi_backup_open (self->source, folder, self->type, self->secret, progress,
                          &opened, error) ||
      !keep_erased (self, opened.vault, result, error) ||
      !ahadi_vault_forget_epoch (opened.vault, error))
    return FALSE;

  result->time = opened.time;
  result->operations = opened.check.operations;
  result->files = opened.check.files;
  return TRUE;
}

/* The names in its folders, as its files were. */
static gboolean
sync_folders (const char *folder, GError **error)
{
  static const char *const names[] = { "blobs", "set-aside", "." };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !ahadi_folder_sync (path, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_restore (const AhadiRestore *self,
               const AhadiProgress *progress,
               AhadiRestoreResult *result,
               GError **error)
{
  g_autoptr (AhadiVaultBuild) place = NULL;

  *result = (AhadiRestoreResult){ 0 };
  if (!self->replace && ahadi_vault_exists (self->folder))
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS,
                   "cannot restore: the folder holds a vault already");
      return FALSE;
    }

  place = ahadi_vault_build_open (self->folder, error);
  return place != NULL &&
         build (self, ahadi_vault_build_get_folder (place), progress, result, error) &&
         ahadi_progress_step (progress, AHADI_STEP_CHECK, 0, 0, error) &&
         sync_folders (ahadi_vault_build_get_folder (place), error) &&
         ahadi_vault_build_install (place, self->replace, &result->aside, error);
}
