/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the random history of @seed: 5 to 32 steps. What happens to
 * laptops in it is drawn first, so that in most histories little does. */
History *draw_history (guint32 seed);

G_END_DECLS
