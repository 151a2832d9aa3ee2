/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-streams.h"
#include "merge/ahadi-merge.h"

G_BEGIN_DECLS

/*
 * The log as whoever keeps another database up to date from it reads it (publish/): the
 * operations that count, what decides that, and the rows that they give.
 */

/**
 * AhadiFeedStream:
 * @info: what is known of the stream; @own, @beyond aside
 * @cut: whether an office has said how far the stream counts
 * @cut_hlc: when it was said, of several decisions the newest; 0 if that one names the
 *   device and not this epoch
 * @cut_id: the record that says it; zero likewise
 * @beyond: as that of @info, also of an own stream, which counts for its own vault
 */
typedef struct
{
  AhadiStreamInfo info;
  gboolean cut;
  AhadiHlc cut_hlc;
  AhadiId cut_id;
  guint64 beyond;
} AhadiFeedStream;

/* Returns: (transfer full) (element-type AhadiFeedStream): by number. */
GArray *ahadi_feed_list_streams (AhadiVault *vault, GError **error);

/* Calls @func for each operation held with @from ≤ seq ≤ @to that counts here, rising;
 * one whose content is gone has no body. It is valid inside the call only. */
gboolean ahadi_feed_read (AhadiVault *vault,
                          gint64 number,
                          guint64 from,
                          guint64 to,
                          AhadiOperationFunc func,
                          gpointer data,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef gboolean (*AhadiFeedRowFunc) (const AhadiRow *row, gpointer data, GError **error);

/* Each row of a kind in @audience (its whole name), by rising id; without records of
 * which an operation is sealed to some readers, opened here or not. */
gboolean ahadi_feed_scan (AhadiVault *vault,
                          const char *audience,
                          AhadiKind kind,
                          AhadiFeedRowFunc func,
                          gpointer data,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
