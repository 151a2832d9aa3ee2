/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-part-writer.h"

#include <string.h>
#include <zlib.h>

#include "ahadi-hash-stream.h"
#include "ahadi-io.h"

/* zlib itself and not GZlibCompressor: the bucket needs the exact length of the gzip
 * member, and the converter's stream hides it. */
#define GZIP_WINDOW (15 + 16)

struct _AhadiPartWriter
{
  GOutputStream *sealed; /* age, over hash, over the file */
  AhadiHashStream *hash;
  z_stream deflate;
  guint64 size; /* of the gzip member so far */
  guint8 buffer[AHADI_IO_CHUNK];
};

void
ahadi_part_writer_free (AhadiPartWriter *self)
{
  deflateEnd (&self->deflate);
  g_clear_object (&self->sealed);
  g_clear_object (&self->hash);
  g_free (self);
}

static gboolean
deflate_some (AhadiPartWriter *self, int flush, int *status, GError **error)
{
  gsize n;

  self->deflate.next_out = self->buffer;
  self->deflate.avail_out = sizeof self->buffer;
  *status = deflate (&self->deflate, flush);
  g_return_val_if_fail (*status != Z_STREAM_ERROR, FALSE);

  n = sizeof self->buffer - self->deflate.avail_out;
  self->size += n;
  return g_output_stream_write_all (self->sealed, self->buffer, n, NULL, NULL, error);
}

gboolean
ahadi_part_writer_add (AhadiPartWriter *self,
                       const char *lines,
                       gsize size,
                       GError **error)
{
  int status;

  self->deflate.next_in = (Bytef *) lines;
  self->deflate.avail_in = size;

  do
    {
      if (!deflate_some (self, Z_NO_FLUSH, &status, error))
        return FALSE;
    }
  while (self->deflate.avail_out == 0);

  return TRUE;
}

static gboolean
write_zeros (AhadiPartWriter *self, guint64 left, GError **error)
{
  memset (self->buffer, 0, sizeof self->buffer);

  while (left > 0)
    {
      gsize n = MIN (left, sizeof self->buffer);

      if (!g_output_stream_write_all (self->sealed, self->buffer, n, NULL, NULL, error))
        return FALSE;
      left -= n;
    }

  return TRUE;
}

gboolean
ahadi_part_writer_finish (AhadiPartWriter *self,
                          guint64 *size,
                          guint8 digest[AHADI_HASH_SIZE],
                          GError **error)
{
  int status;

  self->deflate.avail_in = 0;
  do
    {
      if (!deflate_some (self, Z_FINISH, &status, error))
        return FALSE;
    }
  while (status != Z_STREAM_END);

  if (!write_zeros (self, ahadi_part_bucket (self->size) - self->size, error) ||
      !g_output_stream_close (self->sealed, NULL, error))
    return FALSE;

  *size = ahadi_hash_stream_get_size (self->hash);
  ahadi_hash_stream_finish (self->hash, digest);
  return TRUE;
}

static gboolean
start (AhadiPartWriter *self, const AhadiPartHeader *header, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  int status = deflateInit2 (&self->deflate, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                             GZIP_WINDOW, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY);

  if (status != Z_OK)
    g_error ("out of memory for compression");

  ahadi_part_header_print (header, line);
  return ahadi_part_writer_add (self, line->str, line->len, error);
}

AhadiPartWriter *
ahadi_part_writer_new (AhadiStaging *staging,
                       const char *name,
                       const AhadiPartHeader *header,
                       const GArray *recipients,
                       GError **error)
{
  g_autoptr (AhadiPartWriter) self = g_new0 (AhadiPartWriter, 1);
  g_autoptr (GOutputStream) file = ahadi_staging_create (staging, name, error);

  if (file == NULL)
    return NULL;

  self->hash = ahadi_hash_stream_new (file);
  self->sealed = ahadi_age_writer_new (G_OUTPUT_STREAM (self->hash),
                                       (const AhadiAgeRecipient *) recipients->data,
                                       recipients->len, error);
  if (self->sealed == NULL || !start (self, header, error))
    return NULL;

  return g_steal_pointer (&self);
}
