/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge/ahadi-merge.h"

/*
 * A random history of one audience: devices with clocks that are wrong, which write what
 * they see of a few records and now and then hear of each other's operations. A copied
 * laptop writes under a stamp that was used already.
 */
#define HISTORY_N_DEVICES 5
#define HISTORY_N_ROWS 7
#define HISTORY_N_OPERATIONS 160

typedef struct
{
  guint row; /* which record: 0 to HISTORY_N_ROWS - 1 */
  guint device;
  AhadiStamp stamp;
  AhadiBody body;
  gboolean
      seen[HISTORY_N_OPERATIONS]; /* earlier operations that its writer had heard of */
} HistoryOperation;

typedef struct
{
  GPtrArray *operations; /* of HistoryOperation, in the order of writing */
} History;

/* @copies: whether a copied laptop takes part. */
History *history_new (GRand *random, gboolean copies);
void history_free (History *self);
const HistoryOperation *history_get (const History *self, guint operation);

/* HISTORY_N_ROWS rows, empty, in the order in which a digest takes them. */
AhadiRow *history_make_rows (void);
void history_free_rows (AhadiRow *rows);
char *history_digest (const AhadiRow *rows);

/* What every replica must come to, the naive way: sort the writings of each field, take
 * the last, or the first of a fact. */
AhadiRow *history_judge (const History *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (History, history_free)
