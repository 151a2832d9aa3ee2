/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ahadi-age-keys.h"

G_BEGIN_DECLS

#define AHADI_TYPE_AGE_READER (ahadi_age_reader_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiAgeReader, ahadi_age_reader, AHADI, AGE_READER, GFilterInputStream)

/**
 * ahadi_age_reader_new:
 * @base: an age v1 file, read from where it stands; left open on failure
 * @identities: keys to try
 *
 * Reads and checks the header. Plaintext is handed out chunk by chunk before the final
 * chunk was seen: whoever reads acts only after the stream ended (read returned 0)
 * without an error. The caps are 64 stanzas and 64 KiB of header.
 *
 * Returns: (transfer full): a stream; or %NULL with %AHADI_CRYPTO_ERROR_MALFORMED,
 * %AHADI_CRYPTO_ERROR_NO_MATCH, %AHADI_CRYPTO_ERROR_CORRUPT (header MAC), or @base's
 * error. Reading fails with %AHADI_CRYPTO_ERROR_CORRUPT, and from then on always.
 */
GInputStream *ahadi_age_reader_new (GInputStream *base,
                                    AhadiAgeIdentity *const *identities,
                                    gsize n_identities,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_age_count_stanzas:
 *
 * Reads only the header of @base, with no key: what anyone can see of a sealed file.
 * @base then stands up to 4 KiB behind the header's end.
 *
 * Returns: how many stanzas it has, or -1 with %AHADI_CRYPTO_ERROR_MALFORMED.
 */
int ahadi_age_count_stanzas (GInputStream *base,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
