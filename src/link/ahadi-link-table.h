/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-link-thirds.h"
#include "ahadi-link-vector.h"

G_BEGIN_DECLS

/*
 * People of one table, or of two, held in memory, and those who are there twice.
 */
typedef struct _AhadiLinkTable AhadiLinkTable;

/* Surely worth asking about: the model is careful, and in made-up tables with the truth
 * some two of three pairs that weigh just so much are of one person. And perhaps. */
#define AHADI_LINK_SURELY -0.6f
#define AHADI_LINK_PERHAPS -5.0f

AhadiLinkTable *ahadi_link_table_new (void);
void ahadi_link_table_free (AhadiLinkTable *self);

/* @person: (transfer full): the next one */
void ahadi_link_table_add (AhadiLinkTable *self, AhadiLinkPerson *person);

/* Who is added from now on is of a second table: only pairs across both are looked for.
 */
void ahadi_link_table_begin_second (AhadiLinkTable *self);

guint ahadi_link_table_get_length (const AhadiLinkTable *self);

/* Called now and then, on the thread that asked for the pairs: so many people are looked
 * up. Returns: %FALSE to stop. */
typedef gboolean (*AhadiLinkTick) (guint done, guint total, gpointer data);

void ahadi_link_table_set_tick (AhadiLinkTable *self, AhadiLinkTick tick, gpointer data);

/**
 * ahadi_link_table_find:
 * @least: pairs of this weight and more
 *
 * Takes the counts of values, fits the model, and compares whoever has a blocking key in
 * common, on all processors. The result does not depend on how many they are.
 *
 * Returns: (transfer full) (nullable) (element-type AhadiLinkPair): the heaviest first;
 *   %NULL if the tick stopped it
 */
GArray *ahadi_link_table_find (AhadiLinkTable *self, float least);

/* What speaks for and against @pair, after ahadi_link_table_find(). */
void ahadi_link_table_compare (const AhadiLinkTable *self,
                               const AhadiLinkPair *pair,
                               AhadiLinkVector *vector);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiLinkTable, ahadi_link_table_free)

G_END_DECLS
