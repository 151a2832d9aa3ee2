/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

/* All that somebody was given, in the order in which it came. */
typedef struct
{
  gboolean has_key; /* sees what is inside of sealed operations */
  GArray *tales;    /* Tale */
  GArray *told;     /* Confession: taken as the author's own word */
} Held;

void held_init (Held *self, gboolean has_key);
void held_clear (Held *self);

void held_add (Held *self, const Tale *tale);
void held_be_told (Held *self, const Confession *confession);
/* All that @other holds, but for what it was told. */
void held_add_all (Held *self, const Held *other);

/* Whether the operation after which @story's chain is as it is at @seq is held. */
gboolean held_has (const Held *self, const Story *story, guint64 seq);

G_END_DECLS
