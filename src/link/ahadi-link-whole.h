/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-link-model.h"
#include "ahadi-link-thirds.h"

G_BEGIN_DECLS

/* Rows of one person tell together what each of them leaves out: one has the birth date,
 * another the telephone, a third the father's name. */

/* Bits: from here on two rows are one person, as far as a third is concerned: one pair in
 * twenty of those that weigh just so much is not. */
#define AHADI_LINK_WHOLE_STRONG 4.0f

/**
 * ahadi_link_whole_add:
 * @self: a row, rated
 * @same: another row of the same person, rated by the same table
 *
 * Returns: (transfer full) (nullable): @self with what @same has and it has not: a full
 *   birth date, names that are like none of its own, and each other field where it has
 *   none; %NULL if there is nothing of the kind
 */
AhadiLinkPerson *ahadi_link_whole_add (const AhadiLinkPerson *self,
                                       const AhadiLinkPerson *same);

/**
 * ahadi_link_whole_apply:
 * @pairs: (element-type AhadiLinkPair): of one table
 * @persons: (transfer none): the table, rated; those who are in no pair may be %NULL
 *
 * Weighs pairs that are in doubt again, each of the two rows with what is told by rows
 * that are surely the same person: two namesakes differ where those rows do. The third of
 * a pair whose weight changed is %AHADI_LINK_OTHERS.
 */
void ahadi_link_whole_apply (GArray *pairs,
                             AhadiLinkPerson *const *persons,
                             guint n_persons,
                             const AhadiLinkModel *model);

G_END_DECLS
