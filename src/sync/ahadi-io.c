/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-io.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ahadi-base.h"

#include "ahadi-sync-error.h"

GOutputStream *
ahadi_io_create (const char *path, GError **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      ahadi_base_error_set_errno (error, errno, "create", path);
      return NULL;
    }

  return g_unix_output_stream_new (fd, TRUE);
}

GInputStream *
ahadi_io_open (const char *path, GError **error)
{
  /* O_NONBLOCK: a pipe with nobody at its other end must not hang us before fstat() says
   * what it is. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  struct stat info = { 0 };

  if (fd < 0)
    {
      ahadi_base_error_set_errno (error, errno, "open", path);
      return NULL;
    }
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      close (fd);
      g_set_error (error, AHADI_BASE_ERROR,
                   S_ISDIR (info.st_mode) ? AHADI_BASE_ERROR_IS_FOLDER
                                          : AHADI_BASE_ERROR_NOT_FILE,
                   "cannot open “%s”: not a regular file", path);
      return NULL;
    }

  return g_unix_input_stream_new (fd, TRUE);
}

void
ahadi_io_drop_cache (GInputStream *file)
{
  posix_fadvise (g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (file)), 0, 0,
                 POSIX_FADV_DONTNEED);
}

gboolean
ahadi_io_sync (GOutputStream *file, GError **error)
{
  int fd = g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (file));

  if (fsync (fd) == 0)
    return TRUE;

  ahadi_base_error_set_errno (error, errno, "sync", "the new file");
  return FALSE;
}

gboolean
ahadi_io_copy (GInputStream *in, GOutputStream *out, AhadiTicker *ticker, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (AHADI_IO_CHUNK);
  gsize n;

  do
    {
      if (!g_input_stream_read_all (in, buffer, AHADI_IO_CHUNK, &n, NULL, error) ||
          !g_output_stream_write_all (out, buffer, n, NULL, NULL, error) ||
          !ahadi_ticker_advance (ticker, n, error))
        return FALSE;
    }
  while (n == AHADI_IO_CHUNK);

  return TRUE;
}

gboolean
ahadi_io_hash (const char *path,
               AhadiTicker *ticker,
               guint8 digest[AHADI_HASH_SIZE],
               GError **error)
{
  g_autoptr (GInputStream) in = ahadi_io_open (path, error);
  g_autoptr (AhadiHash) hash = ahadi_hash_new (AHADI_HASH_SIZE);
  g_autofree guint8 *buffer = g_malloc (AHADI_IO_CHUNK);
  gsize n;

  if (in == NULL)
    return FALSE;

  ahadi_io_drop_cache (in);
  do
    {
      if (!g_input_stream_read_all (in, buffer, AHADI_IO_CHUNK, &n, NULL, error) ||
          !ahadi_ticker_advance (ticker, n, error))
        return FALSE;
      ahadi_hash_update (hash, buffer, n);
    }
  while (n == AHADI_IO_CHUNK);

  ahadi_hash_finish (hash, digest);
  return TRUE;
}

gboolean
ahadi_io_check_age (const void *bytes, gsize size, GError **error)
{
  static const char intro[] = "age-encryption.org/v1\n";

  if (size >= strlen (intro) && memcmp (bytes, intro, strlen (intro)) == 0)
    return TRUE;

  g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN,
                       "cannot open the file: it is not sealed as ours are");
  return FALSE;
}

gboolean
ahadi_io_error_is_ours (const GError *error)
{
  return error->domain != AHADI_SYNC_ERROR;
}
