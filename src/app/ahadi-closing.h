/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/* Closing older history: it counts for good, and what was written over in it is no longer
 * kept. */

/**
 * ahadi_closing_run:
 * @days: how old it is at least; 0: %AHADI_COMPACTION_DAYS
 * @dry: only look
 *
 * ahadi_compaction_run(), whose errors it has, and %AHADI_MODEL_ERROR_VALUE for fewer
 * @days than %AHADI_COMPACTION_LEAST_DAYS.
 */
gboolean ahadi_closing_run (AhadiSession *session,
                            guint days,
                            gboolean dry,
                            const AhadiProgress *progress,
                            AhadiCompaction *result,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full): what was done, or would be, and what stands in its way. @days: as
 * asked for */
char *
ahadi_sentence_for_closing (const AhadiCompaction *result, guint days, gboolean dry);

G_END_DECLS
