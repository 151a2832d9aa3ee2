/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ahadi_fingerprint_make:
 * @domain: e.g. "ahadi-card-v1" or "ahadi-enrol-v1", used (hashed) as salt
 *
 * 25 decimal digits of Argon2id (2 passes, 64 MiB) over @bytes in groups of five: "12345
 * 67890 …", to compare aloud. Slow on purpose so that a look-alike can't be ground out
 * (FORMATS 5).
 *
 * Returns: (transfer full): 29 characters.
 */
char *ahadi_fingerprint_make (const char *domain, gconstpointer bytes, gsize size);

G_END_DECLS
