/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history.h"
#include "reader.h"

G_BEGIN_DECLS

/* A few offices that histories are played with, one after another. */
typedef struct
{
  Reader readers[STEP_N_READERS];
  Reader relay; /* hears of everything only through the first one */
  Writers writers;
  char *audiences[STEP_N_AUDIENCES];
  guint dirty;   /* histories that were committed in these vaults */
  GRand *random; /* of this history's end */
} Stage;

void stage_open (Stage *self);
void stage_close (Stage *self);

/**
 * stage_play:
 *
 * Plays the steps of @history, then gives everything that was ever signed to all offices,
 * cut anywhere, in any order, some of it twice, and checks each property (properties.h).
 *
 * Returns: (transfer full) (nullable): what was not as it must be; %NULL if all was
 */
char *stage_play (Stage *self, const History *history);

/* Gives @reader all that was ever signed, in an order of its own. */
void stage_give_everything (Stage *self, Reader *reader);

G_END_DECLS
