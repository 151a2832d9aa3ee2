/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-database.h"

G_BEGIN_DECLS

/*
 * Private to store/: how FTS5 cuts the folded words of ahadi-search-text.h into tokens.
 * FTS5's own trigram tokenizer also takes what spans two words, for which nobody asks,
 * and three digits alone are in too many telephone numbers.
 *
 * A text is words with blanks between, each word with two blanks before it. Its tokens
 * are T1 "  a" and, of a word of two characters or more, " ab": how it begins; T2 every
 * three characters in a row of a word; T3 every four digits in a row of a word. Of a
 * telephone number that stands there twice, in full and as it is dialled within Kenya
 * (ahadi_search_text_make()), the second one adds only how it begins.
 *
 * A text of a query is one token, as it is.
 */
#define AHADI_TOKENIZER "ahadi"
#define AHADI_TOKENIZER_DIGITS 4

/* Makes it known to a connection: before any table that names it is used. */
gboolean ahadi_tokenizer_register (sqlite3 *handle,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
