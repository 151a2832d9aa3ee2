/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history.h"

G_BEGIN_DECLS

/* Whether @history still fails in the way that is looked into. */
typedef gboolean (*ShrinkFails) (const History *history, gpointer data);

/**
 * shrink:
 * @history: one that fails
 *
 * Delta debugging (Zeller and Hildebrandt 2002): steps are left out, halves first, then
 * ever smaller pieces, as long as what is left still fails.
 *
 * Returns: (transfer full): a history of which no single step can be left out
 */
History *shrink (const History *history, ShrinkFails fails, gpointer data);

G_END_DECLS
