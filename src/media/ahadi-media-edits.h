/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-media-filter.h"

G_BEGIN_DECLS

/* Private to media/: a stretch of a file that becomes other bytes, as many as it has: for
 * formats where numbers count from the start of the file, so that nothing may move. */
typedef struct
{
  guint64 start; /* from the start of the file */
  guint64 size;
  GBytes *bytes; /* (owned) (nullable): @size of them; else all are @fill */
  guint8 fill;
  gboolean drops; /* they become none */
} AhadiMediaEdit;

/* Returns: (transfer full) (element-type AhadiMediaEdit): none yet. */
GArray *ahadi_media_edits_new (void);

void ahadi_media_edits_fill (GArray *edits, guint64 start, guint64 size, guint8 fill);

/* They become none: for what ends a file, or a format that counts from nowhere. */
void ahadi_media_edits_drop (GArray *edits, guint64 start, guint64 size);

/* @bytes: (transfer full) */
void ahadi_media_edits_write (GArray *edits, guint64 start, GBytes *bytes);

/* By where they start. */
void ahadi_media_edits_sort (GArray *edits);

/* Zeros for all from @start to @end that lies in none of @kept. @kept: (element-type
 * AhadiMediaEdit): stretches in any order, which may overlap; it is sorted. */
void
ahadi_media_edits_clear_gaps (GArray *edits, GArray *kept, guint64 start, guint64 end);

/**
 * ahadi_media_edits_apply:
 * @edits: is sorted
 *
 * The whole file from its start into the copy, changed so; what really changes is counted
 * as removed.
 *
 * Returns: %FALSE with DAMAGED against F1 if one reaches beyond the file, F2 if two
 * overlap.
 */
gboolean ahadi_media_edits_apply (GArray *edits,
                                  AhadiMediaFilter *filter,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
