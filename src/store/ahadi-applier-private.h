/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-applier.h"
#include "ahadi-row-cache.h"
#include "ahadi-vault-private.h"

G_BEGIN_DECLS

/* Private to store/: what the files ahadi-applier*.c share. */

struct _AhadiApplier
{
  AhadiVault *vault;
  AhadiRowCache *cache;
  gint64 now;      /* one wall clock for the whole import */
  AhadiHlc newest; /* of what was applied */
  AhadiApplyCounts counts;
  GPtrArray *forks;    /* AhadiStreamEntry: whose operations must be held from an earlier
                           seq on than before, once all rows are written */
  GPtrArray *untraced; /* AhadiStreamEntry: of which it is not known what they go on from
                        */
  GPtrArray *told;     /* AhadiStreamEntry: of which a story came: it may be the one that
                           an office has named */
  gboolean guarded;    /* ahadi_applier_guard() */
  gboolean any_gone;   /* something is gone that must not come back */
  GArray *erasures;    /* AhadiErasureMark: taken once all rows are written */
  GArray *cutoffs;     /* AhadiCutoffMark: the same */

  /* The segment that is open; entry is NULL between two. */
  AhadiStreamEntry *entry;
  AhadiSegment segment;
  guint64 next;
  AhadiHlc last_hlc;
  AhadiHlc next_hlc; /* of what is held right after the segment; 0 if nothing is */
  gboolean all_known;
  gint64 story; /* where its operations are held until all are there and can be compared
                   with what its author signed before; 0: it can't differ */
  gboolean differs;
  gboolean hollow; /* of some of its operations only the hash is held */
};

/* One wall clock for all that this applier does, ms. */
gint64 ahadi_applier_get_now (AhadiApplier *self);

/* Folds an operation of the log into its row. @closed: (out): it is sealed to others, and
 * shows nowhere */
gboolean ahadi_applier_fold (AhadiApplier *self,
                             const AhadiStreamEntry *entry,
                             const AhadiOperation *operation,
                             gboolean *closed,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
