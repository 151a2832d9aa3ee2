/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-backup-codec.h"
#include "ahadi-progress.h"

G_BEGIN_DECLS

/*
 * A sealed backup (FORMAT.md section 14), read once from start to end. Hostile until it
 * was read whole: what is unpacked counts only then.
 */
typedef struct _AhadiBackupReader AhadiBackupReader;

/**
 * ahadi_backup_reader_new:
 *
 * Reads the key slots; no secret is needed.
 *
 * Returns: (transfer full): %NULL with %AHADI_SYNC_ERROR_FOREIGN, DAMAGED, NEWER, or the
 * system's codes.
 */
AhadiBackupReader *ahadi_backup_reader_new (const char *path,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_backup_reader_free (AhadiBackupReader *self);

/* Borrowed. Whose it is: uuid and generation, which anyone can read and nobody has proved
 * before it is open. */
AhadiSlots *ahadi_backup_reader_get_slots (AhadiBackupReader *self);

/* Borrowed: their file as it stands in the backup. */
GBytes *ahadi_backup_reader_get_slots_file (AhadiBackupReader *self);

/* Opens it with one of the vault's secrets and reads its list:
 * %AHADI_CRYPTO_ERROR_WRONG_SECRET, or DAMAGED, NEWER, MALFORMED of AHADI_SYNC_ERROR. */
gboolean ahadi_backup_reader_open (AhadiBackupReader *self,
                                   AhadiSlotType type,
                                   AhadiSecret *secret,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same with the key that the vault derives: see ahadi_backup_identity_new(). */
gboolean ahadi_backup_reader_open_as (AhadiBackupReader *self,
                                      AhadiAgeIdentity *identity,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Borrowed; once open. */
const AhadiBackupContent *ahadi_backup_reader_get_content (AhadiBackupReader *self);

/**
 * ahadi_backup_reader_unpack:
 * @database: new file for the database
 * @folder: (nullable): where the other files go, under their names; %NULL: they are only
 * checked
 * @step: what this reading is to whoever watches
 *
 * Reads the rest, compares every size and hash, and syncs what it writes.
 *
 * Returns: %FALSE with %AHADI_SYNC_ERROR_DAMAGED, the system's codes, or cancelled; what
 * was written is the caller's to remove.
 */
gboolean ahadi_backup_reader_unpack (AhadiBackupReader *self,
                                     const char *database,
                                     const char *folder,
                                     AhadiStep step,
                                     const AhadiProgress *progress,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The age identity that opens backups of the vault: @key is of
 * ahadi_vault_derive (AHADI_BACKUP_KEY_INFO). */
AhadiAgeIdentity *ahadi_backup_identity_new (AhadiSecret *key);

#define AHADI_BACKUP_KEY_INFO "ahadi/backup-age/v1"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiBackupReader, ahadi_backup_reader_free)

G_END_DECLS
