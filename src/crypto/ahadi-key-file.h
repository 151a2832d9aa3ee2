/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-signing-key.h"

G_BEGIN_DECLS

/* A signing key outside of any vault, as `minisign -G` writes it: a custodian's. */
#define AHADI_KEY_FILE_LIMIT 4096

/**
 * ahadi_key_file_print:
 * @passphrase: any number of bytes
 * @minimum_cost: the least that scrypt takes (16 MiB): tests only. Else 256 MiB, a
 * quarter of minisign's own, which small laptops do not have
 *
 * Returns: (transfer full): two lines, encrypted, that stock `minisign -S -s` takes;
 * %NULL with %AHADI_CRYPTO_ERROR_RESOURCE if the memory can't be had.
 */
char *ahadi_key_file_print (AhadiSigningKey *key,
                            AhadiSecret *passphrase,
                            gboolean minimum_cost,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same back, and what minisign itself wrote. AHADI_CRYPTO_ERROR_MALFORMED, also for a
 * key that is not encrypted; WRONG_SECRET; CORRUPT for a cost above minisign's (1 GiB),
 * which is checked before anything runs. */
AhadiSigningKey *ahadi_key_file_parse (const char *text,
                                       gsize length,
                                       AhadiSecret *passphrase,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
