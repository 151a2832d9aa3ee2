/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiLinkPair:
 * @a: numbers of two people, in the order they were added, from 0
 * @b: larger than @a
 * @third: somebody who is surely both of them, where that says more than they do;
 *   %AHADI_LINK_OTHERS if rows that are surely one of them count; or %AHADI_LINK_NOBODY
 * @weight: bits, see ahadi_link_model_weigh()
 */
typedef struct
{
  guint32 a;
  guint32 b;
  guint32 third;
  float weight;
} AhadiLinkPair;

#define AHADI_LINK_NOBODY G_MAXUINT32
#define AHADI_LINK_OTHERS (G_MAXUINT32 - 1)

/* A GCompareFunc: the heaviest first, else by their numbers. */
int ahadi_link_pair_compare (gconstpointer a, gconstpointer b);

/* Pairs that weigh less are too unlike for a third one to join them. */
#define AHADI_LINK_THIRDS_LEAST -8.0f

/**
 * ahadi_link_thirds_apply:
 * @pairs: (element-type AhadiLinkPair): of one table
 * @n_persons: in the table
 *
 * One person's rows are all the same person: two rows that are each like a third one may
 * be less like each other, the one with a slip in the name, the other with a new
 * telephone. Their weight becomes that of the weaker of the two links, less what it costs
 * that both must hold, where that is more.
 */
void ahadi_link_thirds_apply (GArray *pairs, guint n_persons);

G_END_DECLS
