/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-link-vector.h"

G_BEGIN_DECLS

/**
 * AhadiLinkStrangers: how two people of a table agree who are not the same
 * @lift: how many times as often as by chance two who share a name share another one too:
 *   names go by community, so that the second one that agrees says less than the first
 * @counts: how often each level was met
 */
typedef struct
{
  double lift;
  double counts[AHADI_LINK_N_LEVELS];
} AhadiLinkStrangers;

/**
 * ahadi_link_strangers_measure:
 * @persons: of a table, rated
 *
 * Looks at pairs spread over the table, but for those that something else than names
 * makes look like one person. Always the same for the same table.
 */
void ahadi_link_strangers_measure (AhadiLinkPerson *const *persons,
                                   guint n_persons,
                                   AhadiLinkStrangers *strangers);

G_END_DECLS
