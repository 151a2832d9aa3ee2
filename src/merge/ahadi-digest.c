/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-digest.h"

#include <string.h>

/*
 * What is hashed, all integers big-endian, all hashes SHA-256:
 *
 *   row, over
 *     kind        4
 *     entity     16
 *     fields      n   each that was ever written, in the kind's order
 *     end         1   zero
 *   field
 *     name    1 + n   u8 length, bytes
 *     hlc         8
 *     device     16
 *     epoch       4
 *     there       1   0 if the field was cleared; nothing follows then
 *     value   4 + n   u32 length, bytes
 *   sealed operation, over
 *     kind        4
 *     entity     16
 *     mark        1   255: no field's name is so long
 *     hlc         8
 *     device     16
 *     epoch       4
 *     body hash  32
 *   bucket, over
 *     rows        n   those with this number as the first byte of the hash of their
 *                     entity's 16 bytes, by kind and entity
 *     sealed      n   behind them the sealed operations, by kind, entity, stamp and body
 *                     hash
 *   digest, over
 *     domain     16   "ahadi-digest-v1" and NUL
 *     audience 1 + n  u8 length, bytes of its whole name
 *     buckets  8192   the hashes of buckets 0 to 255
 *
 * Fields go by name, so that a program that knows more fields has the same digest until
 * one of them is used. A row that was never written is no row.
 */

#define N_BUCKETS 256
#define SHA256_SIZE 32
#define SEALED_MARK 0xff

static const char digest_domain[] = "ahadi-digest-v1";

struct _AhadiDigest
{
  char *audience;
  GChecksum *buckets[N_BUCKETS]; /* NULL: nothing fell into it */
  GChecksum *entity_hash;
  GByteArray *encoded; /* reused for every row */
  AhadiKind last_kind; /* 0 before the first row */
  AhadiId last_entity;
};

AhadiDigest *
ahadi_digest_new (const char *audience)
{
  AhadiDigest *self = g_new0 (AhadiDigest, 1);

  g_assert (strlen (audience) < AHADI_AUDIENCE_TEXT_SIZE);

  self->audience = g_strdup (audience);
  self->entity_hash = g_checksum_new (G_CHECKSUM_SHA256);
  self->encoded = g_byte_array_new ();

  return self;
}

static void
append_u8 (GByteArray *bytes, gsize value)
{
  guint8 byte = (guint8) value;

  g_byte_array_append (bytes, &byte, 1);
}

static void
append_u32 (GByteArray *bytes, guint32 value)
{
  guint8 encoded[4];

  ahadi_put_u32be (encoded, value);
  g_byte_array_append (bytes, encoded, sizeof encoded);
}

static void
append_short_text (GByteArray *bytes, const char *text)
{
  gsize length = strlen (text);

  append_u8 (bytes, length);
  g_byte_array_append (bytes, (const guint8 *) text, (guint) length);
}

static void
append_stamp (GByteArray *bytes, const AhadiStamp *stamp)
{
  guint8 hlc[8];

  ahadi_put_u64be (hlc, stamp->hlc);
  g_byte_array_append (bytes, hlc, sizeof hlc);
  g_byte_array_append (bytes, stamp->device.bytes, AHADI_ID_SIZE);
  append_u32 (bytes, stamp->epoch);
}

static void
append_value (GByteArray *bytes, const char *value)
{
  append_u8 (bytes, value != NULL);
  if (value == NULL)
    return;

  append_u32 (bytes, (guint32) strlen (value));
  g_byte_array_append (bytes, (const guint8 *) value, (guint) strlen (value));
}

/* Returns: whether the row holds anything. */
static gboolean
encode_row (GByteArray *bytes, const AhadiRow *row)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (row->kind);
  guint head;

  g_byte_array_set_size (bytes, 0);
  append_u32 (bytes, row->kind);
  g_byte_array_append (bytes, row->entity.bytes, AHADI_ID_SIZE);
  head = bytes->len;

  for (guint i = 0; i < info->n_fields; i++)
    {
      if (ahadi_stamp_is_zero (&row->stamps[i]))
        continue;

      append_short_text (bytes, info->fields[i].name);
      append_stamp (bytes, &row->stamps[i]);
      append_value (bytes, row->values[i]);
    }
  append_u8 (bytes, 0);

  return bytes->len > head + 1;
}

static guint8
choose_bucket (AhadiDigest *self, const AhadiId *entity)
{
  guint8 hash[SHA256_SIZE];
  gsize size = sizeof hash;

  g_checksum_reset (self->entity_hash);
  g_checksum_update (self->entity_hash, entity->bytes, AHADI_ID_SIZE);
  g_checksum_get_digest (self->entity_hash, hash, &size);

  return hash[0];
}

static gboolean
is_rising (const AhadiDigest *self, const AhadiRow *row)
{
  if (row->kind != self->last_kind)
    return row->kind > self->last_kind;

  return ahadi_id_compare (&row->entity, &self->last_entity) > 0;
}

static void
add_encoded (AhadiDigest *self, const AhadiId *entity)
{
  GChecksum **bucket = &self->buckets[choose_bucket (self, entity)];

  if (*bucket == NULL)
    *bucket = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (*bucket, self->encoded->data, self->encoded->len);
}

void
ahadi_digest_add (AhadiDigest *self, const AhadiRow *row)
{
  g_assert (is_rising (self, row));

  self->last_kind = row->kind;
  self->last_entity = row->entity;
  if (encode_row (self->encoded, row))
    add_encoded (self, &row->entity);
}

void
ahadi_digest_add_sealed (AhadiDigest *self,
                         AhadiKind kind,
                         const AhadiId *entity,
                         const AhadiStamp *stamp,
                         const guint8 body_hash[SHA256_SIZE])
{
  GByteArray *bytes = self->encoded;

  g_byte_array_set_size (bytes, 0);
  append_u32 (bytes, kind);
  g_byte_array_append (bytes, entity->bytes, AHADI_ID_SIZE);
  append_u8 (bytes, SEALED_MARK);
  append_stamp (bytes, stamp);
  g_byte_array_append (bytes, body_hash, SHA256_SIZE);
  add_encoded (self, entity);
}

static void
finish_bucket (GChecksum *bucket, guint8 hash[SHA256_SIZE])
{
  gsize size = SHA256_SIZE;

  g_checksum_get_digest (bucket, hash, &size);
}

char *
ahadi_digest_finish (AhadiDigest *self)
{
  g_autoptr (GChecksum) whole = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GChecksum) nothing = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 empty[SHA256_SIZE];

  finish_bucket (nothing, empty);
  g_byte_array_set_size (self->encoded, 0);
  g_byte_array_append (self->encoded, (const guint8 *) digest_domain,
                       sizeof digest_domain);
  append_short_text (self->encoded, self->audience);
  g_checksum_update (whole, self->encoded->data, self->encoded->len);

  for (guint i = 0; i < N_BUCKETS; i++)
    {
      guint8 hash[SHA256_SIZE];

      if (self->buckets[i] != NULL)
        finish_bucket (self->buckets[i], hash);
      g_checksum_update (whole, self->buckets[i] != NULL ? hash : empty, SHA256_SIZE);
    }

  return g_strdup (g_checksum_get_string (whole));
}

void
ahadi_digest_free (AhadiDigest *self)
{
  for (guint i = 0; i < N_BUCKETS; i++)
    g_clear_pointer (&self->buckets[i], g_checksum_free);
  g_checksum_free (self->entity_hash);
  g_byte_array_unref (self->encoded);
  g_free (self->audience);
  g_free (self);
}
