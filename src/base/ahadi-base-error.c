/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-base-error.h"

#include <errno.h>

GQuark
ahadi_base_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-base-error-quark");
}

AhadiBaseError
ahadi_base_error_from_errno (int code)
{
  switch (code)
    {
    case ENOSPC:
    case EDQUOT:
      return AHADI_BASE_ERROR_NO_SPACE;
    case ENOENT:
      return AHADI_BASE_ERROR_NOT_FOUND;
    case EACCES:
    case EPERM:
      return AHADI_BASE_ERROR_PERMISSION;
    case EROFS:
      return AHADI_BASE_ERROR_READ_ONLY;
    case EEXIST:
    case ENOTEMPTY:
      return AHADI_BASE_ERROR_EXISTS;
    case EISDIR:
      return AHADI_BASE_ERROR_IS_FOLDER;
    case ENOTDIR:
      return AHADI_BASE_ERROR_NOT_FOLDER;
    case EFBIG:
      return AHADI_BASE_ERROR_FILE_SIZE;
    default:
      return AHADI_BASE_ERROR_IO;
    }
}

void
ahadi_base_error_set_errno (GError **error,
                            int code,
                            const char *action,
                            const char *path)
{
  g_set_error (error, AHADI_BASE_ERROR, (int) ahadi_base_error_from_errno (code),
               "cannot %s “%s”: %s", action, path, g_strerror (code));
}
