/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bech32 (BIP 173, not Bech32m) of exactly 32 bytes, as age writes its keys. Private to
 * crypto. */
#define AHADI_BECH32_SIZE 32

/* Characters for a prefix of @prefix_length, without the NUL: prefix, "1", 52 of data, 6
 * of checksum. */
#define AHADI_BECH32_LENGTH(prefix_length) ((prefix_length) + 1 + 52 + 6)

/**
 * ahadi_bech32_encode:
 * @prefix: lower case; what stands before the "1"
 * @upper: whether to print in upper case
 * @text: (out caller-allocates): AHADI_BECH32_LENGTH (strlen (@prefix)) + 1 bytes
 */
void ahadi_bech32_encode (const char *prefix,
                          gboolean upper,
                          const guint8 bytes[AHADI_BECH32_SIZE],
                          char *text);

/**
 * ahadi_bech32_decode:
 * @prefix: lower case; the only prefix that is taken
 * @upper: the only case that is taken
 * @text: @length bytes, need not be NUL-terminated
 * @bytes: (out caller-allocates): wiped on failure
 *
 * Returns: %FALSE if length, prefix, case, alphabet, checksum or padding is wrong.
 */
gboolean ahadi_bech32_decode (const char *prefix,
                              gboolean upper,
                              const char *text,
                              gsize length,
                              guint8 bytes[AHADI_BECH32_SIZE]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
