/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* HKDF-SHA256 (RFC 5869); @salt may be NULL with size 0; @out_size at most 255 * 32. */
void ahadi_hkdf_sha256 (gconstpointer ikm,
                        gsize ikm_size,
                        gconstpointer salt,
                        gsize salt_size,
                        gconstpointer info,
                        gsize info_size,
                        guint8 *out,
                        gsize out_size);

void ahadi_hmac_sha256 (
    gconstpointer key, gsize key_size, gconstpointer bytes, gsize size, guint8 mac[32]);

G_END_DECLS
