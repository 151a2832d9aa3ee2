/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "step.h"

G_BEGIN_DECLS

/*
 * A plain list of steps. As text: lines that begin with # (what it is about), "seed N"
 * (of the order in which all is given at the end, and of the ids), then one step a line.
 */
typedef struct
{
  guint32 seed;
  GArray *steps; /* Step */
} History;

History *history_new (guint32 seed);
void history_free (History *self);

/* Returns: (transfer full): those steps of @self whose byte in @kept is not 0. */
History *history_select (const History *self, const guint8 *kept);

/* Returns: (transfer full): its text, without comments. */
char *history_print (const History *self);
/* Returns: (transfer full): or %NULL, with the line that is no step. */
History *history_parse (const char *text, char **wrong);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (History, history_free)

G_END_DECLS
