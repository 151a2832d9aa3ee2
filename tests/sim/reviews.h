/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reader.h"

G_BEGIN_DECLS

/*
 * What is in conflict, a line for each field: the naive way (FORMAT.md N1 to N5, every
 * writing against every other), and as an office has it.
 */

/* @writings: (element-type Entry): all that give one in an audience, by stamps
 * Returns: (transfer full) */
char *reviews_judge (GPtrArray *writings, GHashTable *settled);

/* Returns: (transfer full) */
char *reviews_ask (Reader *reader, StepAudience audience);

G_END_DECLS
