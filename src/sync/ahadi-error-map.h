/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-sync-error.h"

G_BEGIN_DECLS

/**
 * ahadi_error_map_input:
 * @error: (nullable): a place with or without an error
 * @action: what could not be done: "cannot read the manifest"
 *
 * What the layers below say about bytes from outside becomes the #AhadiSyncError a caller
 * branches on, with @action before its message. Errors of this machine (disk, database,
 * cancellation) keep their domain and code.
 */
void ahadi_error_map_input (GError **error, const char *action);

G_END_DECLS
