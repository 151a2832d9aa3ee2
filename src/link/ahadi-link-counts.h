/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-link-values.h"

G_BEGIN_DECLS

/*
 * How often each value occurs in a table held in memory: a count-min sketch (Cormode and
 * Muthukrishnan 2005) of two rows. A count is never too low; it is too high for a few
 * values in a million. Its memory does not grow with what is counted.
 */
typedef struct _AhadiLinkCounts AhadiLinkCounts;

/* @n_people: about how many will be added */
AhadiLinkCounts *ahadi_link_counts_new (guint n_people);
void ahadi_link_counts_free (AhadiLinkCounts *self);

void ahadi_link_counts_add (AhadiLinkCounts *self, const AhadiLinkPerson *person);

guint ahadi_link_counts_get (const AhadiLinkCounts *self, guint64 value);

/* Rates @person by what was added so far. */
void ahadi_link_counts_rate (AhadiLinkCounts *self, AhadiLinkPerson *person);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiLinkCounts, ahadi_link_counts_free)

G_END_DECLS
