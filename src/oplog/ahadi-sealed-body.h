/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-body.h"
#include "crypto/ahadi-crypto.h"

G_BEGIN_DECLS

/*
 * A body that only some readers of its audience can open (FORMATS 4 and 7): of a report
 * that leaves a recused member out, or that must not stay where it was written. The chain
 * covers its hash as that of any other body, so whoever has no key for it holds it,
 * checks it and passes it on. What it looks like stands in the .c file.
 */

/* Whether @bytes begin as a sealed body does; it may still break its rules. */
gboolean ahadi_sealed_body_is_one (const char *bytes, gsize size);

/**
 * ahadi_sealed_body_print:
 * @body: what is sealed; valid for @kind
 * @entity: of the operation that will hold it
 * @readers: 1 to 64
 *
 * Seals @body with a salt of its own; what it was printed into is wiped.
 *
 * Returns: (transfer full): the canonical JSON; %NULL with %AHADI_OPLOG_ERROR_MALFORMED
 *   if ahadi_sealed_body_check() would refuse it, or %AHADI_CRYPTO_ERROR_MALFORMED for
 *   readers that nothing can be sealed to.
 */
char *ahadi_sealed_body_print (const AhadiBody *body,
                               AhadiKind kind,
                               const AhadiId *entity,
                               const AhadiAgeRecipient *readers,
                               gsize n_readers,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Checks what can be checked without a key: %AHADI_OPLOG_ERROR_MALFORMED. */
gboolean ahadi_sealed_body_check (const char *bytes,
                                  gsize size,
                                  AhadiKind kind,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_sealed_body_open:
 * @bytes: accepted by ahadi_sealed_body_check()
 * @keys: to be tried
 * @body: (out): cleared by the caller afterwards, also on failure
 *
 * Nothing of the plaintext is left but in @body.
 *
 * Returns: %FALSE with %AHADI_CRYPTO_ERROR_NO_MATCH if no key is one of its readers',
 *   %AHADI_CRYPTO_ERROR_CORRUPT, or the errors of ahadi_body_parse() if it was sealed by
 * a program that breaks the rules or is newer.
 */
gboolean ahadi_sealed_body_open (const char *bytes,
                                 gsize size,
                                 AhadiKind kind,
                                 const AhadiId *entity,
                                 AhadiAgeIdentity *const *keys,
                                 gsize n_keys,
                                 AhadiBody *body,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
