/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-progress.h"
#include "store/ahadi-store.h"

G_BEGIN_DECLS

typedef struct
{
  const char *source; /* a sealed backup, or a folder of `backups/` */
  const char *folder; /* where the vault is to stand */
  AhadiSlotType type; /* which slot @secret is for */
  AhadiSecret *secret;
  gboolean replace; /* whether what stands there may be moved aside */
} AhadiRestore;

typedef struct
{
  gint64 time; /* ms since 1970, when the backup was made; 0 if nothing tells */
  char *aside; /* (nullable): where the vault that stood there is now */
  guint64 operations;
  AhadiFilesCheck files; /* those that the backup has not whole */
  gboolean knows_erased; /* what was erased since was known here, and stays erased */
} AhadiRestoreResult;

void ahadi_restore_result_clear (AhadiRestoreResult *self);

/**
 * ahadi_restore:
 * @result: (out): cleared by the caller
 *
 * Builds the vault beside its place, proves it whole (ahadi_backup_open()), and puts it
 * there in one step. What the vault that stands there knows to be erased is erased before
 * (FORMATS 4), if @secret opens it too. Its next write begins a new epoch: what was
 * written after the backup and not exported is not in it, and nothing is told twice.
 * Killed at any moment, what stands there is the old or the new, whole.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_EXISTS before any work if a vault stands there
 * and may not be replaced, BUSY if it is open, or the errors of ahadi_backup_open();
 * nothing is changed then.
 */
gboolean ahadi_restore (const AhadiRestore *self,
                        const AhadiProgress *progress,
                        AhadiRestoreResult *result,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiRestoreResult, ahadi_restore_result_clear)

G_END_DECLS
