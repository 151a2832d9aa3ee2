/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-streams.h"
#include "merge/ahadi-merge.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 operations; /* read */
  guint64 fresh;      /* not known before, applied or parked */
  guint64 known;      /* known before: repeated delivery */
  guint64 parked;     /* more than 24 h ahead of our clock: held, not applied yet */
  guint64 created[AHADI_KIND_MAX + 1]; /* records by kind that were new */
  guint64 changed[AHADI_KIND_MAX + 1]; /* records by kind that got another value */
  guint64 conflicts;
} AhadiApplyCounts;

/*
 * Applies segments whose signature and chain the caller has verified. One per import; the
 * caller holds the transaction, so that a preview is an applier whose transaction is
 * rolled back.
 */
typedef struct _AhadiApplier AhadiApplier;

AhadiApplier *ahadi_applier_new (AhadiVault *vault, GError **error);

/* Starts @segment: later operations belong to it. FORK if its prev or head contradicts
 * what the same author signed before. */
gboolean ahadi_applier_begin_segment (AhadiApplier *self,
                                      const AhadiSegment *segment,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Logs the operation and folds it into its row and the search index. An operation held
 * already is compared and counted as known (FORK if it differs). */
gboolean ahadi_applier_add (AhadiApplier *self,
                            const AhadiOperation *operation,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ends the segment: stores its signed head, moves the stream's frontier. */
gboolean ahadi_applier_end_segment (AhadiApplier *self,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes what is buffered; no use after this but counts and free. */
gboolean ahadi_applier_finish (AhadiApplier *self,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
const AhadiApplyCounts *ahadi_applier_get_counts (AhadiApplier *self);
void ahadi_applier_free (AhadiApplier *self);

/* Folds parked operations whose time has come. Called at unlock and before each import.
 */
gboolean ahadi_applier_release_parked (AhadiVault *vault,
                                       guint64 *released,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Tries again what was sealed to others, and folds what a key of this vault opens now:
 * called at unlock, and after a key was added (settings "age-identity/…"). */
gboolean ahadi_applier_open_sealed (AhadiVault *vault,
                                    guint64 *opened,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiApplier, ahadi_applier_free)

G_END_DECLS
