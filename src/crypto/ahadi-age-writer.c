/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-age-writer.h"

#include <sodium.h>
#include <string.h>

#include "ahadi-age-payload.h"
#include "ahadi-crypto-init.h"

#define BATCH_SIZE ((gsize) AHADI_AGE_BATCH * AHADI_AGE_CHUNK_SIZE)

struct _AhadiAgeWriter
{
  GFilterOutputStream parent_instance;

  AhadiAgePayload *payload;
  /* A batch waits here until more comes or the stream is closed: only then it is known
     whether its last chunk is the final one. */
  guint8 *plain;
  gsize n_plain;
  /* What was sealed last is written while the next batch is sealed. */
  guint8 *sealed;
  guint8 *waiting;
  gsize n_waiting;

  GError *failure;  /* of the first write that failed; the file is lost then */
  gboolean dropped; /* disposed of without having been closed */
};

G_DEFINE_FINAL_TYPE (AhadiAgeWriter, ahadi_age_writer, G_TYPE_FILTER_OUTPUT_STREAM)

static GOutputStream *
get_base (AhadiAgeWriter *self)
{
  return g_filter_output_stream_get_base_stream (G_FILTER_OUTPUT_STREAM (self));
}

static gboolean
report_failure (AhadiAgeWriter *self, GError **error)
{
  g_propagate_error (error, g_error_copy (self->failure));
  return FALSE;
}

typedef struct
{
  AhadiAgeWriter *writer;
  GCancellable *cancellable;
} Writing;

static void
write_waiting (gpointer data)
{
  Writing *writing = data;
  AhadiAgeWriter *self = writing->writer;

  g_output_stream_write_all (get_base (self), self->waiting, self->n_waiting, NULL,
                             writing->cancellable, &self->failure);
  self->n_waiting = 0;
}

/* Seals what waits: full chunks, and with @final the last of them or a shorter one. */
static gboolean
write_batch (AhadiAgeWriter *self, gboolean final, GCancellable *cancellable)
{
  guint n_full = (guint) (self->n_plain / AHADI_AGE_CHUNK_SIZE);
  gsize rest = self->n_plain % AHADI_AGE_CHUNK_SIZE;
  Writing writing = { self, cancellable };
  guint8 *sealed = self->sealed;
  gsize size;

  /* Not every base looks at its cancellable; a final chunk must not follow a cancelled
   * close. */
  if (g_cancellable_set_error_if_cancelled (cancellable, &self->failure))
    return FALSE;

  if (final && rest == 0 && n_full > 0)
    {
      n_full--;
      rest = AHADI_AGE_CHUNK_SIZE;
    }
  ahadi_age_payload_seal_batch (self->payload, self->plain, n_full, sealed, write_waiting,
                                &writing);
  size = n_full * AHADI_AGE_SEALED_CHUNK_SIZE;
  if (final)
    {
      ahadi_age_payload_seal (self->payload, self->plain + n_full * AHADI_AGE_CHUNK_SIZE,
                              rest, TRUE, sealed + size);
      size += rest + AHADI_AGE_TAG_SIZE;
    }
  self->n_plain = 0;
  self->sealed = self->waiting;
  self->waiting = sealed;
  self->n_waiting = size;
  if (final && self->failure == NULL)
    write_waiting (&writing);
  return self->failure == NULL;
}

/* Takes some of @bytes. Returns how many, 0 after a failure. */
static gsize
take_some (AhadiAgeWriter *self,
           const guint8 *bytes,
           gsize count,
           GCancellable *cancellable)
{
  gsize n;

  if (self->n_plain == BATCH_SIZE && !write_batch (self, FALSE, cancellable))
    return 0;

  n = MIN (count, BATCH_SIZE - self->n_plain);
  memcpy (self->plain + self->n_plain, bytes, n);
  self->n_plain += n;
  return n;
}

static gssize
ahadi_age_writer_write (GOutputStream *stream,
                        const void *buffer,
                        gsize count,
                        GCancellable *cancellable,
                        GError **error)
{
  AhadiAgeWriter *self = AHADI_AGE_WRITER (stream);
  const guint8 *bytes = buffer;
  gsize done = 0;

  while (done < count && !self->failure)
    done += take_some (self, bytes + done, count - done, cancellable);

  if (self->failure)
    {
      report_failure (self, error);
      return -1;
    }
  return (gssize) done;
}

static gboolean
write_final_chunk (AhadiAgeWriter *self, GCancellable *cancellable, GError **error)
{
  if (!self->failure && write_batch (self, TRUE, cancellable))
    g_output_stream_flush (get_base (self), cancellable, &self->failure);

  return self->failure ? report_failure (self, error) : TRUE;
}

static gboolean
ahadi_age_writer_close (GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  AhadiAgeWriter *self = AHADI_AGE_WRITER (stream);
  GOutputStreamClass *parent = G_OUTPUT_STREAM_CLASS (ahadi_age_writer_parent_class);
  gboolean whole = self->dropped || write_final_chunk (self, cancellable, error);

  /* The base is closed either way, but the first error is the one that is told. */
  return parent->close_fn (stream, cancellable, whole ? error : NULL) && whole;
}

static void
ahadi_age_writer_dispose (GObject *object)
{
  /* GOutputStream closes what is disposed of. A writer left by an early return must not
     make a whole file of what happened to be written by then. */
  AHADI_AGE_WRITER (object)->dropped = TRUE;

  G_OBJECT_CLASS (ahadi_age_writer_parent_class)->dispose (object);
}

static void
ahadi_age_writer_finalize (GObject *object)
{
  AhadiAgeWriter *self = AHADI_AGE_WRITER (object);

  g_clear_pointer (&self->payload, ahadi_age_payload_free);
  sodium_memzero (self->plain, BATCH_SIZE);
  g_free (self->plain);
  g_free (self->sealed);
  g_free (self->waiting);
  g_clear_error (&self->failure);
  G_OBJECT_CLASS (ahadi_age_writer_parent_class)->finalize (object);
}

static void
ahadi_age_writer_class_init (AhadiAgeWriterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GOutputStreamClass *stream_class = G_OUTPUT_STREAM_CLASS (klass);

  object_class->dispose = ahadi_age_writer_dispose;
  object_class->finalize = ahadi_age_writer_finalize;
  stream_class->write_fn = ahadi_age_writer_write;
  stream_class->close_fn = ahadi_age_writer_close;
}

static void
ahadi_age_writer_init (AhadiAgeWriter *self)
{
  self->plain = g_malloc (BATCH_SIZE);
  self->sealed = g_malloc (AHADI_AGE_BATCH * AHADI_AGE_SEALED_CHUNK_SIZE);
  self->waiting = g_malloc (AHADI_AGE_BATCH * AHADI_AGE_SEALED_CHUNK_SIZE);
}

/* Writes header and nonce under a new file key. Returns the payload that follows. */
static AhadiAgePayload *
begin_file (GOutputStream *base,
            const AhadiAgeRecipient *recipients,
            gsize n_recipients,
            GError **error)
{
  g_autoptr (AhadiAgePayload) payload = NULL;
  g_autoptr (GString) header = NULL;
  guint8 file_key[AHADI_AGE_FILE_KEY_SIZE];
  guint8 nonce[AHADI_AGE_NONCE_SIZE];

  ahadi_random_bytes (file_key, sizeof file_key);
  ahadi_random_bytes (nonce, sizeof nonce);
  payload = ahadi_age_payload_new (file_key, nonce);
  header = ahadi_age_header_print (file_key, recipients, n_recipients, error);
  sodium_memzero (file_key, sizeof file_key);
  if (!header)
    return NULL;

  g_string_append_len (header, (const char *) nonce, sizeof nonce);
  if (!g_output_stream_write_all (base, header->str, header->len, NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&payload);
}

GOutputStream *
ahadi_age_writer_new (GOutputStream *base,
                      const AhadiAgeRecipient *recipients,
                      gsize n_recipients,
                      GError **error)
{
  AhadiAgePayload *payload = begin_file (base, recipients, n_recipients, error);
  AhadiAgeWriter *self;

  if (!payload)
    return NULL;

  self = g_object_new (AHADI_TYPE_AGE_WRITER, "base-stream", base, NULL);
  self->payload = payload;
  return G_OUTPUT_STREAM (self);
}

guint64
ahadi_age_sealed_size (gsize n_recipients, guint64 plain_size)
{
  guint64 chunks = MAX (1, plain_size / AHADI_AGE_CHUNK_SIZE +
                               (plain_size % AHADI_AGE_CHUNK_SIZE != 0 ? 1 : 0));

  return ahadi_age_header_size (n_recipients) + AHADI_AGE_NONCE_SIZE + plain_size +
         chunks * AHADI_AGE_TAG_SIZE;
}
