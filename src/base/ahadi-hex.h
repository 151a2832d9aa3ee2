/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes 2 * @size lower-case digits and a NUL into @text. */
void ahadi_hex_encode (const guint8 *bytes, gsize size, char *text);

/**
 * ahadi_hex_decode:
 * @text: exactly 2 * @size lower-case hex digits (more text may follow and is ignored)
 *
 * Returns: %FALSE if a digit is missing or upper case; @bytes is then undefined.
 */
gboolean
ahadi_hex_decode (const char *text, guint8 *bytes, gsize size) G_GNUC_WARN_UNUSED_RESULT;

void ahadi_put_u32be (guint8 *bytes, guint32 value);
void ahadi_put_u64be (guint8 *bytes, guint64 value);
guint32 ahadi_get_u32be (const guint8 *bytes);
guint64 ahadi_get_u64be (const guint8 *bytes);

G_END_DECLS
