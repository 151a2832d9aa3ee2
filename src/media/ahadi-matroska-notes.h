/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-media-facts.h"

G_BEGIN_DECLS

/* Private to media/: EBML (RFC 8794) in memory, and what Matroska tells in it. */

/* How many bytes a number has, from its first one; 0 if it has more than 8. */
gsize ahadi_ebml_width (guint8 first);

/* An element's number 1 to 4 bytes as they stand, its size 1 to 8; %G_MAXUINT64 if that
 * is not known. Returns: bytes that both have, or 0 if they are none or @n are too few.
 */
gsize ahadi_ebml_read_head (const guint8 *bytes, gsize n, guint32 *id, guint64 *size);

/* What an element @id of Info told. */
void ahadi_matroska_note_info (AhadiMediaFacts *facts,
                               guint32 id,
                               const guint8 *bytes,
                               gsize size);

/* What is in Tags. */
void ahadi_matroska_note_tags (AhadiMediaFacts *facts, const guint8 *bytes, gsize size);

G_END_DECLS
