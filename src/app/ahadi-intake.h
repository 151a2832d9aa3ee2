/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * Files that are taken in, one after another: bundles, replies, cards (.ahadi-card),
 * requests (.ahadi-request), told apart by content, not by name. While a bundle is merged
 * the next is looked at on another processor. To be used on the session's own thread, and
 * let go before it is locked.
 */
typedef struct _AhadiIntake AhadiIntake;

/* @paths: copied. @preview: find out everything, change nothing */
AhadiIntake *
ahadi_intake_new (AhadiSession *session, const char *const *paths, gboolean preview);
void ahadi_intake_free (AhadiIntake *self);

/* The next path, borrowed; NULL after the last. */
const char *ahadi_intake_peek (const AhadiIntake *self);

/* Takes in the next one, and goes on to the one after it in any case. A card or request
 * gives AHADI_OUTCOME_MERGED with zero counts. Errors as ahadi_import_file(). */
AhadiImportResult *
ahadi_intake_next (AhadiIntake *self, const AhadiProgress *progress, GError **error);

/* One file alone. */
AhadiImportResult *ahadi_intake_one (AhadiSession *session,
                                     const char *path,
                                     gboolean preview,
                                     const AhadiProgress *progress,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiIntake, ahadi_intake_free)

G_END_DECLS
