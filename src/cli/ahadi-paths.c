/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-paths.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
refuse (GError **error, const char *path, int code)
{
  ahadi_base_error_set_errno (error, code, "use", path);
  return FALSE;
}

gboolean
ahadi_paths_check_folder (const char *path, GError **error)
{
  g_autofree char *at = g_canonicalize_filename (path, NULL);
  struct stat info;

  /* What is missing is made below the first that is there. */
  while (stat (at, &info) != 0)
    {
      g_autofree char *child = g_steal_pointer (&at);

      if (errno != ENOENT)
        return refuse (error, child, errno);
      at = g_path_get_dirname (child);
    }

  if (!S_ISDIR (info.st_mode))
    return refuse (error, at, ENOTDIR);
  return access (at, W_OK | X_OK) == 0 || refuse (error, at, errno);
}

gboolean
ahadi_paths_check_target (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat info;

  if (stat (path, &info) != 0 || S_ISREG (info.st_mode))
    return ahadi_paths_check_folder (folder, error);
  if (S_ISDIR (info.st_mode))
    return refuse (error, path, EISDIR);

  /* It would be replaced: nobody wants that of a device or a pipe. */
  g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FILE,
               "cannot use “%s”: it is no file", path);
  return FALSE;
}

gboolean
ahadi_paths_check_new_target (const char *path, GError **error)
{
  struct stat info;

  if (!ahadi_paths_check_target (path, error))
    return FALSE;

  /* A link that leads nowhere would be replaced as well. */
  return lstat (path, &info) != 0 || refuse (error, path, EEXIST);
}
