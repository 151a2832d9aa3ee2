/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-row.h"

G_BEGIN_DECLS

/*
 * Digest of an audience's state (DESIGN 3): 256 buckets by the first byte of
 * SHA-256(entity id), each the SHA-256 of its rows (values and stamps) in the order of
 * (kind, entity id), then of its sealed operations; the digest is SHA-256 over the
 * audience's name and all buckets. Equal state, equal digest, however it came about;
 * buckets tell where two replicas differ. SHA-256 by GLib: merge/ knows no crypto/.
 */
typedef struct _AhadiDigest AhadiDigest;

AhadiDigest *ahadi_digest_new (const char *audience);
/* Rows must come in rising (kind, entity id): it is our mistake (an assertion) if not. */
void ahadi_digest_add (AhadiDigest *self, const AhadiRow *row);
/* An operation whose body is sealed to some readers only, by the hash of its body. After
 * all rows, in rising (kind, entity id, stamp, hash). */
void ahadi_digest_add_sealed (AhadiDigest *self,
                              AhadiKind kind,
                              const AhadiId *entity,
                              const AhadiStamp *stamp,
                              const guint8 body_hash[32]);
/* Returns: (transfer full): 64 hex digits. */
char *ahadi_digest_finish (AhadiDigest *self);
void ahadi_digest_free (AhadiDigest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiDigest, ahadi_digest_free)

G_END_DECLS
