/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ahadi-store.h"

G_BEGIN_DECLS

/* The line of a reply that says: this record was erased (FORMAT.md section 4). */

/* Whether @line says that; what it says may still break a rule. */
gboolean ahadi_erased_is_line (const char *line, gsize size);

/* Appends the line of @self, newline included: its scope, entity, kind, reason and date.
 */
void ahadi_erased_print (const AhadiGone *self, GString *line);

/* Returns: (transfer full): %NULL with %AHADI_SYNC_ERROR_MALFORMED (rule G1). */
AhadiGone *ahadi_erased_parse (const char *line,
                               gsize size,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* By scope, then entity: the order in which they stand (rule G2). */
int ahadi_erased_compare (const AhadiGone *a, const AhadiGone *b);

G_END_DECLS
