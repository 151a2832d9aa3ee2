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
  guint64 forked;   /* beyond where their author signed two stories: held, not applied */
  guint64 forks;    /* streams of which this was found, or found to begin earlier */
  guint64 revoked;  /* beyond where a device counts that is not trusted: held, the same */
  guint64 reissued; /* records of this device that were held for it and written again */
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

/* What comes is of somebody who is not trusted any more: a second story that would take
 * away what counts of a stream up to its cutoff is refused with %AHADI_STORE_ERROR_FORK,
 * by ahadi_applier_end_segment() or ahadi_applier_declare_fork(). */
void ahadi_applier_guard (AhadiApplier *self);

/* Starts @segment: later operations belong to it. */
gboolean ahadi_applier_begin_segment (AhadiApplier *self,
                                      const AhadiSegment *segment,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Logs the operation and folds it into its row and the search index. An operation held
 * already is compared and counted as known. */
gboolean ahadi_applier_add (AhadiApplier *self,
                            const AhadiOperation *operation,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Ends the segment: stores its signed head, moves the stream's frontier.
 *
 * If it contradicts what the same author signed before, it is kept apart, whole, and
 * nothing of that stream counts from the first seq on where the stories differ, whichever
 * came first: the same segments give the same state in any order. Up to there it is
 * taken.
 */
gboolean ahadi_applier_end_segment (AhadiApplier *self,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An office or the author itself tells that @stream has two stories from @from on. */
gboolean ahadi_applier_declare_fork (AhadiApplier *self,
                                     const AhadiStreamId *stream,
                                     guint64 from,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes what is buffered, and holds what must not count any more; of this device's own
 * records that is written again, in a new epoch (ahadi-reissue.h). No use after this but
 * counts and free. */
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
