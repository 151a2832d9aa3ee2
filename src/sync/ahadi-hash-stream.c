/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-hash-stream.h"

#include <string.h>

struct _AhadiHashStream
{
  GFilterOutputStream parent_instance;

  AhadiHash *hash; /* NULL once finished */
  guint64 size;
  guint8 digest[AHADI_HASH_SIZE];
};

G_DEFINE_FINAL_TYPE (AhadiHashStream, ahadi_hash_stream, G_TYPE_FILTER_OUTPUT_STREAM)

static gssize
ahadi_hash_stream_write (GOutputStream *stream,
                         const void *buffer,
                         gsize count,
                         GCancellable *cancellable,
                         GError **error)
{
  AhadiHashStream *self = AHADI_HASH_STREAM (stream);
  GOutputStream *base =
      g_filter_output_stream_get_base_stream (G_FILTER_OUTPUT_STREAM (self));
  gssize written;

  g_return_val_if_fail (self->hash != NULL, -1);

  written = g_output_stream_write (base, buffer, count, cancellable, error);
  if (written > 0)
    {
      ahadi_hash_update (self->hash, buffer, written);
      self->size += written;
    }

  return written;
}

static void
ahadi_hash_stream_finalize (GObject *object)
{
  AhadiHashStream *self = AHADI_HASH_STREAM (object);

  g_clear_pointer (&self->hash, ahadi_hash_free);

  G_OBJECT_CLASS (ahadi_hash_stream_parent_class)->finalize (object);
}

static void
ahadi_hash_stream_class_init (AhadiHashStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ahadi_hash_stream_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = ahadi_hash_stream_write;
}

static void
ahadi_hash_stream_init (AhadiHashStream *self)
{
  self->hash = ahadi_hash_new (AHADI_HASH_SIZE);
}

AhadiHashStream *
ahadi_hash_stream_new (GOutputStream *base)
{
  return g_object_new (AHADI_TYPE_HASH_STREAM, "base-stream", base, NULL);
}

guint64
ahadi_hash_stream_get_size (AhadiHashStream *self)
{
  return self->size;
}

void
ahadi_hash_stream_finish (AhadiHashStream *self, guint8 digest[AHADI_HASH_SIZE])
{
  if (self->hash != NULL)
    {
      ahadi_hash_finish (self->hash, self->digest);
      g_clear_pointer (&self->hash, ahadi_hash_free);
    }

  memcpy (digest, self->digest, AHADI_HASH_SIZE);
}
