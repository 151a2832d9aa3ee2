/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-hash.h"

#include <sodium.h>

#include "base/ahadi-base.h"

G_STATIC_ASSERT (AHADI_HASH_SIZE == crypto_generichash_BYTES);

struct _AhadiHash
{
  crypto_generichash_state state;
  gsize size;
};

AhadiHash *
ahadi_hash_new (gsize size)
{
  /* The state wants an alignment of 64, which g_new() does not promise. */
  AhadiHash *self = g_aligned_alloc0 (1, sizeof (AhadiHash), G_ALIGNOF (AhadiHash));

  g_assert (size >= crypto_generichash_BYTES_MIN && size <= crypto_generichash_BYTES_MAX);
  self->size = size;
  crypto_generichash_init (&self->state, NULL, 0, size);
  return self;
}

void
ahadi_hash_update (AhadiHash *self, gconstpointer bytes, gsize size)
{
  crypto_generichash_update (&self->state, bytes, size);
}

void
ahadi_hash_update_u32be (AhadiHash *self, guint32 value)
{
  guint8 bytes[4];

  ahadi_put_u32be (bytes, value);
  ahadi_hash_update (self, bytes, sizeof bytes);
}

void
ahadi_hash_update_u64be (AhadiHash *self, guint64 value)
{
  guint8 bytes[8];

  ahadi_put_u64be (bytes, value);
  ahadi_hash_update (self, bytes, sizeof bytes);
}

void
ahadi_hash_finish (AhadiHash *self, guint8 *digest)
{
  int failed = crypto_generichash_final (&self->state, digest, self->size);

  /* It can only fail when called twice. */
  g_assert (!failed);
}

void
ahadi_hash_free (AhadiHash *self)
{
  if (!self)
    return;

  sodium_memzero (self, sizeof *self);
  g_aligned_free (self);
}

void
ahadi_hash_bytes (gconstpointer bytes, gsize size, guint8 digest[AHADI_HASH_SIZE])
{
  crypto_generichash (digest, AHADI_HASH_SIZE, bytes, size, NULL, 0);
}
