/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-tiff-directory.h"

G_BEGIN_DECLS

/* Private to media/: what the first directory of a TIFF tells, and those it leads to.
 * @exif, @position: (nullable). Returns: %FALSE with the file's error; what is broken is
 * not found. */
gboolean ahadi_tiff_notes_read (const AhadiTiffForm *form,
                                const AhadiTiffDirectory *first,
                                const AhadiTiffDirectory *exif,
                                const AhadiTiffDirectory *position,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
