/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ahadi_file_replace:
 * @path: the file
 * @bytes: its new content
 * @mode: permissions, e.g. 0600
 *
 * Writes a temporary file beside @path, fsync, rename, fsync of the folder: afterwards
 * @path holds either the old or the new content, whole, also after a power cut.
 *
 * Returns: %FALSE with one of the system's codes of %AHADI_BASE_ERROR; @path is then as
 * it was.
 */
gboolean ahadi_file_replace (const char *path, GBytes *bytes, int mode, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* As above for a file that was written and closed at @temporary in the same folder:
 * fsync, rename, fsync(dir). */
gboolean ahadi_file_commit (const char *temporary,
                            const char *path,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads at most @limit bytes; a longer file is %AHADI_BASE_ERROR_LIMIT. What is no
 * regular file is not read, nor waited for: %AHADI_BASE_ERROR_IS_FOLDER, or
 * %AHADI_BASE_ERROR_NOT_FILE. */
GBytes *
ahadi_file_read (const char *path, gsize limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* mkdir -p with mode 0700 for what it makes. */
gboolean ahadi_folder_make (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean ahadi_folder_sync (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Bytes free to this user on the disk of @path (which need not exist: its nearest parent
 * counts); G_MAXUINT64 if unknown. */
guint64 ahadi_disk_free (const char *path);

/* The largest file, in bytes, that the disk of @path takes (as there); G_MAXUINT64 if no
 * limit is known. FAT32, which most sticks have, takes 4 GiB less one byte. */
guint64 ahadi_disk_file_limit (const char *path);

/* AHADI_BASE_ERROR_NO_SPACE with both figures in the message, if less than @needed is
 * free at @path. */
gboolean ahadi_disk_require (const char *path,
                             guint64 needed,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes the places of standard input, output and error where they are closed, before any
 * file of ours could get their numbers and with them what was meant for the screen.
 * Reading and writing there goes on to fail. */
void ahadi_file_hold_standard (void);

/* Whether @error is a full disk in whichever domain (ours, G_IO_ERROR_NO_SPACE, ENOSPC,
 * EDQUOT). */
gboolean ahadi_error_is_no_space (const GError *error);

G_END_DECLS
