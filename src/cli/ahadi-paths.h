/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A first look at what a command line names on the disk, before anybody is asked for a
 * passphrase and before anything is made: it tells apart what later would all be one
 * error of reading or writing. What can only be found out by doing it is still found out
 * then.
 *
 * Each fails with the G_IO_ERROR of its errno: NOT_FOUND, IS_DIRECTORY, NOT_DIRECTORY,
 * PERMISSION_DENIED, READ_ONLY; or NOT_REGULAR_FILE.
 */

/* A file that is to be read; a pipe is one too. */
gboolean ahadi_paths_check_source (const char *path,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A folder that is to be written into; it and its parents may be missing. */
gboolean ahadi_paths_check_folder (const char *path,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A file that is to be written; it and its folder may be missing. */
gboolean ahadi_paths_check_target (const char *path,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
