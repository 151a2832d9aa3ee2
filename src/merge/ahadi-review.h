/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-decision.h"

G_BEGIN_DECLS

/*
 * What people should look at in a record: writings of a field whose authors did not see
 * each other. A function of the operations that count, in any order (sync/FORMAT.md, N1
 * to N6).
 *
 * A writing *saw* another if that one's stamp is its base, or if both are of one stream
 * and the other is earlier, or if it saw one that saw the other. Writings that none saw
 * are *open ends*: what stands is the highest of them, and the others were written apart.
 *
 * Who writes over what stands does not thereby settle what was written apart: a base
 * names one stamp, so nothing proves that the other was seen. Only a decision that cites
 * it does.
 */

/* As many rivals as are listed and as one settlement cites. */
#define AHADI_REVIEW_LIMIT (AHADI_DECISION_MAX_CITES - 2)

typedef struct
{
  AhadiStamp stamp;
  AhadiStamp base; /* zero: nothing was there */
  char *value;     /* nullable: cleared */
} AhadiWriting;

/**
 * AhadiRivalState:
 * @AHADI_RIVAL_COMPETES: an open end that says something else than what stands
 * @AHADI_RIVAL_SET_ASIDE: a decision cites it
 * @AHADI_RIVAL_PARALLEL: an open end that says the same, or of an ordinary field: told,
 *   not asked
 */
typedef enum
{
  AHADI_RIVAL_COMPETES,
  AHADI_RIVAL_SET_ASIDE,
  AHADI_RIVAL_PARALLEL,
} AhadiRivalState;

typedef struct
{
  AhadiWriting writing;
  AhadiRivalState state;
  gboolean is_end; /* else somebody has written over it knowingly */
} AhadiRival;

/**
 * AhadiReviewState:
 * @AHADI_REVIEW_OPEN: a conflict that nobody decided, or whose decision was taken back
 * @AHADI_REVIEW_REOPENED: one that a decision did not know
 * @AHADI_REVIEW_SETTLED: a decision cites all that competes
 * @AHADI_REVIEW_PARALLEL: written apart, and no question
 */
typedef enum
{
  AHADI_REVIEW_OPEN,
  AHADI_REVIEW_REOPENED,
  AHADI_REVIEW_SETTLED,
  AHADI_REVIEW_PARALLEL,
} AhadiReviewState;

typedef struct
{
  guint field;
  AhadiReviewState state;
  gboolean has_base;
  AhadiWriting base; /* the last writing that all who compete saw, listed or not; if
                        nobody competes, all the open ends */
  AhadiWriting standing;
  GArray *rivals; /* AhadiRival: those that compete first, then those that were set aside,
                     each the newest first; at most %AHADI_REVIEW_LIMIT */
  guint n_competing; /* whether listed or not; above 0: somebody must decide */
  gboolean has_decision;
  AhadiId decision;    /* the latest settlement of what is here that nobody took back */
  AhadiStamp decided;  /* what it lets stand */
  gboolean has_before; /* it can be taken back: nobody has written over it */
  AhadiWriting before; /* what stood when it was made */
} AhadiReview;

void ahadi_review_free (AhadiReview *self);

/* One operation of the record. Borrows. */
typedef struct
{
  AhadiStamp stamp;
  const AhadiBody *body;
  gboolean settled; /* it counts for good (F9) */
} AhadiReviewEntry;

/**
 * ahadi_review_record:
 * @entries: (element-type AhadiReviewEntry): all operations of one (audience, entity)
 * that count, in any order
 * @decisions: (element-type AhadiDecision): those about it, in any order
 *
 * Facts are never under review: the first writing stands, whatever comes.
 *
 * Returns: (transfer full) (element-type AhadiReview): at most one of a field, in the
 *   kind's order; a field that was never written apart has none.
 */
GPtrArray *ahadi_review_record (AhadiKind kind, GArray *entries, GArray *decisions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiReview, ahadi_review_free)

G_END_DECLS
