/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-progress.h"
#include "store/ahadi-store.h"

G_BEGIN_DECLS

/* Ends the name of every sealed backup. */
#define AHADI_BACKUP_SUFFIX ".ahadi-backup"

typedef struct
{
  gint64 time;           /* ms since 1970 */
  guint64 size;          /* bytes of the file */
  guint members;         /* files inside, the database among them */
  AhadiFilesCheck files; /* those that are not whole here, and so in the backup */
} AhadiBackupResult;

/**
 * ahadi_backup_write:
 * @path: a new file; missing folders are made
 *
 * Copies the database, seals it with `blobs/` and `set-aside/` into one file (FORMAT.md
 * section 14), reads that back from the disk, checks every hash, opens the database out
 * of it and compares counts; only then the file gets its name. Room is looked for first,
 * on both disks.
 *
 * Returns: %FALSE with %AHADI_BASE_ERROR_EXISTS, NO_SPACE (of AHADI_BASE_ERROR or
 * AHADI_STORE_ERROR), %AHADI_BASE_ERROR_FILE_SIZE, the system's codes,
 * CORRUPT or DAMAGED if what was read back is not what was written, or cancelled. No file
 * is left then.
 */
gboolean ahadi_backup_write (AhadiVault *vault,
                             const char *path,
                             const AhadiProgress *progress,
                             AhadiBackupResult *result,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
