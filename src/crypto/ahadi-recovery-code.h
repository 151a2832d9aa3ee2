/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-secret.h"

G_BEGIN_DECLS

/*
 * 39 random decimal digits (129 bits) as 13 groups of 3 digits plus one check digit each
 * (Damm's algorithm), so 52 digits, printed "1234 5678 …". A mistyped or swapped digit is
 * named by its group before Argon2id is run.
 */
#define AHADI_RECOVERY_GROUPS 13

/* Returns: (transfer full): the printed form, 64 characters and a NUL. */
AhadiSecret *ahadi_recovery_code_new (void);

/**
 * ahadi_recovery_code_parse:
 * @text: as typed: blanks, hyphens and dots between digits are ignored
 * @bad_group: (out): 1 to 13, the first group whose check digit is off; 0 otherwise
 *
 * Returns: (transfer full): the 39 digits as ASCII, ready for a slot; %NULL with
 * %AHADI_CRYPTO_ERROR_MALFORMED.
 */
AhadiSecret *ahadi_recovery_code_parse (const char *text,
                                        gsize length,
                                        int *bad_group,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
