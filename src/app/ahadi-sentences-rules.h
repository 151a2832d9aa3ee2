/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ahadi_sentence_find_for_rule:
 * @rule: number of a rule of FORMAT.md, or empty
 *
 * Returns: (nullable): borrowed: what a person reads about a file, or a part of one, that
 *   breaks @rule; %NULL where nothing else is to be done about it than its error says
 */
const char *ahadi_sentence_find_for_rule (const char *rule);

G_END_DECLS
