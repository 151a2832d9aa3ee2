/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Looks for bytes in all memory of this process. What is looked for is kept masked, so
 * that it does not find itself.
 */

/* Returns: (transfer full): @bytes, masked. */
GBytes *memory_mask (gconstpointer bytes, gsize size);

/* How often it stands anywhere in memory. */
guint memory_count (GBytes *masked);

G_END_DECLS
