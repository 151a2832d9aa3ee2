/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "held.h"

G_BEGIN_DECLS

/*
 * What everybody who holds the same must come to, the naive way: sync/FORMAT.md section
 * 13, rule by rule, over all that is held at once. No order of arrival, no tables, no
 * rows that change: all operations that count, sorted, folded.
 */

/* What is said of one stream. */
typedef struct
{
  StepAudience audience;
  AhadiStreamId id;
  guint64 last;      /* highest number that is held */
  guint64 forked;    /* Y4: the first operation of which there are two; 0: none */
  gboolean cut;      /* F6: of this device anything was decided */
  guint64 cut_after; /* the last one that may count */
  gboolean named;    /* F7 */
  Head head;
  AhadiStamp cut_by; /* of the cutoff that says it; its entity in place of a device */
  guint64 base;      /* F9: the last one that counts for good; 0: none */
  Head base_head;
  AhadiStamp base_by;  /* the same of the baseline */
  GPtrArray *counting; /* Entry: that of number n at n, NULL if it does not count */
} Verdict;

typedef struct
{
  GArray *verdicts; /* Verdict */
  char *digests[STEP_N_AUDIENCES];
  GPtrArray *writings[STEP_N_AUDIENCES]; /* Entry: what gives one, by stamps */
  GHashTable *settled;                   /* Entry of them that count for good: N6 */
} Judgment;

/* @names: of the audiences; @now_ms: by the reader's clock */
Judgment *
oracle_judge (const Held *held, const char *const names[STEP_N_AUDIENCES], gint64 now_ms);
void judgment_free (Judgment *self);

/* Whether @entry counts, whatever stands above it. */
gboolean judgment_counts (const Judgment *self, const Entry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Judgment, judgment_free)

G_END_DECLS
