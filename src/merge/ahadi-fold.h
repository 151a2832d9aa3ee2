/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-row.h"

G_BEGIN_DECLS

/**
 * AhadiFoldOutcome:
 * @won: bit i: the operation's value of field i came to stand by this fold
 * @superseded: bit i: another value of field i stands and goes on standing (a newer one;
 *   for a fact an older one), so that the operation's does not show
 * @conflicts: bit i: field i is sensitive, and this operation and the writing that it met
 *   in the row may have been made without sight of each other (below)
 * @unseen: bit i: field i is sensitive, and the writing that it met in the row is of
 *   another stream and not its base, whatever both say: where that one was the only end
 *   of the field (ahadi-review.h), there may be two now
 *
 * An operation whose own writing stands already (a repeated delivery) sets none of the
 * bits of that field. Any other field the operation sets has exactly one of @won
 * and @superseded.
 *
 * What @conflicts can say, with R the stamp that stood in the row before, S the
 * operation's and B the operation's base for the field:
 *
 * - nothing stood there, or R and S are of the same device and epoch: never a conflict
 *   (an author has seen its own writings);
 * - both wrote the same value: none either, whatever they saw;
 * - S above R: a conflict exactly if B is below R (or nothing). The operation's writer
 *   did not see R, having seen no more than B, and R's did not see S, since whoever sees
 *   a stamp writes above it. This one is certain. B above R is none: the writer saw a
 *   later writing than R, one that is still to come here, and R is that one's affair;
 * - S below R: always set. S's writer did not see R; whether R's writer saw S, R's base
 *   would tell, and a row does not keep it. So it is possible, not proved: operations
 *   that arrive out of order set it too.
 *
 * The bits therefore depend on the order of arrival, which the row does not: they are for
 * telling people at once that something is worth a look. Review items are computed from
 * the log, where every base is known.
 */
typedef struct
{
  guint32 won;
  guint32 superseded;
  guint32 conflicts;
  guint32 unseen;
} AhadiFoldOutcome;

/**
 * ahadi_fold:
 * @row: state of the operation's entity; taken as empty if nothing was known
 * @stamp: of the operation
 * @body: parsed body; kinds of @row and body agree
 *
 * Folds one operation into @row: per field the value with the higher stamp stands (a
 * fact: the LOWER stamp, the first writing stands for ever; equal stamps, which only a
 * copied laptop makes: the value that sorts last, for a fact first). Commutative,
 * associative and idempotent, so that any order, repetition and grouping give one state.
 */
AhadiFoldOutcome
ahadi_fold (AhadiRow *row, const AhadiStamp *stamp, const AhadiBody *body);

/**
 * ahadi_fold_difference:
 * @row: what the writer sees
 * @record: what it should become
 * @body: (out): the fields that differ, each with the stamp it overwrites as base;
 *   cleared by the caller
 *
 * A fact that was written already is left out, whatever @record holds: nothing can change
 * it.
 *
 * Returns: whether anything differs.
 */
gboolean
ahadi_fold_difference (const AhadiRow *row, const AhadiRecord *record, AhadiBody *body);

G_END_DECLS
