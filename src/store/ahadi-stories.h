/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-log.h"

G_BEGIN_DECLS

/*
 * Private to store/: segments that tell another story than the one that stands in the log
 * of their stream, whole, with their operations. They are what proves a fork, and nothing
 * of them counts but what both stories share.
 *
 * Why whole: where two stories part is only seen from the operations of both; any replica
 * that was given the same segments, in any order, then finds the same place.
 */

/* The stream, below 0, where the operations of story @number lie. */
gint64 ahadi_stories_get_log (gint64 number);

/* @known: (out): whether this segment is held as a story already */
gboolean ahadi_stories_begin (AhadiVault *vault,
                              const AhadiStreamEntry *entry,
                              const AhadiSegment *segment,
                              gint64 *number,
                              gboolean *known,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One of which only the hash comes is held with its body if that stands in the log of
 * @entry or in another of its stories. */
gboolean ahadi_stories_add (AhadiVault *vault,
                            const AhadiStreamEntry *entry,
                            gint64 number,
                            const AhadiOperation *operation,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Forgets a story that is none after all. */
gboolean ahadi_stories_remove (AhadiVault *vault,
                               gint64 number,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
