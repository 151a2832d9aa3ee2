/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/ahadi-crypto.h"

#include "ahadi-ticker.h"

G_BEGIN_DECLS

/* How much is read or written at a time. */
#define AHADI_IO_CHUNK (64 * 1024)

/* Returns: (transfer full): a new file, mode 0600, that must not exist.
 * Errors: the system's codes of AHADI_BASE_ERROR. */
GOutputStream *ahadi_io_create (const char *path,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): a regular file from its start; anything else, a folder or a
 * pipe, is AHADI_BASE_ERROR_IS_FOLDER or AHADI_BASE_ERROR_NOT_FILE. */
GInputStream *ahadi_io_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is read from @file then comes off the disk, where the system allows, and not out
 * of memory. */
void ahadi_io_drop_cache (GInputStream *file);

/* fsync of a file of ahadi_io_create() that is not yet closed. */
gboolean ahadi_io_sync (GOutputStream *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Copies @in to @out to its end; @ticker is advanced by bytes. Neither stream is closed.
 */
gboolean ahadi_io_copy (GInputStream *in,
                        GOutputStream *out,
                        AhadiTicker *ticker,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* BLAKE2b-256 of the file at @path as the disk gives it back: cached pages are dropped
 * first where the system allows. */
gboolean ahadi_io_hash (const char *path,
                        AhadiTicker *ticker,
                        guint8 digest[AHADI_HASH_SIZE],
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a file that starts with @bytes is an age v1 file at all:
 * AHADI_SYNC_ERROR_FOREIGN if not. */
gboolean ahadi_io_check_age (const void *bytes,
                             gsize size,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @error is about this machine (disk, database, cancellation) and not about the
 * bytes that were read. */
gboolean ahadi_io_error_is_ours (const GError *error);

G_END_DECLS
