/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault-private.h"

G_BEGIN_DECLS

/*
 * Private to store/: the rows of the log. One number is the place of an operation, stream
 * * 2^40 + seq: a stream's operations lie together, and are appended where it ends. What
 * contradicts them lies at streams of its own, below 0 (ahadi-stories.h).
 */
#define AHADI_LOG_SEQ_BITS 40
#define AHADI_LOG_MAX_SEQ ((G_GUINT64_CONSTANT (1) << AHADI_LOG_SEQ_BITS) - 1)

gint64 ahadi_log_get_place (gint64 stream, guint64 seq);
gint64 ahadi_log_get_stream (gint64 place);
guint64 ahadi_log_get_seq (gint64 place);

/* Whether an operation counts, and if not, why it is only held (column parked of op). Of
 * two reasons the higher one stands. */
typedef enum
{
  AHADI_OP_APPLIED = 0, /* folded into its row */
  AHADI_OP_AHEAD = 1,   /* its author's clock is more than 24 h ahead of ours */
  AHADI_OP_FORKED = 2,  /* its author has signed another story from there on */
  AHADI_OP_REVOKED = 3, /* written after its author stopped counting */
} AhadiOpState;

/* Appends @operation to the log; it is not there yet. */
gboolean ahadi_log_insert (AhadiVault *vault,
                           gint64 stream,
                           const AhadiOperation *operation,
                           AhadiOpState state,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the operation of that seq is held; %FALSE with %AHADI_STORE_ERROR_FORK if it is
 * another one. */
gboolean ahadi_log_compare (AhadiVault *vault,
                            gint64 stream,
                            const AhadiOperation *operation,
                            gboolean *held,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether of some operations with @from ≤ seq ≤ @to only the hash is held. */
gboolean ahadi_log_is_hollow (AhadiVault *vault,
                              gint64 stream,
                              guint64 from,
                              guint64 to,
                              gboolean *hollow,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Puts the body of @operation wherever only its hash is held, in the log of @stream and
 * in its stories. @state: (out): of the operation in the log (AhadiOpState) if its body
 * came so; -1 if not */
gboolean ahadi_log_refill (AhadiVault *vault,
                           gint64 stream,
                           const AhadiOperation *operation,
                           gint64 *state,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* HLC of the operation of that seq; 0 if it is not held. */
gboolean ahadi_log_get_hlc (AhadiVault *vault,
                            gint64 stream,
                            guint64 seq,
                            AhadiHlc *hlc,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Drops every operation of @stream: for those that lie elsewhere too. */
gboolean ahadi_log_remove (AhadiVault *vault,
                           gint64 stream,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Operations of a stream that are %AHADI_OP_AHEAD, rising. */
gboolean ahadi_log_read_parked (AhadiVault *vault,
                                gint64 stream,
                                AhadiOperationFunc func,
                                gpointer data,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Those of them below @seq are applied. */
gboolean ahadi_log_release (AhadiVault *vault, gint64 stream, guint64 seq, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Those from @from on: all become @state; but a reason to hold one gives way to a higher
 * one only, and none is applied whose time (@now, ms) has not come. */
gboolean ahadi_log_set_state (AhadiVault *vault,
                              gint64 stream,
                              guint64 from,
                              AhadiOpState state,
                              gint64 now,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @seq: (out): of the last operation held whose time is below @hlc; 0 if none is */
gboolean ahadi_log_find_below (AhadiVault *vault,
                               gint64 stream,
                               AhadiHlc hlc,
                               guint64 *seq,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The first seq of a stream that is held and not applied; 0 if none is. */
gboolean ahadi_log_find_held (AhadiVault *vault,
                              gint64 stream,
                              guint64 *seq,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Operations held with @from ≤ seq ≤ @to, rising. */
gboolean ahadi_log_read (AhadiVault *vault,
                         gint64 stream,
                         guint64 from,
                         guint64 to,
                         AhadiOperationFunc func,
                         gpointer data,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Those of them that count. */
gboolean ahadi_log_read_applied (AhadiVault *vault,
                                 gint64 stream,
                                 guint64 from,
                                 guint64 to,
                                 AhadiOperationFunc func,
                                 gpointer data,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The first five columns of @list, from, to, prev, head and signature: all of @segment
 * but its stream. %AHADI_STORE_ERROR_CORRUPT. */
gboolean ahadi_log_read_segment (AhadiStatement *list,
                                 AhadiSegment *segment,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
