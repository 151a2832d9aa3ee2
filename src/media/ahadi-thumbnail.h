/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-media-facts.h"

G_BEGIN_DECLS

/* Points of its longer side, at most. */
#define AHADI_THUMBNAIL_SIZE 256

/* Points of a picture that is drawn at all: more would fill an old laptop's memory. */
#define AHADI_THUMBNAIL_MAX_POINTS (50 * 1000 * 1000)

/**
 * ahadi_thumbnail_make:
 * @type: one of ahadi_media_is_picture(); WebP and HEIC if gdk-pixbuf has their decoder
 * @in: a cleaned picture from its start
 * @facts: what ahadi_media_read() found in it: how large, how turned
 *
 * Returns: (transfer full): a small PNG, upright; %NULL with %AHADI_MEDIA_ERROR_TOO_LARGE
 * before anything is decoded, DAMAGED if it can't be drawn, or @in's error.
 */
GBytes *ahadi_thumbnail_make (AhadiMediaType type,
                              GInputStream *in,
                              const AhadiMediaFacts *facts,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
