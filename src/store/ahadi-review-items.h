/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "merge/ahadi-merge.h"

G_BEGIN_DECLS

/* Fields that several wrote without seeing each other, as the log has them
 * (merge/ahadi-review.h), and how one is settled. */

/* One line of the list. */
typedef struct
{
  char audience[AHADI_AUDIENCE_TEXT_SIZE];
  AhadiKind kind;
  AhadiId entity;
  guint field;
  AhadiReviewState state; /* never %AHADI_REVIEW_PARALLEL */
  AhadiHlc hlc;           /* of what stands, the latest writing */
} AhadiReviewItem;

typedef struct
{
  guint64 open; /* with those that were reopened */
  guint64 settled;
} AhadiReviewCounts;

/**
 * ahadi_review_items_list:
 * @settled: those that are settled, instead of those that are open
 * @limit: 0: all
 *
 * Returns: (transfer full) (element-type AhadiReviewItem): the latest first.
 */
GPtrArray *ahadi_review_items_list (
    AhadiVault *vault, gboolean settled, guint offset, guint limit, GError **error);

gboolean ahadi_review_items_count (AhadiVault *vault,
                                   AhadiReviewCounts *counts,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full) (element-type AhadiReview): all of one record, also what was written in
 * parallel; none if there is no such record. */
GPtrArray *ahadi_review_items_of (AhadiVault *vault,
                                  const char *audience,
                                  AhadiKind kind,
                                  const AhadiId *entity,
                                  GError **error);

/**
 * ahadi_review_items_settle:
 * @record: one that is there, whose @field is what was decided
 * @settlement: with its outcome, reason and date; the rest of it is filled here
 *
 * Writes the value, also where it stands already, and the decision, which cites all that
 * is listed and the value's own writing: two who decide without knowing of each other
 * compete like any two. In one transaction. With the outcome %AHADI_SETTLEMENT_UNDO it
 * takes back the latest decision instead; @record has what stood before that
 * (AhadiReview.before).
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NOT_FOUND if nothing of @field was written
 * apart or there is no decision to be taken back, or with the errors of
 * ahadi_vault_save(); nothing was changed.
 */
gboolean ahadi_review_items_settle (AhadiVault *vault,
                                    const char *audience,
                                    const AhadiRecord *record,
                                    guint field,
                                    AhadiRecord *settlement,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
