/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiBaseError:
 * @AHADI_BASE_ERROR_SYNTAX: the text or bytes do not follow their grammar
 * @AHADI_BASE_ERROR_LIMIT: well formed so far, but above a stated size or depth
 * @AHADI_BASE_ERROR_NO_SPACE: the disk is full or nearly so; nothing was replaced
 * @AHADI_BASE_ERROR_NOT_FOUND: there is no such file, or no folder to put it in
 * @AHADI_BASE_ERROR_PERMISSION: this user may not
 * @AHADI_BASE_ERROR_READ_ONLY: the disk can only be read
 * @AHADI_BASE_ERROR_EXISTS: something of that name is there and was to be new
 * @AHADI_BASE_ERROR_IS_FOLDER: a folder where a file should be
 * @AHADI_BASE_ERROR_NOT_FOLDER: a file where a folder should be
 * @AHADI_BASE_ERROR_NOT_FILE: a pipe or a device where a file should be
 * @AHADI_BASE_ERROR_LINK: a link where a file or folder of our own should be; not
 * followed
 * @AHADI_BASE_ERROR_FILE_SIZE: larger than that disk lets a file be
 * @AHADI_BASE_ERROR_IO: the operating system refused for another reason; the message says
 *   which
 *
 * From NO_SPACE on they are the operating system's; elsewhere they are called "the
 * system's codes" and not listed again: nobody branches on them but who tells a person.
 */
typedef enum
{
  AHADI_BASE_ERROR_SYNTAX,
  AHADI_BASE_ERROR_LIMIT,
  AHADI_BASE_ERROR_NO_SPACE,
  AHADI_BASE_ERROR_NOT_FOUND,
  AHADI_BASE_ERROR_PERMISSION,
  AHADI_BASE_ERROR_READ_ONLY,
  AHADI_BASE_ERROR_EXISTS,
  AHADI_BASE_ERROR_IS_FOLDER,
  AHADI_BASE_ERROR_NOT_FOLDER,
  AHADI_BASE_ERROR_NOT_FILE,
  AHADI_BASE_ERROR_LINK,
  AHADI_BASE_ERROR_FILE_SIZE,
  AHADI_BASE_ERROR_IO,
} AhadiBaseError;

#define AHADI_BASE_ERROR (ahadi_base_error_quark ())
GQuark ahadi_base_error_quark (void);

/* What the errno @code means for whoever named the file. */
AhadiBaseError ahadi_base_error_from_errno (int code);

/* Sets that, as "cannot open “/a/path”: No such file or directory". */
void ahadi_base_error_set_errno (GError **error,
                                 int code,
                                 const char *action,
                                 const char *path);

G_END_DECLS
