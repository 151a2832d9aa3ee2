/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-media-edits.h"

G_BEGIN_DECLS

/* Private to media/: JPEG data inside a TIFF, from @start, @size bytes: what in it draws
 * nothing is added to @edits, to become zeros (T7). Returns: %FALSE with DAMAGED against
 * T7, or the file's error. */
gboolean ahadi_tiff_jpeg_clear (AhadiMediaFilter *filter,
                                guint64 start,
                                guint64 size,
                                GArray *edits,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
