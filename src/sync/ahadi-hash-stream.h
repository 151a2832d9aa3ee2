/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/ahadi-crypto.h"

G_BEGIN_DECLS

#define AHADI_TYPE_HASH_STREAM (ahadi_hash_stream_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiHashStream, ahadi_hash_stream, AHADI, HASH_STREAM, GFilterOutputStream)

/* Passes on what is written to @base, counting it and taking its BLAKE2b-256. Closes
 * @base with itself. */
AhadiHashStream *ahadi_hash_stream_new (GOutputStream *base);

guint64 ahadi_hash_stream_get_size (AhadiHashStream *self);

/* Ends the hash: nothing may be written afterwards. May be called again. */
void ahadi_hash_stream_finish (AhadiHashStream *self, guint8 digest[AHADI_HASH_SIZE]);

G_END_DECLS
