/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ahadi_phone_normalise:
 * @text: a number as a person writes it: 0712 345 678, +254712345678, 254-712…, 00254…
 *
 * Kenyan numbers of nine national digits get +254; other countries' must start with + or
 * 00 and have 7 to 15 digits (ITU-T E.164).
 *
 * Returns: (transfer full) (nullable): E.164 text such as "+254712345678", or %NULL if it
 * is not a telephone number.
 */
char *ahadi_phone_normalise (const char *text);

/* Returns: (transfer full): "0712 345 678" for a Kenyan E.164 number, else groups of
 * three after the +. */
char *ahadi_phone_print (const char *e164);

G_END_DECLS
