/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault-private.h"

G_BEGIN_DECLS

/*
 * Private to store/: what the chain of a stream is known to be at a position. Position n
 * is after operation n; 0 is before the first.
 */

/* A stretch of the chain whose two ends are known. */
typedef struct
{
  gint64 log; /* the stream where its operations lie */
  guint64 from;
  guint64 to;
  guint8 prev[AHADI_CHAIN_HASH_SIZE];
  guint8 head[AHADI_CHAIN_HASH_SIZE];
} AhadiHeadsRun;

/* @found is FALSE if what is held does not tell. */
gboolean ahadi_heads_find (AhadiVault *vault,
                           const AhadiStreamEntry *entry,
                           guint64 position,
                           guint8 head[AHADI_CHAIN_HASH_SIZE],
                           gboolean *found,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same at a position of @run, one of its own. */
gboolean ahadi_heads_find_in_run (AhadiVault *vault,
                                  const AhadiStreamEntry *entry,
                                  const AhadiHeadsRun *run,
                                  guint64 position,
                                  guint8 head[AHADI_CHAIN_HASH_SIZE],
                                  gboolean *found,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How a segment that came stands to what its author signed before. */
typedef enum
{
  AHADI_HEADS_AGREE, /* where they meet */
  AHADI_HEADS_KNOWN, /* all of it is in one known run of the chain */
  AHADI_HEADS_OPEN,  /* a known run ends inside it: its operations must tell */
  AHADI_HEADS_DIFFER,
} AhadiHeadsVerdict;

/**
 * ahadi_heads_compare:
 * @verdict: (out)
 *
 * Compares the two ends of @segment, whose operations are not at hand yet, with every
 * known run of the chain that meets it, at the highest position that both have: where
 * they agree, they agree on everything before.
 */
gboolean ahadi_heads_compare (AhadiVault *vault,
                              const AhadiStreamEntry *entry,
                              const AhadiSegment *segment,
                              AhadiHeadsVerdict *verdict,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_heads_part:
 * @log: the stream where the operations of @segment lie: of a story (ahadi-stories.h)
 * @from_told: (out): the first seq at which it differs from what stands in the log of
 *   @entry; %G_MAXUINT64 if it does nowhere
 * @from_others: (out): the same for the other stories of that author
 */
gboolean ahadi_heads_part (AhadiVault *vault,
                           const AhadiStreamEntry *entry,
                           const AhadiSegment *segment,
                           gint64 log,
                           guint64 *from_told,
                           guint64 *from_others,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_heads_find_leading:
 * @position: from 1
 * @head: what the chain is there
 * @run: (out): ends at @position; its log is 0 if nothing that is held ends in @head
 * there
 *
 * What is held that leads to @head, in the log of @entry or in a story: of several the
 * one in the log, then the one that begins first.
 */
gboolean ahadi_heads_find_leading (AhadiVault *vault,
                                   const AhadiStreamEntry *entry,
                                   guint64 position,
                                   const guint8 head[AHADI_CHAIN_HASH_SIZE],
                                   AhadiHeadsRun *run,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Keeps @segment as signed. */
gboolean ahadi_heads_keep (AhadiVault *vault,
                           const AhadiStreamEntry *entry,
                           const AhadiSegment *segment,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Moves the frontier of @entry as far up as segments go without a gap or a parked
 * operation. Only in memory. */
gboolean ahadi_heads_advance (AhadiVault *vault,
                              AhadiStreamEntry *entry,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Links the operations @from to @to from @head to what it is after @to; @complete is
 * FALSE if one is missing. */
gboolean ahadi_heads_link (AhadiVault *vault,
                           const AhadiStreamEntry *entry,
                           guint64 from,
                           guint64 to,
                           guint8 head[AHADI_CHAIN_HASH_SIZE],
                           gboolean *complete,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
