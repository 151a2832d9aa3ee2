/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Base64 (RFC 4648, standard alphabet) with one text for each value. Private to crypto.
 */
typedef enum
{
  AHADI_BASE64_UNPADDED, /* age */
  AHADI_BASE64_PADDED,   /* minisign */
} AhadiBase64;

/**
 * ahadi_base64_decode:
 * @text: @length bytes, need not be NUL-terminated
 * @bytes: (out caller-allocates): room for @limit bytes
 * @size: (out): how many were written
 *
 * Returns: %FALSE for a character outside of the alphabet, padding other than @form asks
 * for, unused bits that are not zero, or more than @limit bytes.
 */
gboolean ahadi_base64_decode (AhadiBase64 form,
                              const char *text,
                              gsize length,
                              guint8 *bytes,
                              gsize limit,
                              gsize *size) G_GNUC_WARN_UNUSED_RESULT;

/* As above, for exactly @size bytes. */
gboolean ahadi_base64_decode_exactly (AhadiBase64 form,
                                      const char *text,
                                      gsize length,
                                      guint8 *bytes,
                                      gsize size) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): text for something that is not secret. */
char *ahadi_base64_encode (AhadiBase64 form, const guint8 *bytes, gsize size);

G_END_DECLS
