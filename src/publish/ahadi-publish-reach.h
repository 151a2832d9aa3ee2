/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ahadi-store.h"

G_BEGIN_DECLS

/*
 * Private to publish/: how far a stream counts, as somebody knows. Two offices may know
 * different things; what a database knows is all of it together, whoever published first
 * and however often.
 */

/* The decision that stands, as text of which the higher one is newer: 16 hex digits of
 * its time and 32 of its record; "" for none. */
#define AHADI_PUBLISH_CUT_SIZE (16 + 32 + 1)

/* Numbers of operations, 0 for none; as those of #AhadiStreamInfo. */
typedef struct
{
  guint64 forked;
  char cut[AHADI_PUBLISH_CUT_SIZE];
  guint64 settled; /* counts for good up to it */
  guint64 beyond;  /* as @cut says, and @settled where it is forked */
  guint64 line;    /* likewise */
} AhadiPublishReach;

void ahadi_publish_reach_init (AhadiPublishReach *self, const AhadiFeedStream *stream);

gboolean ahadi_publish_reach_equal (const AhadiPublishReach *a,
                                    const AhadiPublishReach *b);

/**
 * ahadi_publish_reach_join:
 * @from: (out): the first operation that may count now and did not, or the other way
 *   round; 0 if there is none
 *
 * Adds what @other knows. Commutative, associative and idempotent.
 */
void ahadi_publish_reach_join (AhadiPublishReach *self,
                               const AhadiPublishReach *other,
                               guint64 *from);

/* Whether operation @seq counts. */
gboolean ahadi_publish_reach_counts (const AhadiPublishReach *self, guint64 seq);

/**
 * ahadi_publish_reach_get_shared:
 * @self: what is known together
 * @own: what a vault knows, joined with it
 *
 * Returns: the last operation of which the vault is sure to hold what all mean: beyond a
 *   fork it may hold another story as long as it does not know all.
 */
guint64 ahadi_publish_reach_get_shared (const AhadiPublishReach *self,
                                        const AhadiPublishReach *own);

G_END_DECLS
