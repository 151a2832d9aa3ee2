/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/ahadi-base.h"
#include "crypto/ahadi-crypto.h"

G_BEGIN_DECLS

/* Private to store/: the files of a vault's folder other than the database. */
#define AHADI_SLOTS_LIMIT (16 * 1024)

/* Returns: (transfer full): "<folder>/vault-<generation>.db" */
char *ahadi_vault_files_database (const char *folder, guint32 generation);

/* The generation that a database of this name is of; 0 for every other name. */
guint32 ahadi_vault_files_read_generation (const char *name);

/* Removes the databases of generations @first to @last, with their logs. */
void ahadi_vault_files_remove_databases (const char *folder, guint32 first, guint32 last);

/* Whether a database of another generation than @generation lies there. */
gboolean ahadi_vault_files_has_other_database (const char *folder, guint32 generation);

/**
 * ahadi_vault_files_lock:
 *
 * Returns: the open `lock` file, to be closed; -1 with %AHADI_STORE_ERROR_BUSY if another
 * process (or another opening in this one) holds it, NO_SPACE, FAILED, or
 * %AHADI_BASE_ERROR_PERMISSION or %AHADI_BASE_ERROR_READ_ONLY where this user may not
 * write.
 */
int ahadi_vault_files_lock (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_vault_files_open_slots:
 *
 * Reads `slots` and opens it with @secret. While `slots.bak` is there a change of secret
 * was cut short: then the old or the new secret opens, and the file that opened is the
 * one that stays.
 *
 * Returns: (transfer full): open; %NULL with the errors of crypto/ or base/, among them
 * %AHADI_CRYPTO_ERROR_CORRUPT for a file that is torn.
 */
AhadiSlots *ahadi_vault_files_open_slots (const char *folder,
                                          AhadiSlotType type,
                                          AhadiSecret *secret,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_vault_files_write_slots:
 * @secret: (nullable): one that must open what was written
 *
 * Keeps what was there as `slots.bak` until the new file has been read back, byte for
 * byte, and opened with @secret. What was there is there again when this fails.
 */
gboolean ahadi_vault_files_write_slots (const char *folder,
                                        AhadiSlots *slots,
                                        AhadiSlotType type,
                                        AhadiSecret *secret,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* NO_SPACE, or FAILED, if the disk of @folder has less than @needed bytes free: a full
 * disk is one error for callers of store/, whichever folder met it. */
gboolean ahadi_vault_files_require_space (const char *folder,
                                          guint64 needed,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* After the database has opened too: the file kept for the case that it would not, and
 * those that a killed change was writing. */
void ahadi_vault_files_drop_old_slots (const char *folder);

/* Whether a killed creation may have left what is here: no slots, no kept slots, no
 * backup. */
gboolean ahadi_vault_files_is_leftover (const char *folder);

/* Renames databases that lie there without slots: no one can open them, but slots may
 * turn up that can. */
gboolean ahadi_vault_files_move_leftovers (const char *folder,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes what a creation that failed has made. */
void ahadi_vault_files_remove_made (const char *folder);

/* Whether the files and folders that a vault has in @folder are that, before any of them
 * is opened: %AHADI_BASE_ERROR_LINK if one is a link, STRANGE if it is anything else. */
gboolean ahadi_vault_files_check_kinds (const char *folder,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): the path of the mark that a wipe has begun. */
char *ahadi_vault_files_wipe_mark (const char *folder);

G_END_DECLS
