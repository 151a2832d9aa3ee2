/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/ahadi-base.h"

G_BEGIN_DECLS

/*
 * A first look at where a command is to write, before anybody is asked for a passphrase
 * and before anything is made. What can only be found out by writing is still found out
 * then. Each fails with one of the system's codes of AHADI_BASE_ERROR.
 */

/* A folder that is to be written into; it and its parents may be missing. */
gboolean ahadi_paths_check_folder (const char *path,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A file that is to be written; it and its folder may be missing. */
gboolean ahadi_paths_check_target (const char *path,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a file that must not be there yet: EXISTS. */
gboolean ahadi_paths_check_new_target (const char *path,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
