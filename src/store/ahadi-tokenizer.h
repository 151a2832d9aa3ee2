/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Private to store/: how the folded words of ahadi-search-text.h are cut into tokens, by
 * which rows are found (ahadi-posting-table.h).
 *
 * A text is words with blanks between, each word with two blanks before it. Its tokens
 * are T1 "  a" and, of a word of two characters or more, " ab": how it begins; T2 every
 * three characters in a row of a word; T3 every four digits in a row of a word, as three
 * alone are in too many telephone numbers. Of such a number that stands there twice, in
 * full and as it is dialled within Kenya (ahadi_search_text_make()), the second one adds
 * only how it begins.
 *
 * A token is kept as a number: up to seven bytes as they are, big-endian; of more (three
 * letters beyond U+07FF) a hash. Rows that are found are looked through for the words.
 */
#define AHADI_TOKENIZER_DIGITS 4

typedef void (*AhadiTokenFunc) (guint64 key, gpointer data);

/* Tells @func the tokens of @text, some of them again. */
void ahadi_tokenizer_cut (const char *text, AhadiTokenFunc func, gpointer data);

/* The number of one token: below 2^61. */
guint64 ahadi_tokenizer_make_key (const char *token, gsize size);

G_END_DECLS
