/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory.h"

G_BEGIN_DECLS

/**
 * ahadi_inspect:
 * @vault: (nullable): whose keys to try; without it, what anyone can see
 *
 * Returns: (transfer full): a JSON object for people and --json: "size", "stanzas",
 * "opened" (false: then nothing more), "bundle", "signer", "signature" ("valid",
 * "unknown-device", …), "directory_version", "members" (name, size), "parts" (audience,
 * size, recipients, opened, operations, acks, and "refused" with the word of an
 * import). FOREIGN, DAMAGED. Changes nothing, merges nothing.
 */
json_t *ahadi_inspect (const char *path,
                       AhadiVault *vault,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
