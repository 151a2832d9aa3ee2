/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-media-facts.h"

G_BEGIN_DECLS

/* Private to media/: what a comment header of Vorbis tells (Xiph.Org, Vorbis I, 5), as
 * Opus, Speex, Theora and FLAC have it too, integers little-endian: vendor's length 4,
 * vendor; number 4; of each its length 4, "NAME=text" in UTF-8. What is broken is not
 * found. */
void ahadi_vorbis_notes_read (AhadiMediaFacts *facts, const guint8 *bytes, gsize size);

G_END_DECLS
