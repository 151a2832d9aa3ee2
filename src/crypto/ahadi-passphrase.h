/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-secret.h"

G_BEGIN_DECLS

/* How long a guess-by-guess attacker on a stolen laptop would need, given our Argon2id;
 * an estimate, said as such. */
typedef enum
{
  AHADI_STRENGTH_TOO_SHORT, /* under 10 characters: not accepted */
  AHADI_STRENGTH_WEAK,      /* accepted nowhere: days */
  AHADI_STRENGTH_FAIR,      /* accepted: years */
  AHADI_STRENGTH_STRONG,    /* lifetimes */
} AhadiStrength;

/* Looks at length, repeats, runs, years and how many different words and classes there
 * are. Copies nothing. @text need not be NUL-terminated. */
AhadiStrength ahadi_passphrase_judge (const char *text, gsize length);

G_END_DECLS
