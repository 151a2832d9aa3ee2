/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiCryptoError:
 * @AHADI_CRYPTO_ERROR_MALFORMED: the bytes do not follow their format; nothing was
 * decrypted
 * @AHADI_CRYPTO_ERROR_NO_MATCH: well formed, but none of the given keys is one of its
 * recipients (or its signer)
 * @AHADI_CRYPTO_ERROR_WRONG_SECRET: the passphrase or recovery code opens no slot
 * @AHADI_CRYPTO_ERROR_CORRUPT: an authentication tag or MAC does not hold: changed, cut
 * or extended since it was sealed
 * @AHADI_CRYPTO_ERROR_BAD_SIGNATURE: checked, and not signed by this key
 * @AHADI_CRYPTO_ERROR_NEWER: a format version above what this program knows
 * @AHADI_CRYPTO_ERROR_RESOURCE: locked memory or random bytes could not be had, or a cost
 * parameter is out of bounds
 */
typedef enum
{
  AHADI_CRYPTO_ERROR_MALFORMED,
  AHADI_CRYPTO_ERROR_NO_MATCH,
  AHADI_CRYPTO_ERROR_WRONG_SECRET,
  AHADI_CRYPTO_ERROR_CORRUPT,
  AHADI_CRYPTO_ERROR_BAD_SIGNATURE,
  AHADI_CRYPTO_ERROR_NEWER,
  AHADI_CRYPTO_ERROR_RESOURCE,
} AhadiCryptoError;

#define AHADI_CRYPTO_ERROR (ahadi_crypto_error_quark ())
GQuark ahadi_crypto_error_quark (void);

G_END_DECLS
