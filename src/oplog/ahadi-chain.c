/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-chain.h"

#include <string.h>

#include "ahadi-oplog-error.h"
#include "crypto/ahadi-crypto.h"

/*
 * The chain of one stream (FORMATS 4). All hashes are BLAKE2b-256, all integers
 * big-endian.
 *
 *   h(0), over       size
 *     domain           16   "ahadi-stream-v1" and NUL
 *     org           1 + n   u8 length, bytes
 *     device           16
 *     epoch             4
 *     audience      1 + n   u8 length, bytes
 *     previous         32   last known head of the previous epoch, or zeros
 *
 *   h(i), over     offset  size
 *     domain            0    12   "ahadi-op-v1" and NUL
 *     device           12    16
 *     epoch            28     4
 *     audience         32     8   first bytes of the hash of its name
 *     seq              40     8
 *     hlc              48     8
 *     kind             56     8   first bytes of the hash of its name
 *     entity           64    16
 *     body             80    32   hash of its bytes, so that a body can be erased
 *     h(i-1)          112    32
 *
 * An operation continues a chain if
 *   C1 its seq is one more than that of the operation before;
 *   C2 h of the last one is the head that its author signed (for the segment's reader).
 */

#define LINK_SIZE 144
#define NAME_HASH_SIZE 8

static const char start_domain[] = "ahadi-stream-v1";
static const char link_domain[] = "ahadi-op-v1";

G_STATIC_ASSERT (sizeof start_domain == 16);
G_STATIC_ASSERT (sizeof link_domain == 12);
G_STATIC_ASSERT (AHADI_CHAIN_HASH_SIZE == AHADI_HASH_SIZE);

static void
hash_name (const char *name, guint8 hash[NAME_HASH_SIZE])
{
  guint8 digest[AHADI_HASH_SIZE];

  ahadi_hash_bytes (name, strlen (name), digest);
  memcpy (hash, digest, NAME_HASH_SIZE);
}

/* Hashed once: a bundle links hundreds of thousands of operations. */
static const guint8 *
get_kind_hash (AhadiKind kind)
{
  static guint8 hashes[AHADI_KIND_MAX + 1][NAME_HASH_SIZE];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 1; i <= AHADI_KIND_MAX; i++)
        hash_name (ahadi_kind_get_info ((AhadiKind) i)->name, hashes[i]);
      g_once_init_leave (&ready, 1);
    }

  return hashes[kind];
}

static void
begin (AhadiChain *self, const AhadiStreamId *stream)
{
  memcpy (self->device, stream->device.bytes, sizeof self->device);
  self->epoch = stream->epoch;
  hash_name (stream->audience, self->audience_hash);
}

void
ahadi_chain_start (AhadiChain *self,
                   const char *org,
                   const AhadiStreamId *stream,
                   const guint8 *previous_head)
{
  static const guint8 zeros[AHADI_CHAIN_HASH_SIZE] = { 0 };
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (192);

  begin (self, stream);
  self->seq = 0;

  g_byte_array_append (bytes, (const guint8 *) start_domain, sizeof start_domain);
  ahadi_stream_id_append (stream, org, bytes);
  g_byte_array_append (bytes, previous_head != NULL ? previous_head : zeros,
                       AHADI_CHAIN_HASH_SIZE);
  ahadi_hash_bytes (bytes->data, bytes->len, self->head);
}

void
ahadi_chain_resume (AhadiChain *self,
                    const AhadiStreamId *stream,
                    guint64 seq,
                    const guint8 head[AHADI_CHAIN_HASH_SIZE])
{
  begin (self, stream);
  self->seq = seq;
  memcpy (self->head, head, AHADI_CHAIN_HASH_SIZE);
}

gboolean
ahadi_chain_link (AhadiChain *self, const AhadiOperation *operation, GError **error)
{
  guint8 link[LINK_SIZE];

  if (operation->seq != self->seq + 1)
    {
      g_set_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_BROKEN_CHAIN,
                   "cannot link operation: %" G_GUINT64_FORMAT
                   " does not follow %" G_GUINT64_FORMAT,
                   operation->seq, self->seq);
      return FALSE;
    }

  memcpy (link, link_domain, sizeof link_domain);
  memcpy (link + 12, self->device, sizeof self->device);
  ahadi_put_u32be (link + 28, self->epoch);
  memcpy (link + 32, self->audience_hash, NAME_HASH_SIZE);
  ahadi_put_u64be (link + 40, operation->seq);
  ahadi_put_u64be (link + 48, operation->hlc);
  memcpy (link + 56, get_kind_hash (operation->kind), NAME_HASH_SIZE);
  memcpy (link + 64, operation->entity.bytes, AHADI_ID_SIZE);
  memcpy (link + 80, operation->body_hash, sizeof operation->body_hash);
  memcpy (link + 112, self->head, sizeof self->head);

  ahadi_hash_bytes (link, sizeof link, self->head);
  self->seq = operation->seq;
  return TRUE;
}
