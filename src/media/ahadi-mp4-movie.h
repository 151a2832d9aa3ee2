/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-media-edits.h"

G_BEGIN_DECLS

/**
 * ahadi_mp4_movie_read:
 * @moov: what is inside the box `moov`; what tells in it is noted and blanked at once
 * @samples: (element-type AhadiMediaEdit): gets where in the file sound and pictures lie
 *
 * Private to media/. Returns: %FALSE with DAMAGED against B3 or B9 to B11.
 */
gboolean ahadi_mp4_movie_read (AhadiMediaFilter *filter,
                               guint8 *moov,
                               gsize size,
                               GArray *samples,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
