/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-streams.h"

G_BEGIN_DECLS

/* What the epochs of a device tell of it: a laptop that was never copied has one life,
 * its epochs follow each other. */

/**
 * ahadi_copies_list:
 *
 * The devices of others of which two epochs are alive that are of no one life: both go on
 * from the same operation (after a fork at the very first one, from nothing), or each was
 * written in after the other had begun. The first kind is proved by the chains, the
 * second rests on clocks too. Epochs that were forked are over; so are those whose last
 * operation is 30 days older than the other's.
 *
 * Returns: (transfer full) (element-type AhadiId): each device once.
 */
GArray *ahadi_copies_list (AhadiVault *vault, GError **error);

/**
 * ahadi_copies_was_continued:
 * @forked: a stream that is
 * @continued: (out): whether its author began an epoch right where its stories part: with
 * that it has sent its own again (FORMAT.md, Y5)
 */
gboolean ahadi_copies_was_continued (AhadiVault *vault,
                                     const AhadiStreamInfo *forked,
                                     gboolean *continued,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
