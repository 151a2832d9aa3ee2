/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-streams.h"

G_BEGIN_DECLS

/*
 * What an office asks for again of this device's own streams (sync/FORMAT.md, Q4),
 * until it is sent or confirmed.
 */

/* What people may be told of one range. */
typedef struct
{
  AhadiStreamId stream;
  guint64 from;       /* 0: that would tell how many operations are closed here */
  guint64 to;         /* 0: the same */
  guint64 operations; /* that are not closed here, ≥ 1 */
} AhadiWanted;

/* @stream: its number. What is asked for twice is kept once. */
gboolean ahadi_wants_add (AhadiVault *vault,
                          gint64 stream,
                          guint64 from,
                          guint64 to,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What ends at @seq or before is asked for no longer. */
gboolean ahadi_wants_forget (AhadiVault *vault,
                             gint64 stream,
                             guint64 seq,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_wants_list:
 * @info: an own stream
 *
 * Returns: (transfer full) (element-type guint64): pairs from,to: rising, with at least
 * one operation between two of them, of operations that are here and count.
 */
GArray *ahadi_wants_list (AhadiVault *vault, const AhadiStreamInfo *info, GError **error);

/* Returns: (transfer full) (element-type AhadiWanted): of all own streams. */
GArray *ahadi_wants_list_shown (AhadiVault *vault, GError **error);

G_END_DECLS
