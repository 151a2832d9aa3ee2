/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The payload of an age v1 file (C2SP age.md), which follows the header:
 *
 *   nonce[16] ‖ chunk 0 ‖ chunk 1 ‖ … ‖ final chunk
 *
 *   payload key = HKDF-SHA256 (file key, salt = nonce, info = "payload")
 *   chunk i     = ChaCha20-Poly1305 (payload key, i as 11 bytes big-endian ‖ last,
 *                 65,536 bytes): 65,552 bytes
 *   last        = 0x01 for the final chunk, which may be shorter; else 0x00
 *
 *  1. The nonce is whole. (Else the header is malformed, as the C2SP test kit has it.)
 *  2. Every chunk opens under its number and its flag.
 *  3. A chunk that is not full is the final one.
 *  4. The final chunk is empty only if it is the first.
 *  5. There is a final chunk, and nothing after it (the reader's duty).
 */
#include "ahadi-age-payload.h"

#include <sodium.h>

#include "ahadi-kdf.h"
#include "base/ahadi-base.h"

#define NONCE_SIZE crypto_aead_chacha20poly1305_ietf_NPUBBYTES
#define COUNTER_OFFSET                                                                   \
  3 /* the upper 3 of its 11 bytes stay 0: 64 bits number more than any disk holds */

G_STATIC_ASSERT (AHADI_AGE_TAG_SIZE == crypto_aead_chacha20poly1305_ietf_ABYTES);
G_STATIC_ASSERT (COUNTER_OFFSET + 8 + 1 == NONCE_SIZE);

struct _AhadiAgePayload
{
  AhadiSecret *key;
  guint64 counter;
};

AhadiAgePayload *
ahadi_age_payload_new (const guint8 file_key[AHADI_AGE_FILE_KEY_SIZE],
                       const guint8 nonce[AHADI_AGE_NONCE_SIZE])
{
  static const char info[] = "payload";
  AhadiAgePayload *self = g_new0 (AhadiAgePayload, 1);

  self->key = ahadi_secret_new (crypto_aead_chacha20poly1305_ietf_KEYBYTES);
  ahadi_hkdf_sha256 (file_key, AHADI_AGE_FILE_KEY_SIZE, nonce, AHADI_AGE_NONCE_SIZE, info,
                     sizeof info - 1, ahadi_secret_get_bytes (self->key),
                     ahadi_secret_get_size (self->key));
  return self;
}

void
ahadi_age_payload_free (AhadiAgePayload *self)
{
  if (!self)
    return;

  ahadi_secret_unref (self->key);
  g_free (self);
}

static void
make_nonce (guint64 number, gboolean final, guint8 nonce[NONCE_SIZE])
{
  for (guint i = 0; i < COUNTER_OFFSET; i++)
    nonce[i] = 0;
  ahadi_put_u64be (nonce + COUNTER_OFFSET, number);
  nonce[NONCE_SIZE - 1] = final ? 1 : 0;
}

static void
seal_as (const AhadiAgePayload *self,
         guint64 number,
         const guint8 *plain,
         gsize size,
         gboolean final,
         guint8 *sealed)
{
  guint8 nonce[NONCE_SIZE];

  make_nonce (number, final, nonce);
  crypto_aead_chacha20poly1305_ietf_encrypt (sealed, NULL, plain, size, NULL, 0, NULL,
                                             nonce, ahadi_secret_get_bytes (self->key));
}

static gboolean
open_as (const AhadiAgePayload *self,
         guint64 number,
         const guint8 *sealed,
         gsize size,
         guint8 *plain,
         gboolean final)
{
  guint8 nonce[NONCE_SIZE];

  make_nonce (number, final, nonce);
  return crypto_aead_chacha20poly1305_ietf_decrypt (
             plain, NULL, NULL, sealed, size, NULL, 0, nonce,
             ahadi_secret_get_bytes (self->key)) == 0;
}

/* --- one chunk ------------------------------------------------------------------- */

void
ahadi_age_payload_seal (AhadiAgePayload *self,
                        const guint8 *plain,
                        gsize size,
                        gboolean final,
                        guint8 *sealed)
{
  g_assert (size == AHADI_AGE_CHUNK_SIZE || (final && size < AHADI_AGE_CHUNK_SIZE));

  seal_as (self, self->counter, plain, size, final, sealed);
  self->counter++;
}

gboolean
ahadi_age_payload_open (AhadiAgePayload *self,
                        const guint8 *sealed,
                        gsize size,
                        guint8 *plain,
                        gboolean *final)
{
  gboolean full = size == AHADI_AGE_SEALED_CHUNK_SIZE;

  if (size < AHADI_AGE_TAG_SIZE || size > AHADI_AGE_SEALED_CHUNK_SIZE)
    return FALSE;
  if (size == AHADI_AGE_TAG_SIZE && self->counter > 0)
    return FALSE;

  /* A full chunk is the final one only once per file: the costly order is the rare one.
   */
  *final = !(full && open_as (self, self->counter, sealed, size, plain, FALSE));
  if (*final && !open_as (self, self->counter, sealed, size, plain, TRUE))
    return FALSE;

  self->counter++;
  return TRUE;
}

/* --- many, each by itself -------------------------------------------------------- */

typedef struct
{
  const AhadiAgePayload *payload;
  const guint8 *from;
  guint8 *to;
  gboolean opened[AHADI_AGE_BATCH];
  AhadiAgeMeanwhile meanwhile;
  gpointer data;
} Batch;

/* The first piece is what else is to be done: it may take longest. */
static void
seal_piece (guint piece, gpointer data)
{
  const Batch *batch = data;
  guint chunk = piece - 1;

  if (piece == 0)
    batch->meanwhile (batch->data);
  else
    seal_as (batch->payload, batch->payload->counter + chunk,
             batch->from + chunk * AHADI_AGE_CHUNK_SIZE, AHADI_AGE_CHUNK_SIZE, FALSE,
             batch->to + chunk * AHADI_AGE_SEALED_CHUNK_SIZE);
}

static void
open_piece (guint piece, gpointer data)
{
  Batch *batch = data;

  batch->opened[piece] = open_as (batch->payload, batch->payload->counter + piece,
                                  batch->from + piece * AHADI_AGE_SEALED_CHUNK_SIZE,
                                  AHADI_AGE_SEALED_CHUNK_SIZE,
                                  batch->to + piece * AHADI_AGE_CHUNK_SIZE, FALSE);
}

void
ahadi_age_payload_seal_batch (AhadiAgePayload *self,
                              const guint8 *plain,
                              guint n_chunks,
                              guint8 *sealed,
                              AhadiAgeMeanwhile meanwhile,
                              gpointer data)
{
  Batch batch = {
    .payload = self, .from = plain, .to = sealed, .meanwhile = meanwhile, .data = data
  };

  g_assert (n_chunks <= AHADI_AGE_BATCH);
  ahadi_crew_run (n_chunks + 1, seal_piece, &batch);
  self->counter += n_chunks;
}

guint
ahadi_age_payload_open_batch (AhadiAgePayload *self,
                              const guint8 *sealed,
                              guint n_chunks,
                              guint8 *plain)
{
  Batch batch = { .payload = self, .from = sealed, .to = plain };
  guint n = 0;

  g_assert (n_chunks <= AHADI_AGE_BATCH);
  ahadi_crew_run (n_chunks, open_piece, &batch);
  while (n < n_chunks && batch.opened[n])
    n++;
  self->counter += n;
  return n;
}
