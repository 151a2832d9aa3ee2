/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ahadi_link_variants_find:
 * @word: one folded word
 *
 * Forms of one name that neither sound nor look alike: Yohana and John, Bob and Robert.
 * They stand in data/names/variants.txt.
 *
 * Returns: (nullable): the form that stands for all of them, folded; %NULL if @word is in
 *   no list. Lives as long as the program; may be called from any thread.
 */
const char *ahadi_link_variants_find (const char *word);

/**
 * ahadi_link_variants_is_first:
 * @word: one folded word
 *
 * Whether @word is known as a name of church or mosque, or sounds like one. People have
 * mostly one, beside names of their people, and leave out the one or the others: Timothy
 * Sang may be Kiprono Sang, but hardly Peter Sang.
 */
gboolean ahadi_link_variants_is_first (const char *word);

/**
 * ahadi_link_variants_is_particle:
 * @word: one folded word
 *
 * Whether @word is written with a name or left out as it pleases, and names nobody: arap,
 * ole, bin, wa; titles.
 */
gboolean ahadi_link_variants_is_particle (const char *word);

G_END_DECLS
