/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "ahadi-crypto-error.h"
#include "ahadi-crypto-init.h"
#include "base/ahadi-base.h"

#define LINE_LIMIT 1024
#define MARK_SIZE 3

struct _AhadiSecret
{
  gatomicrefcount references;
  gboolean locked;
  gsize size;
  guint8 *bytes;
};

G_DEFINE_BOXED_TYPE (AhadiSecret, ahadi_secret, ahadi_secret_ref, ahadi_secret_unref)

AhadiSecret *
ahadi_secret_new (gsize size)
{
  AhadiSecret *self = g_new0 (AhadiSecret, 1);

  self->bytes = sodium_malloc (size);
  if (!self->bytes)
    g_error ("cannot allocate %" G_GSIZE_FORMAT " bytes of guarded memory", size);

  /* sodium_malloc() does not tell whether its mlock() worked. Locks do not nest, so a
     second one asks that question and changes nothing else. */
  self->locked = sodium_mlock (self->bytes, size) == 0;
  self->size = size;
  g_atomic_ref_count_init (&self->references);
  /* sodium_malloc() fills with 0xdb, sodium_mlock() does not touch the content. */
  sodium_memzero (self->bytes, size);
  return self;
}

AhadiSecret *
ahadi_secret_new_from (gconstpointer bytes, gsize size)
{
  AhadiSecret *self = ahadi_secret_new (size);

  if (size > 0)
    memcpy (self->bytes, bytes, size);
  return self;
}

AhadiSecret *
ahadi_secret_new_random (gsize size)
{
  AhadiSecret *self = ahadi_secret_new (size);

  ahadi_random_bytes (self->bytes, size);
  return self;
}

AhadiSecret *
ahadi_secret_ref (AhadiSecret *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ahadi_secret_unref (AhadiSecret *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  /* Wipes, unlocks and unmaps. */
  sodium_free (self->bytes);
  g_free (self);
}

guint8 *
ahadi_secret_get_bytes (AhadiSecret *self)
{
  return self->bytes;
}

gsize
ahadi_secret_get_size (AhadiSecret *self)
{
  return self->size;
}

gboolean
ahadi_secret_is_locked (AhadiSecret *self)
{
  return self->locked;
}

/* Fills @buffer from @fd until it is full or the file ends; -1 with errno. */
static gssize
read_some (int fd, AhadiSecret *buffer)
{
  gsize n = 0;

  while (n < buffer->size)
    {
      gssize step = read (fd, buffer->bytes + n, buffer->size - n);

      if (step < 0 && errno == EINTR)
        continue;
      if (step < 0)
        return -1;
      if (step == 0)
        break;
      n += (gsize) step;
    }
  return (gssize) n;
}

static gssize
read_path (const char *path, AhadiSecret *buffer, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  gssize n = fd < 0 ? -1 : read_some (fd, buffer);

  if (n < 0)
    ahadi_base_error_set_errno (error, errno, "read passphrase file", path);
  if (fd >= 0)
    (void) close (fd);
  return n;
}

/* What editors of other systems put around a line, unseen: a mark before it and a CR
 * behind. Returns: where the line itself begins. */
static const guint8 *
find_line (const guint8 *bytes, gsize size, gsize *length)
{
  static const guint8 mark[MARK_SIZE] = { 0xef, 0xbb, 0xbf };
  const guint8 *end;

  if (size >= MARK_SIZE && memcmp (bytes, mark, MARK_SIZE) == 0)
    {
      bytes += MARK_SIZE;
      size -= MARK_SIZE;
    }

  end = memchr (bytes, '\n', size);
  *length = end != NULL ? (gsize) (end - bytes) : size;
  if (*length > 0 && bytes[*length - 1] == '\r')
    --*length;
  return bytes;
}

AhadiSecret *
ahadi_secret_read_file (const char *path, GError **error)
{
  g_autoptr (AhadiSecret) buffer = ahadi_secret_new (MARK_SIZE + LINE_LIMIT + 2);
  gssize n = read_path (path, buffer, error);
  const guint8 *line;
  gsize length;

  if (n < 0)
    return NULL;

  line = find_line (buffer->bytes, (gsize) n, &length);
  if (length == 0 || length > LINE_LIMIT)
    {
      g_set_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                   "cannot read passphrase file “%s”: its first line is %s", path,
                   length == 0 ? "empty" : "longer than 1024 bytes");
      return NULL;
    }
  return ahadi_secret_new_from (line, length);
}
