/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-media-filter.h"

G_BEGIN_DECLS

/* Private to media/: where in a HEIF file something stands that tells, and what kind. */
typedef struct
{
  guint64 start; /* from the start of the file */
  guint64 size;
  gboolean exif; /* else XMP or other text */
} AhadiHeifRange;

/**
 * ahadi_heif_items_read:
 * @meta: what is inside the box `meta`; what tells in it is blanked at once
 * @at: where that stands in the file
 *
 * Returns: (transfer full) (element-type AhadiHeifRange): what is to be blanked behind
 * it, by start, apart; %NULL with DAMAGED against H3, H5 or H6.
 */
GArray *ahadi_heif_items_read (AhadiMediaFilter *self,
                               guint8 *meta,
                               gsize size,
                               guint64 at,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of the same length, and a block of the same kind that tells nothing. Notes what it
 * told, if it told anything. */
void
ahadi_heif_items_blank (AhadiMediaFilter *self, guint8 *bytes, gsize size, gboolean exif);

/* Zeros instead; notes if there was anything else. */
void ahadi_heif_items_clear (AhadiMediaFilter *self, guint8 *bytes, gsize size);

G_END_DECLS
