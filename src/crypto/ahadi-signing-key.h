/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-secret.h"

G_BEGIN_DECLS

/* Ed25519 (RFC 8032) with minisign's 8-byte key number. The public half is a plain value.
 */
#define AHADI_SIGNATURE_SIZE 64

typedef struct
{
  guint8 number[8]; /* as stored in a .pub file */
  guint8 key[32];
} AhadiVerifyKey;

typedef struct _AhadiSigningKey AhadiSigningKey;

#define AHADI_TYPE_SIGNING_KEY (ahadi_signing_key_get_type ())
GType ahadi_signing_key_get_type (void);

AhadiSigningKey *ahadi_signing_key_new (void);
/* 8 bytes key number ‖ 32 bytes seed, as ahadi_signing_key_get_secret() gives it. */
AhadiSigningKey *ahadi_signing_key_new_from_secret (AhadiSecret *secret, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
AhadiSigningKey *ahadi_signing_key_ref (AhadiSigningKey *self);
void ahadi_signing_key_unref (AhadiSigningKey *self);
AhadiSecret *
ahadi_signing_key_get_secret (AhadiSigningKey *self); /* borrowed, 40 bytes */
const AhadiVerifyKey *ahadi_signing_key_get_verify_key (AhadiSigningKey *self);

/**
 * ahadi_signing_key_sign:
 * @domain: a string that ends in NUL inside the signed bytes, e.g. "ahadi-head-v1"; the
 * NUL is part of what is signed
 *
 * Detached Ed25519 over domain ‖ 0x00 ‖ @bytes. Only the uses listed in FORMATS 2.
 */
void ahadi_signing_key_sign (AhadiSigningKey *self,
                             const char *domain,
                             gconstpointer bytes,
                             gsize size,
                             guint8 signature[AHADI_SIGNATURE_SIZE]);

/* Rejects non-canonical S and small-order keys, as libsodium does. */
gboolean ahadi_verify_key_check (const AhadiVerifyKey *self,
                                 const char *domain,
                                 gconstpointer bytes,
                                 gsize size,
                                 const guint8 signature[AHADI_SIGNATURE_SIZE]);
gboolean ahadi_verify_key_equal (const AhadiVerifyKey *a, const AhadiVerifyKey *b);

/* device_id = first 16 bytes of BLAKE2b-256("ahadi-device-v1" ‖ key) (FORMATS 4). @id: 16
 * bytes */
void ahadi_verify_key_derive_id (const AhadiVerifyKey *self, guint8 id[16]);

/* The 56 characters of padded base64 in a minisign .pub file, and back. */
char *ahadi_verify_key_to_string (const AhadiVerifyKey *self);
gboolean ahadi_verify_key_parse (const char *text,
                                 AhadiVerifyKey *key,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The whole .pub file (two lines), and back. */
char *ahadi_verify_key_to_file_text (const AhadiVerifyKey *self, const char *comment);
gboolean ahadi_verify_key_parse_file_text (const char *text,
                                           gsize length,
                                           AhadiVerifyKey *key,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiSigningKey, ahadi_signing_key_unref)

G_END_DECLS
