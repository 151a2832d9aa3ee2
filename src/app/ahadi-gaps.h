/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

typedef enum
{
  AHADI_GAP_MISSING, /* they have not arrived */
  AHADI_GAP_FROZEN,  /* their author signed two stories from there on: none counts */
  AHADI_GAP_ASKED,   /* our own: an office asks for them again */
  AHADI_GAP_COPIED,  /* no changes: two laptops write as this one, and both count */
  AHADI_GAP_AHEAD,   /* their author's clock was ahead: they wait for their time */
} AhadiGapState;

/* "missing", "frozen", "asked", "copied", "ahead" */
const char *ahadi_gap_state_to_word (AhadiGapState state);

/**
 * AhadiGap:
 * @whose: "Branch Kisumu", or an office
 * @device: whose they are
 * @audience: whom they are for, as parts of bundles are named: "membership"; empty where
 *   it is all the same
 * @from: the first change; @to: the last one; 0 where that may not be told
 * @count: how many they are
 * @time: ahead: when the first of them says to have been written, ms
 * @answered: replies of this office reach their author
 * @between: there is another holder of an office who reads what it is for: the next
 *   bundle for the other offices asks for it
 * @gone: their author is not trusted any more, and this is an office
 *
 * Changes that do not count here, or not yet where they should.
 */
typedef struct
{
  AhadiGapState state;
  char *whose;
  AhadiId device;
  const char *audience;
  guint64 from;
  guint64 to;
  guint64 count;
  gint64 time;
  gboolean answered;
  gboolean between;
  gboolean gone;
} AhadiGap;

void ahadi_gap_free (AhadiGap *self);

/* Returns: (transfer full) (element-type AhadiGap): laptops that were copied first, then
 * in the order in which authors were heard of. What was frozen is no longer told once its
 * author went on from there in a new epoch: with that it has sent its own again. Of
 * laptops that are not trusted any more it is not told that they were copied. */
GPtrArray *ahadi_gaps_list (AhadiSession *session, GError **error);

/* What it is, in half a sentence; what to do; both. In ahadi-sentences-gaps.c. */
char *ahadi_gap_name (const AhadiGap *self);
const char *ahadi_gap_advise (const AhadiGap *self);
char *ahadi_gap_describe (const AhadiGap *self);

/* Why a clock is not put right. */
const char *ahadi_sentence_for_clock (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiGap, ahadi_gap_free)

G_END_DECLS
