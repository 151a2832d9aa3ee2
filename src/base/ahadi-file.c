/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "ahadi-base-error.h"

#define READ_STEP (64 * 1024)
#define NAME_TRIES 16

/* Closes the descriptor of a scope that is left early; errors were told already. */
static void
close_quietly (int *fd)
{
  int code = errno;

  if (*fd >= 0)
    (void) close (*fd);
  errno = code;
}

#define auto_close __attribute__ ((cleanup (close_quietly))) int

static gboolean
sync_and_close (int *fd)
{
  int closed = *fd;

  if (fsync (closed) != 0)
    return FALSE;
  /* Linux frees the descriptor whatever close() returns: it is never closed twice. */
  *fd = -1;
  return close (closed) == 0;
}

static gboolean
write_all (int fd, const guint8 *bytes, gsize size)
{
  while (size > 0)
    {
      gssize written = write (fd, bytes, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      bytes += written;
      size -= (gsize) written;
    }
  return TRUE;
}

/* Makes a file that did not exist, beside @path; its name goes to @temporary. */
static int
open_temporary (const char *path, int mode, char **temporary)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);

  for (int i = 0; i < NAME_TRIES; i++)
    {
      g_autofree char *candidate = g_strdup_printf ("%s/.%s.%08x%08x.tmp", folder, name,
                                                    g_random_int (), g_random_int ());
      int fd =
          open (candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);

      if (fd >= 0)
        *temporary = g_steal_pointer (&candidate);
      if (fd >= 0 || errno != EEXIST)
        return fd;
    }
  return -1;
}

static gboolean
write_temporary (int *fd, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return write_all (*fd, data, size) && sync_and_close (fd);
}

static gboolean
rename_and_sync (const char *temporary, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (rename (temporary, path) != 0)
    {
      ahadi_base_error_set_errno (error, errno, "replace", path);
      return FALSE;
    }
  return ahadi_folder_sync (folder, error);
}

gboolean
ahadi_file_replace (const char *path, GBytes *bytes, int mode, GError **error)
{
  g_autofree char *temporary = NULL;
  auto_close fd = open_temporary (path, mode, &temporary);

  if (fd < 0)
    {
      ahadi_base_error_set_errno (error, errno, "write beside", path);
      return FALSE;
    }

  if (!write_temporary (&fd, bytes))
    {
      ahadi_base_error_set_errno (error, errno, "write", path);
      (void) unlink (temporary);
      return FALSE;
    }
  if (!rename_and_sync (temporary, path, error))
    {
      /* Already gone if only the folder could not be synced. */
      (void) unlink (temporary);
      return FALSE;
    }
  return TRUE;
}

gboolean
ahadi_file_commit (const char *temporary, const char *path, GError **error)
{
  auto_close fd = open (temporary, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (fd < 0)
    {
      ahadi_base_error_set_errno (error, errno, "open", temporary);
      return FALSE;
    }
  if (!sync_and_close (&fd))
    {
      ahadi_base_error_set_errno (error, errno, "write", temporary);
      return FALSE;
    }
  return rename_and_sync (temporary, path, error);
}

/* Appends up to @limit + 1 bytes of @fd to @content. */
static gboolean
read_all (int fd, gsize limit, GByteArray *content)
{
  while (content->len <= limit)
    {
      gsize step = MIN (READ_STEP, limit - content->len + 1);
      guint length = content->len;
      gssize n;

      g_byte_array_set_size (content, length + (guint) step);
      n = read (fd, content->data + length, step);
      g_byte_array_set_size (content, length + (n > 0 ? (guint) n : 0));
      if (n == 0)
        return TRUE;
      if (n < 0 && errno != EINTR)
        return FALSE;
    }
  return TRUE;
}

/* Opening a pipe waits for a writer, and a device may never end. */
static gboolean
is_file (int fd, const char *path, GError **error)
{
  struct stat info;

  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    return TRUE;

  g_set_error (error, AHADI_BASE_ERROR,
               S_ISDIR (info.st_mode) ? AHADI_BASE_ERROR_IS_FOLDER
                                      : AHADI_BASE_ERROR_NOT_FILE,
               "cannot read “%s”: not a regular file", path);
  return FALSE;
}

GBytes *
ahadi_file_read (const char *path, gsize limit, GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  auto_close fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

  if (fd < 0)
    {
      ahadi_base_error_set_errno (error, errno, "open", path);
      return NULL;
    }
  if (!is_file (fd, path, error))
    return NULL;

  /* GByteArray counts in 32 bits; whoever reads larger files streams them. */
  limit = MIN (limit, (gsize) G_MAXINT32 - READ_STEP);
  if (!read_all (fd, limit, content))
    {
      ahadi_base_error_set_errno (error, errno, "read", path);
      return NULL;
    }
  if (content->len > limit)
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT,
                   "cannot read “%s”: longer than %" G_GSIZE_FORMAT " bytes", path,
                   limit);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

gboolean
ahadi_folder_make (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) != 0)
    {
      ahadi_base_error_set_errno (error, errno, "make folder", path);
      return FALSE;
    }
  return TRUE;
}

gboolean
ahadi_folder_sync (const char *path, GError **error)
{
  auto_close fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    {
      ahadi_base_error_set_errno (error, errno, "open folder", path);
      return FALSE;
    }
  /* Some file systems of USB sticks cannot sync a folder; there is nothing more to be
   * done there. */
  if (fsync (fd) != 0 && errno != EINVAL && errno != ENOTSUP)
    {
      ahadi_base_error_set_errno (error, errno, "sync folder", path);
      return FALSE;
    }
  return TRUE;
}

/* The disk of @path, or of its nearest parent that is there. */
static gboolean
find_disk (const char *path, struct statfs *disk)
{
  g_autofree char *folder = g_canonicalize_filename (path, NULL);

  while (statfs (folder, disk) != 0)
    {
      g_autofree char *child = g_steal_pointer (&folder);

      folder = g_path_get_dirname (child);
      if (g_str_equal (folder, child))
        return FALSE;
    }

  return TRUE;
}

guint64
ahadi_disk_free (const char *path)
{
  struct statfs disk;

  /* A disk that tells no size at all, as some of those in user space, tells no room
   * either. */
  if (!find_disk (path, &disk) || disk.f_blocks == 0 ||
      (disk.f_frsize > 0 && disk.f_bavail > G_MAXUINT64 / (guint64) disk.f_frsize))
    return G_MAXUINT64;
  return (guint64) disk.f_bavail * (guint64) disk.f_frsize;
}

guint64
ahadi_disk_file_limit (const char *path)
{
  struct statfs disk;

  return find_disk (path, &disk) && disk.f_type == MSDOS_SUPER_MAGIC ? G_MAXUINT32
                                                                     : G_MAXUINT64;
}

gboolean
ahadi_disk_require (const char *path, guint64 needed, GError **error)
{
  guint64 available = ahadi_disk_free (path);

  if (available < needed)
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NO_SPACE,
                   "cannot write “%s”: %" G_GUINT64_FORMAT
                   " bytes are needed, %" G_GUINT64_FORMAT " are free",
                   path, needed, available);
      return FALSE;
    }
  return TRUE;
}

void
ahadi_file_hold_standard (void)
{
  /* The wrong way round, so that using them fails as on a closed one. */
  static const int modes[] = {
    [STDIN_FILENO] = O_WRONLY,
    [STDOUT_FILENO] = O_RDONLY,
    [STDERR_FILENO] = O_RDONLY,
  };

  /* open() gives the lowest number that is free. */
  for (int fd = 0; fd < (int) G_N_ELEMENTS (modes); fd++)
    if (fcntl (fd, F_GETFD) < 0 && open ("/dev/null", modes[fd]) != fd)
      return;
}

/* GLib has no code for a quota that is used up: the system's own words are all it passes
 * on. */
static gboolean
is_quota (const GError *error)
{
  return (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED) ||
          g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_FAILED)) &&
         strstr (error->message, g_strerror (EDQUOT)) != NULL;
}

gboolean
ahadi_error_is_no_space (const GError *error)
{
  return g_error_matches (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NO_SPACE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
         g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC) || is_quota (error);
}
