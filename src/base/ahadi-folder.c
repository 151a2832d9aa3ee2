/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "ahadi-base-error.h"

gboolean
ahadi_folder_is_link (const char *path)
{
  struct stat info;

  return lstat (path, &info) == 0 && S_ISLNK (info.st_mode);
}

gboolean
ahadi_folder_make_own (const char *path, GError **error)
{
  struct stat info;

  if (mkdir (path, 0700) != 0 && errno != EEXIST)
    {
      ahadi_base_error_set_errno (error, errno, "make folder", path);
      return FALSE;
    }
  if (ahadi_folder_is_link (path))
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LINK,
                   "cannot use “%s”: a link stands in its place", path);
      return FALSE;
    }
  if (lstat (path, &info) != 0 || !S_ISDIR (info.st_mode))
    {
      ahadi_base_error_set_errno (error, ENOTDIR, "use", path);
      return FALSE;
    }
  return TRUE;
}

/* The folder called @name in @parent (a descriptor, or AT_FDCWD), never through a link.
 */
static DIR *
open_folder (int parent, const char *name)
{
  int fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *dir = fd >= 0 ? fdopendir (fd) : NULL;

  if (dir == NULL && fd >= 0)
    close (fd);
  return dir;
}

/* All are read before anything is removed: what a folder lists while it changes is left
 * open. */
static GPtrArray *
read_names (DIR *dir)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  struct dirent *entry;

  while ((entry = readdir (dir)) != NULL)
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
      g_ptr_array_add (names, g_strdup (entry->d_name));

  return names;
}

GPtrArray *
ahadi_folder_list (const char *path)
{
  DIR *dir = open_folder (AT_FDCWD, path);
  GPtrArray *names;

  if (dir == NULL)
    return g_ptr_array_new_with_free_func (g_free);

  names = read_names (dir);
  closedir (dir);
  return names;
}

void
ahadi_folder_empty (const char *path)
{
  DIR *dir = open_folder (AT_FDCWD, path);
  g_autoptr (GPtrArray) names = NULL;

  if (dir == NULL)
    return;

  names = read_names (dir);
  for (guint i = 0; i < names->len; i++)
    (void) unlinkat (dirfd (dir), names->pdata[i], 0);
  closedir (dir);
}

static void
remove_at (int parent, const char *name)
{
  DIR *dir = open_folder (parent, name);
  g_autoptr (GPtrArray) names = NULL;

  if (dir == NULL)
    {
      (void) unlinkat (parent, name, 0);
      return;
    }

  names = read_names (dir);
  for (guint i = 0; i < names->len; i++)
    remove_at (dirfd (dir), names->pdata[i]);
  closedir (dir);
  (void) unlinkat (parent, name, AT_REMOVEDIR);
}

void
ahadi_folder_remove_tree (const char *path)
{
  remove_at (AT_FDCWD, path);
}

const char *
ahadi_folder_access_to_word (AhadiFolderAccess access)
{
  static const char *const words[] = {
    [AHADI_FOLDER_OWN] = "own",
    [AHADI_FOLDER_MENDED] = "mended",
    [AHADI_FOLDER_OF_OTHERS] = "others",
  };

  g_return_val_if_fail (access < G_N_ELEMENTS (words), "others");

  return words[access];
}

/* Sticks: there everything is of whoever put the stick in, and open to all or to nobody
 * by how it was put in. */
static gboolean
has_no_modes (int fd)
{
  struct statfs disk;

  return fstatfs (fd, &disk) == 0 &&
         (disk.f_type == MSDOS_SUPER_MAGIC || disk.f_type == EXFAT_SUPER_MAGIC);
}

static gboolean
is_open_to_others (const struct stat *info)
{
  return (info->st_mode & (S_IRWXG | S_IRWXO)) != 0;
}

static AhadiFolderAccess
keep_to_owner (int fd)
{
  struct stat info;

  if (fstat (fd, &info) != 0 || has_no_modes (fd))
    return AHADI_FOLDER_OWN;
  if (info.st_uid != geteuid ())
    return AHADI_FOLDER_OF_OTHERS;
  if (!is_open_to_others (&info))
    return AHADI_FOLDER_OWN;

  /* Where an owner can't change it, or it does not last, that disk knows no modes. */
  return fchmod (fd, S_IRWXU) == 0 && fstat (fd, &info) == 0 && !is_open_to_others (&info)
             ? AHADI_FOLDER_MENDED
             : AHADI_FOLDER_OWN;
}

AhadiFolderAccess
ahadi_folder_keep_to_owner (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  AhadiFolderAccess access;

  if (fd < 0)
    return AHADI_FOLDER_OWN;

  access = keep_to_owner (fd);
  close (fd);
  return access;
}
