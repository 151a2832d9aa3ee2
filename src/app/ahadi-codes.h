/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ahadi-model.h"

G_BEGIN_DECLS

/* The Code of Conduct as shipped (data/code-of-conduct, compiled in). Borrowed, for the
 * life of the program; @language "en" or "sw". */
const AhadiCode *ahadi_codes_get (const char *language);
/* The verbatim bytes, and their BLAKE2b-256 in hex. */
GBytes *ahadi_codes_get_text (const char *language);
const char *ahadi_codes_get_hash (const char *language);

G_END_DECLS
