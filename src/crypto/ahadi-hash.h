/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* BLAKE2b (RFC 7693), unkeyed, 16 to 64 bytes out. */
#define AHADI_HASH_SIZE 32

typedef struct _AhadiHash AhadiHash;

AhadiHash *ahadi_hash_new (gsize size);
void ahadi_hash_update (AhadiHash *self, gconstpointer bytes, gsize size);
void ahadi_hash_update_u32be (AhadiHash *self, guint32 value);
void ahadi_hash_update_u64be (AhadiHash *self, guint64 value);
/* Writes the size given to ahadi_hash_new(); @self can then only be freed. */
void ahadi_hash_finish (AhadiHash *self, guint8 *digest);
void ahadi_hash_free (AhadiHash *self);

/* One shot, BLAKE2b-256. */
void ahadi_hash_bytes (gconstpointer bytes, gsize size, guint8 digest[AHADI_HASH_SIZE]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiHash, ahadi_hash_free)

G_END_DECLS
