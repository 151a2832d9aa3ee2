/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to publish/: the SQL resources of this library. */

/* Returns: (transfer full) (element-type utf8 utf8): name to SQL of sql/merge.sql, where
 * a line "-- name: x" starts statement x. */
GHashTable *ahadi_publish_statements_load (void);

/* Borrowed; a name that is not there is our mistake. */
const char *ahadi_publish_statements_get (GHashTable *statements, const char *name);

/* Returns: (transfer full): a whole script, "tables.sql" or "views.sql". */
char *ahadi_publish_statements_read (const char *name);

G_END_DECLS
