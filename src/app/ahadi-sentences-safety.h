/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-safety.h"
#include "ahadi-sentences.h"
#include "ahadi-words.h"

G_BEGIN_DECLS

/* Backups, drills and the way back in words, translated. All results are (transfer full).
 */

/* ahadi_sentence_for_error() where the file or folder is a backup. */
char *ahadi_sentence_for_backup_error (const GError *error);

/* "The backup of yesterday opens and is whole: …" */
char *ahadi_sentence_for_drill (const AhadiDrillResult *result);

/* Returns: (transfer full) (nullable): what is not whole of what was backed up. */
char *ahadi_sentence_for_backup (const AhadiBackupResult *result);
char *ahadi_sentence_for_check (const AhadiVaultCheck *check);

/* "The vault is back as it was … What was written after that backup and not exported is
 * not in it." */
char *ahadi_sentence_for_restore (const AhadiRestoreResult *result);

/* (transfer none) (nullable): who else could reach into the vault's folder. */
const char *ahadi_sentence_for_access (AhadiFolderAccess access);

/* When one was last made, and last tried. */
char *ahadi_sentence_last_backup (const AhadiSafety *safety);
char *ahadi_sentence_last_drill (const AhadiSafety *safety);

G_END_DECLS
