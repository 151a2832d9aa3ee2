/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * Fields that several changed without seeing each other, and what an office decides of
 * them. What was decided can be decided anew, or taken back: then it is asked again.
 */

/* One line of the list. */
typedef struct
{
  AhadiItem *item; /* the record as it stands */
  guint field;
  AhadiReviewState state;
  gint64 time; /* ms: of the latest change in it */
} AhadiReviewLine;

void ahadi_review_line_free (AhadiReviewLine *self);

/**
 * ahadi_reviews_list:
 * @settled: those that are settled, instead of those that somebody must decide
 * @limit: 0: all
 *
 * Returns: (transfer full) (element-type AhadiReviewLine): the latest first.
 */
GPtrArray *ahadi_reviews_list (
    AhadiSession *session, gboolean settled, guint offset, guint limit, GError **error);

gboolean ahadi_reviews_count (AhadiSession *session,
                              AhadiReviewCounts *counts,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A change, with who and when. */
typedef struct
{
  char *value; /* nullable: cleared */
  char *who;   /* ahadi_device_names_get() */
  AhadiId device;
  gint64 time; /* ms */
} AhadiReviewChange;

typedef struct
{
  AhadiReviewChange change;
  AhadiRivalState state;
} AhadiReviewOther;

/* All that is to be known of one field. */
typedef struct
{
  AhadiItem *item;
  guint field;
  AhadiReviewState state;
  gboolean has_base;
  AhadiReviewChange base; /* before they parted */
  AhadiReviewChange standing;
  GPtrArray *others;         /* AhadiReviewOther: in the order of AhadiReview.rivals */
  AhadiRecord *settlement;   /* nullable: the latest */
  AhadiReviewChange decided; /* its value, who and when */
  gboolean has_before;       /* it can be taken back: nobody has written over it */
  AhadiReviewChange before;  /* what stands again then */
} AhadiReviewDetail;

void ahadi_review_detail_free (AhadiReviewDetail *self);

/* NOT_FOUND if there is no such record, or nothing of @field was written apart. */
AhadiReviewDetail *ahadi_reviews_get (AhadiSession *session,
                                      AhadiKind kind,
                                      const AhadiId *id,
                                      guint field,
                                      GError **error);

/* (element-type AhadiReviewDetail): all of a record, also what was written in parallel
 * and nobody is asked about. None if there is no such record. */
GPtrArray *ahadi_reviews_of (AhadiSession *session,
                             AhadiKind kind,
                             const AhadiId *id,
                             GError **error);

typedef enum
{
  AHADI_REVIEW_KEEP,  /* what stands */
  AHADI_REVIEW_TAKE,  /* another of the changes */
  AHADI_REVIEW_OTHER, /* something else */
  AHADI_REVIEW_UNDO,  /* what stood before the latest decision, which is taken back */
} AhadiReviewOutcome;

typedef struct
{
  AhadiReviewOutcome outcome;
  guint other;       /* TAKE: index of AhadiReviewDetail.others */
  const char *value; /* OTHER: (nullable): as a person typed it; NULL clears */
} AhadiReviewChoice;

/**
 * ahadi_reviews_settle:
 * @reason: why, as it is kept for good
 *
 * Decides which change of @field stands, now for all that is listed: settled ones may be
 * decided anew. Or takes the latest decision back: what waited before it waits again, and
 * an earlier decision holds again. Whoever wrote one of them hears of it: the other
 * offices with the next office bundle, the branches with their next reply.
 *
 * Returns: %FALSE with %AHADI_MODEL_ERROR_ELSEWHERE on a laptop and at an office that
 * does not read the record's audience, %AHADI_STORE_ERROR_NOT_FOUND as
 * ahadi_reviews_get(), %AHADI_MODEL_ERROR_VALUE for a value or reason that can't stand (a
 * required field can't be cleared), another index, or nothing to be taken back; nothing
 * changed.
 */
gboolean ahadi_reviews_settle (AhadiSession *session,
                               AhadiKind kind,
                               const AhadiId *id,
                               guint field,
                               const AhadiReviewChoice *choice,
                               const char *reason,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full): what a timeline tells of @self: "“Name” was changed apart: …". */
char *ahadi_sentence_for_review (const AhadiReviewDetail *self);
/* (transfer full): the same of a decision, a record of the kind settlement. */
char *ahadi_sentence_for_settlement (const AhadiRecord *settlement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiReviewLine, ahadi_review_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiReviewDetail, ahadi_review_detail_free)

G_END_DECLS
