/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-drill.h"

#include <string.h>

#include "ahadi-backup-opener.h"
#include "ahadi-sync-error.h"

static gboolean
compare (AhadiVault *vault,
         const AhadiOpenedBackup *opened,
         AhadiDrillResult *result,
         GError **error)
{
  guint64 ours;

  if (memcmp (ahadi_vault_get_uuid (opened->vault), ahadi_vault_get_uuid (vault), 16) !=
      0)
    {
      g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_OTHER_ORG,
                           "cannot compare the backup: it is of another vault");
      return FALSE;
    }

  if (!ahadi_vault_count_operations (vault, &ours, error))
    return FALSE;
  if (ours < opened->check.operations)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                   "the backup holds %" G_GUINT64_FORMAT
                   " operations, the vault only %" G_GUINT64_FORMAT,
                   opened->check.operations, ours);
      return FALSE;
    }

  if (opened->check.files.damaged + opened->check.files.missing > 0)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FILES,
                   "%" G_GUINT64_FORMAT
                   " files of the backup are damaged, %" G_GUINT64_FORMAT " are missing",
                   opened->check.files.damaged, opened->check.files.missing);
      return FALSE;
    }

  *result =
      (AhadiDrillResult){ opened->time, opened->check.operations, opened->check.rows,
                          opened->files, ours - opened->check.operations };
  return TRUE;
}

gboolean
ahadi_drill (AhadiVault *vault,
             const char *source,
             AhadiSlotType type,
             AhadiSecret *secret,
             const AhadiProgress *progress,
             AhadiDrillResult *result,
             GError **error)
{
  g_autofree char *place =
      g_build_filename (ahadi_vault_get_folder (vault), "drill", NULL);
  g_autoptr (AhadiVaultBuild) build = ahadi_vault_build_open (place, error);
  g_auto (AhadiOpenedBackup) opened = { NULL };

  return build != NULL &&
         ahadi_backup_open (source, ahadi_vault_build_get_folder (build), type, secret,
                            progress, &opened, error) &&
         compare (vault, &opened, result, error);
}
