/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-rows.h"

G_BEGIN_DECLS

/*
 * Private to store/: the table of conflicts, which may be behind the log. What changes a
 * record only notes that it did; the next look takes that in.
 */

/**
 * AhadiReviewDue:
 * @AHADI_REVIEW_DUE_NO: what is under review is what it was
 * @AHADI_REVIEW_DUE_IF_LISTED: as well, if no field of the record had two ends before
 * @AHADI_REVIEW_DUE_YES: a field may have two ends now
 *
 * What folding one operation may have changed. Two ends are two writings neither of which
 * is the other's base, nor of its stream: the first time there are two, the later one to
 * come says so (AhadiFoldOutcome.unseen). From then on the record is listed, and every
 * writing of a sensitive field counts.
 */
typedef enum
{
  AHADI_REVIEW_DUE_NO,
  AHADI_REVIEW_DUE_IF_LISTED,
  AHADI_REVIEW_DUE_YES,
} AhadiReviewDue;

/* @fields: that the operation wrote */
AhadiReviewDue
ahadi_review_due_judge (AhadiKind kind, guint32 fields, const AhadiFoldOutcome *outcome);

/* Notes the record of @row, which came, changed or went; of a settlement the record that
 * it is about. */
gboolean ahadi_review_due_note_row (AhadiVault *vault,
                                    const AhadiStoredRow *row,
                                    AhadiReviewDue due,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Notes each record that operations with @from ≤ seq ≤ @to of @stream (a number) are of,
 * and others too: what was written apart in it may count for good now. */
gboolean ahadi_review_due_note_stream (AhadiVault *vault,
                                       gint64 audience,
                                       gint64 stream,
                                       guint64 from,
                                       guint64 to,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a decision in @audience speaks of what is still to come: then a record that is
 * new may matter too. */
gboolean ahadi_review_due_waits (AhadiVault *vault,
                                 gint64 audience,
                                 gboolean *waits,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes in what was noted, in a transaction of its own if none is open. What a decision
 * speaks of that is still to come waits until more of its record comes. */
gboolean ahadi_review_due_catch_up (AhadiVault *vault,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type AhadiReview): of one record, from the log, whatever the table says. */
GPtrArray *ahadi_review_due_compute (AhadiVault *vault,
                                     gint64 audience,
                                     AhadiKind kind,
                                     const AhadiId *entity,
                                     GError **error);

/* Whether anything of it would be asked if nothing of it counted for good. */
gboolean ahadi_review_due_competes (AhadiVault *vault,
                                    gint64 audience,
                                    AhadiKind kind,
                                    const AhadiId *entity,
                                    gboolean *competes,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Compares the table with the log for the record of @row. @found: (out): its lines in the
 * table */
gboolean ahadi_review_due_check (AhadiVault *vault,
                                 const AhadiStoredRow *row,
                                 guint *found,
                                 gboolean *same,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
