/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-signing-key.h"

G_BEGIN_DECLS

/**
 * ahadi_minisign_sign:
 * @bytes: the content of the file
 * @trusted_comment: printable UTF-8, at most 8192 bytes; it is signed too
 *
 * Returns: (transfer full): the four lines of a .minisig file, algorithm "ED"
 * (BLAKE2b-512 prehash).
 */
char *ahadi_minisign_sign (AhadiSigningKey *key,
                           gconstpointer bytes,
                           gsize size,
                           const char *untrusted_comment,
                           const char *trusted_comment);

/* A .minisig taken apart; nothing of it is trusted before ahadi_minisign_check(). */
typedef struct
{
  guint8 number[8];
  guint8 signature[64];
  guint8 global_signature[64];
  char *trusted_comment;
} AhadiMinisig;

/* AHADI_CRYPTO_ERROR_MALFORMED, also for the legacy algorithm "Ed", CR, a missing final
 * newline, a fifth line, over-long comments or non-canonical base64. */
AhadiMinisig *ahadi_minisig_parse (const char *text,
                                   gsize length,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_minisig_free (AhadiMinisig *self);

/**
 * ahadi_minisign_check:
 * @expected_comment: (nullable): what the trusted comment must be, exactly
 *
 * Returns: %FALSE with %AHADI_CRYPTO_ERROR_NO_MATCH if the key number is another's,
 * %AHADI_CRYPTO_ERROR_BAD_SIGNATURE if either signature or the comment is not right.
 */
gboolean ahadi_minisign_check (const AhadiMinisig *self,
                               const AhadiVerifyKey *key,
                               gconstpointer bytes,
                               gsize size,
                               const char *expected_comment,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiMinisig, ahadi_minisig_free)

G_END_DECLS
