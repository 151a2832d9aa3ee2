/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-media-facts.h"

G_BEGIN_DECLS

/**
 * ahadi_id3_notes_read:
 * @version: 3 or 4; others are not read
 * @flags: of the tag
 * @bytes: what is in the tag
 *
 * Private to media/: what a tag of ID3 2.3 or 2.4 (id3.org) tells, integers big-endian:
 * frames of name 4, length 4 (in 2.4: of 7 bits each), flags 2, bytes; those of text
 * begin with how it is written: 0 Latin-1, 1 UTF-16 with a mark, 2 UTF-16, 3 UTF-8. What
 * is broken is not found.
 */
void ahadi_id3_notes_read (AhadiMediaFacts *facts,
                           guint8 version,
                           guint8 flags,
                           const guint8 *bytes,
                           gsize size);

G_END_DECLS
