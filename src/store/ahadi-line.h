/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-heads.h"

G_BEGIN_DECLS

/*
 * Private to store/: the line of a stream whose author signed two stories: the entry that
 * an office named by its head, and all that lead to it (sync/FORMAT.md, F7). It stands in
 * the log of the stream, whichever story came first; whatever contradicts it is held
 * apart (ahadi-stories.h).
 */

/**
 * ahadi_line_trace:
 * @last: number of the entry that is named
 * @head: what the chain is after it
 *
 * Returns: (transfer full) (element-type AhadiHeadsRun): what is held that leads there,
 *   without a gap, from its end down to its start. Empty if the entry itself is not held.
 */
GArray *ahadi_line_trace (AhadiVault *vault,
                          const AhadiStreamEntry *entry,
                          guint64 last,
                          const guint8 head[AHADI_CHAIN_HASH_SIZE],
                          GError **error);

/**
 * ahadi_line_lay:
 * @entry: a forked stream of somebody else; its line is set
 * @laid: (out): whether something was moved. Then all from the fork on is held until the
 *   caller says what counts (ahadi_refold_again())
 *
 * Puts the line into the log of the stream, instead of what contradicts it.
 */
gboolean ahadi_line_lay (AhadiVault *vault,
                         AhadiStreamEntry *entry,
                         guint64 last,
                         const guint8 head[AHADI_CHAIN_HASH_SIZE],
                         gboolean *laid,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
