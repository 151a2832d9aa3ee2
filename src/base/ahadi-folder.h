/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Folders of our own making, where somebody else may have laid something while we were
 * not looking: no link in their place, and none inside them, is ever followed. (A folder
 * that a person chose may well be a link; these are not for it.)
 */

/* Whether a link stands at @path, wherever it leads. */
gboolean ahadi_folder_is_link (const char *path);

/**
 * ahadi_folder_make_own:
 * @path: of a folder whose parent is there
 *
 * Makes it with mode 0700, or finds it made.
 *
 * Returns: %FALSE with %AHADI_BASE_ERROR_LINK if a link stands there, which is left as it
 *   is, or the system's codes.
 */
gboolean ahadi_folder_make_own (const char *path,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full) (element-type utf8): the names in @path, in no order; none if
 * that is no folder, or a link to one. */
GPtrArray *ahadi_folder_list (const char *path);

/* Removes the files in @path, and links themselves; folders in it stay. Does nothing if
 * @path is a link. As far as that can be done. */
void ahadi_folder_empty (const char *path);

/* Removes @path with all that is in it; of links the link only. As far as that can be
 * done. */
void ahadi_folder_remove_tree (const char *path);

/* Who of the users of this machine can reach into a folder. */
typedef enum
{
  AHADI_FOLDER_OWN,       /* its owner alone, or the disk can't tell */
  AHADI_FOLDER_MENDED,    /* others could; now its owner alone */
  AHADI_FOLDER_OF_OTHERS, /* it is another user's */
} AhadiFolderAccess;

const char *
ahadi_folder_access_to_word (AhadiFolderAccess access); /* "own", "mended", "others" */

/* Takes what others may do in the folder at @path away from them, where it is ours.
 * Sticks with FAT or exFAT keep no modes: nothing is done or told there. */
AhadiFolderAccess ahadi_folder_keep_to_owner (const char *path);

G_END_DECLS
