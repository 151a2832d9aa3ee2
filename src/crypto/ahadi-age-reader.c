/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-age-reader.h"

#include <sodium.h>
#include <string.h>

#include "ahadi-age-payload.h"
#include "ahadi-crypto-error.h"

#define HEADER_STEP 4096
#define BATCH_SIZE ((gsize) AHADI_AGE_BATCH * AHADI_AGE_SEALED_CHUNK_SIZE)

struct _AhadiAgeReader
{
  GFilterInputStream parent_instance;

  AhadiAgePayload *payload;
  GBytes *ahead; /* of the payload, read with the header */
  gsize n_ahead; /* how much of it was used */

  guint8 *sealed; /* up to a batch of chunks */
  gsize sealed_start;
  gsize sealed_end;
  guint8 *plain;
  gsize plain_start; /* what lies between was not handed out yet */
  gsize plain_end;

  gboolean final;  /* the final chunk has been opened */
  gboolean ended;  /* and nothing follows it */
  GError *failure; /* told again at every later read */
};

G_DEFINE_FINAL_TYPE (AhadiAgeReader, ahadi_age_reader, G_TYPE_FILTER_INPUT_STREAM)

static void
set_malformed (GError **error, const char *what)
{
  g_set_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
               "cannot open age file: %s", what);
}

static void
set_corrupt (GError **error, const char *what)
{
  g_set_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT,
               "cannot read age file: %s", what);
}

/* Reads into @buffer until it holds the header and @beyond bytes more. Returns the
 * header's size, or 0 with an error. */
static gsize
read_header (GInputStream *base, GByteArray *buffer, gsize beyond, GError **error)
{
  gsize header_size = 0;

  while (header_size == 0 || buffer->len < header_size + beyond)
    {
      guint length = buffer->len;
      gssize n;

      if (header_size == 0 && length > AHADI_AGE_HEADER_LIMIT)
        {
          set_malformed (error, "its header is above 64 KiB");
          return 0;
        }
      g_byte_array_set_size (buffer, length + HEADER_STEP);
      n = g_input_stream_read (base, buffer->data + length, HEADER_STEP, NULL, error);
      if (n < 0)
        return 0;
      g_byte_array_set_size (buffer, length + (guint) n);
      if (n == 0)
        {
          set_malformed (error, "it ends within its header");
          return 0;
        }
      if (header_size == 0)
        header_size =
            ahadi_age_header_find_end ((const char *) buffer->data, buffer->len);
    }
  return header_size;
}

int
ahadi_age_count_stanzas (GInputStream *base, GError **error)
{
  g_autoptr (GByteArray) buffer = g_byte_array_new ();
  g_autoptr (AhadiAgeHeader) header = NULL;
  gsize header_size = read_header (base, buffer, 0, error);

  if (header_size == 0)
    return -1;
  header = ahadi_age_header_parse ((const char *) buffer->data, header_size, error);
  return header ? (int) header->stanzas->len : -1;
}

/* Up to @size bytes of the base, from what was read with the header first. */
static gboolean
read_base (AhadiAgeReader *self,
           guint8 *bytes,
           gsize size,
           gsize *n_read,
           GCancellable *cancellable)
{
  GInputStream *base =
      g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (self));
  gsize ahead_size;
  const guint8 *ahead = g_bytes_get_data (self->ahead, &ahead_size);
  gsize from_ahead = MIN (size, ahead_size - self->n_ahead);
  gsize from_base;

  if (from_ahead > 0)
    memcpy (bytes, ahead + self->n_ahead, from_ahead);
  self->n_ahead += from_ahead;
  if (!g_input_stream_read_all (base, bytes + from_ahead, size - from_ahead, &from_base,
                                cancellable, &self->failure))
    return FALSE;

  *n_read = from_ahead + from_base;
  return TRUE;
}

/* Opens the chunk that is no plain one of the middle: the final one, or a broken one. */
static void
open_chunk (AhadiAgeReader *self)
{
  gsize size = MIN (self->sealed_end - self->sealed_start, AHADI_AGE_SEALED_CHUNK_SIZE);

  if (!ahadi_age_payload_open (self->payload, self->sealed + self->sealed_start, size,
                               self->plain, &self->final))
    {
      set_corrupt (&self->failure, "it was changed or cut off");
      return;
    }
  self->sealed_start += size;
  self->plain_end = size - AHADI_AGE_TAG_SIZE;
}

/* Opens what comes next into self->plain: nothing if a final chunk is empty, or with
 * self->failure set. */
static void
open_batch (AhadiAgeReader *self, GCancellable *cancellable)
{
  guint n;

  self->plain_start = self->plain_end = 0;
  if (self->sealed_start == self->sealed_end)
    {
      self->sealed_start = 0;
      if (!read_base (self, self->sealed, BATCH_SIZE, &self->sealed_end, cancellable))
        return;
      if (self->sealed_end == 0)
        {
          set_corrupt (&self->failure, "it is cut off, its end is missing");
          return;
        }
    }

  n = (guint) ((self->sealed_end - self->sealed_start) / AHADI_AGE_SEALED_CHUNK_SIZE);
  n = ahadi_age_payload_open_batch (self->payload, self->sealed + self->sealed_start, n,
                                    self->plain);
  self->sealed_start += n * AHADI_AGE_SEALED_CHUNK_SIZE;
  self->plain_end = n * AHADI_AGE_CHUNK_SIZE;
  if (n == 0)
    open_chunk (self);
}

static void
check_end (AhadiAgeReader *self, GCancellable *cancellable)
{
  guint8 beyond;
  gsize n = self->sealed_end - self->sealed_start;

  if (n == 0 && !read_base (self, &beyond, 1, &n, cancellable))
    return;
  if (n > 0)
    set_corrupt (&self->failure, "something follows its end");
  else
    self->ended = TRUE;
}

static gsize
take_plain (AhadiAgeReader *self, guint8 *bytes, gsize count)
{
  gsize n = MIN (count, self->plain_end - self->plain_start);

  memcpy (bytes, self->plain + self->plain_start, n);
  self->plain_start += n;
  return n;
}

/* Returns how many bytes were put into @bytes; 0 at the end or with self->failure set. */
static gsize
read_some (AhadiAgeReader *self, guint8 *bytes, gsize count, GCancellable *cancellable)
{
  while (self->plain_start == self->plain_end && !self->final && !self->failure)
    open_batch (self, cancellable);
  if (self->plain_start < self->plain_end)
    return take_plain (self, bytes, count);

  if (!self->failure && !self->ended)
    check_end (self, cancellable);
  return 0;
}

static gssize
ahadi_age_reader_read (GInputStream *stream,
                       void *buffer,
                       gsize count,
                       GCancellable *cancellable,
                       GError **error)
{
  AhadiAgeReader *self = AHADI_AGE_READER (stream);
  gsize n = self->failure ? 0 : read_some (self, buffer, count, cancellable);

  if (self->failure)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return -1;
    }
  return (gssize) n;
}

/* GFilterInputStream would skip in the base. */
static gssize
ahadi_age_reader_skip (GInputStream *stream,
                       gsize count,
                       GCancellable *cancellable,
                       GError **error)
{
  guint8 skipped[4096];
  gssize n = ahadi_age_reader_read (stream, skipped, MIN (count, sizeof skipped),
                                    cancellable, error);

  sodium_memzero (skipped, sizeof skipped);
  return n;
}

static void
ahadi_age_reader_finalize (GObject *object)
{
  AhadiAgeReader *self = AHADI_AGE_READER (object);

  g_clear_pointer (&self->payload, ahadi_age_payload_free);
  g_clear_pointer (&self->ahead, g_bytes_unref);
  sodium_memzero (self->plain, AHADI_AGE_BATCH * AHADI_AGE_CHUNK_SIZE);
  g_free (self->plain);
  g_free (self->sealed);
  g_clear_error (&self->failure);
  G_OBJECT_CLASS (ahadi_age_reader_parent_class)->finalize (object);
}

static void
ahadi_age_reader_class_init (AhadiAgeReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  object_class->finalize = ahadi_age_reader_finalize;
  stream_class->read_fn = ahadi_age_reader_read;
  stream_class->skip = ahadi_age_reader_skip;
}

static void
ahadi_age_reader_init (AhadiAgeReader *self)
{
  self->plain = g_malloc (AHADI_AGE_BATCH * AHADI_AGE_CHUNK_SIZE);
  self->sealed = g_malloc (BATCH_SIZE);
}

static AhadiAgePayload *
open_header (const GByteArray *buffer,
             gsize header_size,
             AhadiAgeIdentity *const *identities,
             gsize n_identities,
             GError **error)
{
  g_autoptr (AhadiAgeHeader) header =
      ahadi_age_header_parse ((const char *) buffer->data, header_size, error);
  AhadiAgePayload *payload = NULL;
  guint8 file_key[AHADI_AGE_FILE_KEY_SIZE];

  if (!header)
    return NULL;

  if (ahadi_age_header_open (header, identities, n_identities, file_key, error))
    payload = ahadi_age_payload_new (file_key, buffer->data + header_size);
  sodium_memzero (file_key, sizeof file_key);
  return payload;
}

GInputStream *
ahadi_age_reader_new (GInputStream *base,
                      AhadiAgeIdentity *const *identities,
                      gsize n_identities,
                      GError **error)
{
  g_autoptr (GByteArray) buffer = g_byte_array_new ();
  gsize header_size = read_header (base, buffer, AHADI_AGE_NONCE_SIZE, error);
  AhadiAgePayload *payload;
  AhadiAgeReader *self;

  if (header_size == 0)
    return NULL;
  payload = open_header (buffer, header_size, identities, n_identities, error);
  if (!payload)
    return NULL;

  self = g_object_new (AHADI_TYPE_AGE_READER, "base-stream", base, NULL);
  self->payload = payload;
  self->n_ahead = header_size + AHADI_AGE_NONCE_SIZE;
  self->ahead = g_byte_array_free_to_bytes (g_steal_pointer (&buffer));
  return G_INPUT_STREAM (self);
}
