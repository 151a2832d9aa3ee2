/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "model/ahadi-model.h"

G_BEGIN_DECLS

/* Seals one new file into the vault's `blobs/`. Only ciphertext reaches the disk. */
typedef struct _AhadiBlobWriter AhadiBlobWriter;

/* What the name of an unfinished file ends with. */
#define AHADI_BLOB_BEGUN_SUFFIX ".new"

/* Draws id and key, and notes the id, so that ahadi_blob_sweep() finds it whatever
 * happens. Errors: the store's, and the system's codes of AHADI_BASE_ERROR. */
AhadiBlobWriter *ahadi_blob_writer_new (AhadiVault *vault,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes the unfinished file. */
void ahadi_blob_writer_free (AhadiBlobWriter *self);

/* Seals @size bytes more: the file's, not its key's. */
gboolean ahadi_blob_writer_add (AhadiBlobWriter *self,
                                const void *bytes,
                                gsize size,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_blob_writer_finish:
 * @attachment: gets blob, key, size, ct_size and ct_blake2b
 *
 * fsync and rename: afterwards the whole file is there, or none. An empty file, or one
 * above %AHADI_ATTACHMENT_LIMIT, is %AHADI_BASE_ERROR_LIMIT.
 */
gboolean ahadi_blob_writer_finish (AhadiBlobWriter *self,
                                   AhadiRecord *attachment,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* BLAKE2b-256 of the sealed file at @path and its size. */
gboolean ahadi_blob_hash_file (const char *path,
                               guint64 *size,
                               guint8 digest[AHADI_ATTACHMENT_HASH_SIZE],
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiBlobWriter, ahadi_blob_writer_free)

G_END_DECLS
