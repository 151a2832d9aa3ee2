/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-media-filter.h"

G_BEGIN_DECLS

/* Private to media/: chunks of RIFF (WAV, AVI): type 4, u32 length little-endian, bytes,
 * one more if the length is odd. */
#define AHADI_RIFF_HEAD 8

gboolean ahadi_riff_is (const guint8 *type, const char *name);

/* Notes what the chunk @type tells. */
typedef void (*AhadiRiffNote) (AhadiMediaFacts *facts,
                               const guint8 *type,
                               const guint8 *bytes,
                               gsize size);

/**
 * ahadi_riff_clear:
 * @edits: (element-type AhadiMediaEdit)
 * @at: of the chunk's head, which begins with @type
 * @size: of its bytes, the odd one included; they lie in the file
 * @note: what else than a list "INFO" tells something
 *
 * The chunk becomes "JUNK" of zeros, of the same size. What stood there is noted, if it
 * is no more than 1 MiB. Returns: %FALSE with the file's error.
 */
gboolean ahadi_riff_clear (AhadiMediaFilter *filter,
                           GArray *edits,
                           guint64 at,
                           const guint8 type[4],
                           guint64 size,
                           AhadiRiffNote note,
                           GError **error);

G_END_DECLS
