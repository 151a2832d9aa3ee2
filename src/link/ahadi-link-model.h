/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-link-strangers.h"

G_BEGIN_DECLS

/*
 * The model of Fellegi and Sunter ("A Theory for Record Linkage", 1969): each agreement
 * level has a probability among pairs of one person (m) and among pairs of two (u); the
 * match weight is the sum of log2 (m/u). Where u depends on the value itself, it is the
 * vector's surprise.
 *
 * Beside one person and two strangers there is a third explanation: two people of one
 * household, who share telephone, address and some names. A pair scores well only if one
 * person explains it better than that, too.
 */
typedef struct _AhadiLinkModel AhadiLinkModel;

/**
 * ahadi_link_model_new:
 * @n_people: in the table
 *
 * Probabilities as they are in tables in general.
 */
AhadiLinkModel *ahadi_link_model_new (guint n_people);
void ahadi_link_model_free (AhadiLinkModel *self);

/**
 * ahadi_link_model_fit:
 * @vectors: pairs that have a blocking key in common
 * @n_pairs: pairs they were taken from, those without a common key counted too
 *
 * Fits m of every level, and how many pairs are of one person, to the table at hand by
 * expectation maximisation; what was known before counts as a few pairs. Always the same
 * result for the same @vectors.
 */
void ahadi_link_model_fit (AhadiLinkModel *self,
                           const AhadiLinkVector *vectors,
                           gsize n_vectors,
                           double n_pairs);

/**
 * ahadi_link_model_set_strangers:
 * @strangers: (transfer none): as they are in the table at hand
 *
 * Which names differ depends on whether the table has names of church or mosque, and on
 * how many of them are known here: u of %AHADI_LINK_NAME_DIFFERENT and the two beside it
 * is taken from @strangers, and so is how much a second name says.
 */
void ahadi_link_model_set_strangers (AhadiLinkModel *self,
                                     const AhadiLinkStrangers *strangers);

/**
 * ahadi_link_model_weigh:
 *
 * Returns: bits: log2 of the odds that both are one person, how rare that is counted in:
 *   0 is as likely as not, 10 is a thousand to one
 */
float ahadi_link_model_weigh (const AhadiLinkModel *self, const AhadiLinkVector *vector);

/* m of @level. */
float ahadi_link_model_get_m (const AhadiLinkModel *self, AhadiLinkLevel level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiLinkModel, ahadi_link_model_free)

G_END_DECLS
