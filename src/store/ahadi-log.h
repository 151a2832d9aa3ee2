/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault-private.h"

G_BEGIN_DECLS

/*
 * Private to store/: the rows of the log. One number is the place of an operation, stream
 * << 40 | seq: a stream's operations lie together, and are appended where it ends.
 */
#define AHADI_LOG_SEQ_BITS 40
#define AHADI_LOG_MAX_SEQ ((G_GUINT64_CONSTANT (1) << AHADI_LOG_SEQ_BITS) - 1)

gint64 ahadi_log_get_place (gint64 stream, guint64 seq);
gint64 ahadi_log_get_stream (gint64 place);
guint64 ahadi_log_get_seq (gint64 place);

/* Appends @operation to the log; it is not there yet. */
gboolean ahadi_log_insert (AhadiVault *vault,
                           gint64 stream,
                           const AhadiOperation *operation,
                           gboolean parked,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the operation of that seq is held; %FALSE with %AHADI_STORE_ERROR_FORK if it is
 * another one. */
gboolean ahadi_log_compare (AhadiVault *vault,
                            gint64 stream,
                            const AhadiOperation *operation,
                            gboolean *held,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* HLC of the nearest operation held below (or above) @seq; 0 if there is none. */
gboolean ahadi_log_get_neighbour (AhadiVault *vault,
                                  gint64 stream,
                                  guint64 seq,
                                  gboolean above,
                                  AhadiHlc *hlc,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Parked operations of a stream, rising. */
gboolean ahadi_log_read_parked (AhadiVault *vault,
                                gint64 stream,
                                AhadiOperationFunc func,
                                gpointer data,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Parked operations below @seq are parked no longer. */
gboolean ahadi_log_release (AhadiVault *vault, gint64 stream, guint64 seq, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Operations held with @from ≤ seq ≤ @to, rising. */
gboolean ahadi_log_read (AhadiVault *vault,
                         gint64 stream,
                         guint64 from,
                         guint64 to,
                         AhadiOperationFunc func,
                         gpointer data,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
