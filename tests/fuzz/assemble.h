/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fuzz.h"

G_BEGIN_DECLS

/**
 * assemble:
 *
 * Makes a ustar archive of a text such as
 *
 *   == request.json
 *   {…}
 *   == request.json.minisig
 *   sign ahadi-request-v1 0123…
 *
 * The newline before "== " belongs to neither member. A member that begins with "sign "
 * becomes the signature by fuzz_get_signing_key(), with what follows as trusted comment,
 * over the member that it is named after ("request.json" for "request.json.minisig"),
 * else over the first: changes of them are so signed by their author. An input that does
 * not begin with "== " is the archive itself.
 *
 * Returns: (transfer full): the archive.
 */
GBytes *assemble (const guint8 *data, gsize size);

G_END_DECLS
