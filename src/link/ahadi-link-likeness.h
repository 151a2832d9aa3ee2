/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer texts are compared by their first so many bytes. */
#define AHADI_LINK_LIKENESS_MAX 32

/**
 * ahadi_link_jaro_winkler:
 *
 * Winkler's string comparator (Winkler 1990, "String Comparator Metrics and Enhanced
 * Decision Rules in the Fellegi-Sunter Model of Record Linkage"): prefix weight 0.1, at
 * most four bytes of prefix. Over bytes, of folded text.
 *
 * Returns: 0 (nothing in common) to 1 (the same)
 */
float
ahadi_link_jaro_winkler (const char *a, gsize a_length, const char *b, gsize b_length);

/**
 * ahadi_link_is_one_slip:
 *
 * Whether one insertion, deletion, substitution or transposition of neighbours turns @a
 * into @b: a distance of one, of Damerau (1964). %FALSE for the same text.
 */
gboolean
ahadi_link_is_one_slip (const char *a, gsize a_length, const char *b, gsize b_length);

G_END_DECLS
