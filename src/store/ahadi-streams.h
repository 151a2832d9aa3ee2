/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/*
 * What this vault knows of one stream. For a stream of its own: everything up to @last,
 * @exported, @acked. For another's: @frontier is the last operation before the first gap;
 * operations after a gap are held and applied too.
 */
typedef struct
{
  gint64 number; /* local */
  AhadiStreamId id;
  gboolean own;
  guint64 last;     /* highest seq held */
  guint64 frontier; /* highest seq with none missing below */
  guint8 frontier_head[32];
  guint64 exported; /* own: highest seq in a bundle that was written whole */
  guint64 acked;    /* own: highest seq that an office's reply confirmed */
  guint8 acked_head[32];
  guint64 forked;    /* first seq at which its author signed two stories; 0: it did not.
                        Nothing counts from there on */
  guint64 beyond;    /* first seq that an office has cut off, or of a forked one the first
                        behind what counts for good; 0: none. Nothing counts from there
                        on either */
  guint64 line;      /* first seq that leads to the head that an office named, where it is
                        forked: from there to @beyond all counts; 0: none */
  guint64 settled;   /* the last seq that counts for good, as an office said; 0: none */
  guint64 elsewhere; /* own: highest seq that an office holds and this vault does not, 0:
                        none. This vault was put back to an older day */
} AhadiStreamInfo;

/* (element-type AhadiStreamInfo): by number. */
GArray *ahadi_streams_list (AhadiVault *vault, gboolean own_only, GError **error);
/* %FALSE without error when unknown. */
gboolean ahadi_streams_find (AhadiVault *vault,
                             const AhadiStreamId *id,
                             AhadiStreamInfo *info,
                             GError **error);

/* Ranges missing below @last: (element-type guint64 pairs from,to). */
GArray *ahadi_streams_list_gaps (AhadiVault *vault, gint64 number, GError **error);

/* The chain standing before @from of a stream of our own or held without a gap below
 * @from: for a segment's prev. */
gboolean ahadi_streams_get_chain (AhadiVault *vault,
                                  gint64 number,
                                  guint64 from,
                                  AhadiChain *chain,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the chain is after operation @seq of the log; @found (out): whether what is held
 * tells. */
gboolean ahadi_streams_find_head (AhadiVault *vault,
                                  gint64 number,
                                  guint64 seq,
                                  guint8 head[32],
                                  gboolean *found,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef gboolean (*AhadiOperationFunc) (const AhadiOperation *operation,
                                        gpointer data,
                                        GError **error);

/* Calls @func for each operation held with @from ≤ seq ≤ @to, rising. The operation is
 * valid inside the call only. */
gboolean ahadi_streams_read (AhadiVault *vault,
                             gint64 number,
                             guint64 from,
                             guint64 to,
                             AhadiOperationFunc func,
                             gpointer data,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Operations with @from ≤ seq ≤ @to that are sealed so that no key of this vault opens
 * them: nothing may tell people of them. */
gboolean ahadi_streams_count_closed (AhadiVault *vault,
                                     gint64 number,
                                     guint64 from,
                                     guint64 to,
                                     guint64 *count,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean ahadi_streams_set_exported (AhadiVault *vault,
                                     gint64 number,
                                     guint64 seq,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Keeps the highest. */
gboolean ahadi_streams_set_acked (AhadiVault *vault,
                                  gint64 number,
                                  guint64 seq,
                                  const guint8 head[32],
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_streams_note_elsewhere:
 * @stream: of this device
 * @seq: somebody holds the stream up to it
 * @lost: (out): how many operations that tells of and that are not here, nor were known
 *   to be elsewhere
 *
 * This vault was put back to an older day. Remembered, so that it is told once.
 */
gboolean ahadi_streams_note_elsewhere (AhadiVault *vault,
                                       const AhadiStreamId *stream,
                                       guint64 seq,
                                       guint64 *lost,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of an own stream all behind @seq is sent again: somebody lacks it, or has something
 * else there. @head: (nullable): of its chain at @seq; %NULL if that is 0 */
gboolean ahadi_streams_send_again (AhadiVault *vault,
                                   gint64 number,
                                   guint64 seq,
                                   const guint8 head[32],
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The ends of a stream's stories beyond its fork, as signed: only stream, to, head and
 * signature are set. (element-type AhadiSegment) */
GArray *ahadi_streams_list_stories (AhadiVault *vault, gint64 number, GError **error);

/**
 * AhadiAhead:
 * @first: seq of the first operation whose time is more than a day ahead of our clock; 0
 * if none is
 * @time: when it says to have been written, ms
 * @operations: how many wait, with those behind it; without those that are closed here
 */
typedef struct
{
  guint64 first;
  gint64 time;
  guint64 operations;
} AhadiAhead;

gboolean ahadi_streams_find_ahead (AhadiVault *vault,
                                   gint64 number,
                                   AhadiAhead *ahead,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @seq: (out): of the last operation held that says to have been written before @time,
 * ms; 0 if none does */
gboolean ahadi_streams_find_before (AhadiVault *vault,
                                    gint64 number,
                                    gint64 time,
                                    guint64 *seq,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of a stream that an office has cut off: how many operations are held that do not count.
 * What no key of this vault opens is left out. */
gboolean ahadi_streams_count_revoked (AhadiVault *vault,
                                      const AhadiStreamInfo *stream,
                                      guint64 *count,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @decided: (out): whether a cutoff says how far @device counts in @audience, of which
 * nothing need be held yet */
gboolean ahadi_streams_is_decided (AhadiVault *vault,
                                   const char *audience,
                                   const AhadiId *device,
                                   gboolean *decided,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Highest HLC issued or seen. */
AhadiHlc ahadi_streams_get_clock (AhadiVault *vault);

G_END_DECLS
