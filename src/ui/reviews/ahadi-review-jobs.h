/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/* The use cases of app/ahadi-reviews.h, as jobs of the keeper. */

/* How many of each the window lists. */
#define AHADI_REVIEWS_LISTED 200

typedef struct
{
  AhadiKind kind;
  AhadiId id;
  guint field;
} AhadiReviewPlace;

/* AhadiReviewLine, the latest first. */
typedef struct
{
  GPtrArray *open;
  GPtrArray *settled;
} AhadiReviewLists;

/* @done: AhadiReviewLists */
void ahadi_review_jobs_list (AhadiKeeper *keeper, gpointer owner, AhadiDone done);

/* All of a record. @done: GPtrArray of AhadiReviewDetail */
void ahadi_review_jobs_get (AhadiKeeper *keeper,
                            const AhadiReviewPlace *place,
                            gpointer owner,
                            AhadiDone done);

/* Decides that @change stands: what stands, or one of the others. It is looked for by who
 * wrote it and when, so that what came meanwhile is not taken for it. @done:
 * AHADI_WORK_DONE */
void ahadi_review_jobs_take (AhadiKeeper *keeper,
                             const AhadiReviewPlace *place,
                             const AhadiReviewChange *change,
                             const char *reason,
                             gpointer owner,
                             AhadiDone done);

/* Decides that @value (nullable) stands, as a person typed it. @done: AHADI_WORK_DONE */
void ahadi_review_jobs_write (AhadiKeeper *keeper,
                              const AhadiReviewPlace *place,
                              const char *value,
                              const char *reason,
                              gpointer owner,
                              AhadiDone done);

/* Takes the latest decision back. @done: AHADI_WORK_DONE */
void ahadi_review_jobs_undo (AhadiKeeper *keeper,
                             const AhadiReviewPlace *place,
                             const char *reason,
                             gpointer owner,
                             AhadiDone done);

G_END_DECLS
