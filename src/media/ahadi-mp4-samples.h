/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-boxes.h"
#include "ahadi-media-edits.h"

G_BEGIN_DECLS

/**
 * ahadi_mp4_samples_find:
 * @stbl: the tables of one track
 * @kept: (element-type AhadiMediaEdit): gets where its chunks lie in the file
 *
 * Private to media/. Returns: %FALSE with DAMAGED against B9 to B11.
 */
gboolean ahadi_mp4_samples_find (AhadiBoxes stbl,
                                 GArray *kept,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
