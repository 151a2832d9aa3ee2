/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ahadi_text_fold:
 * @text: UTF-8
 *
 * The form that search compares: compatibility decomposition, marks dropped, case folded,
 * runs of white space made one blank, outer ones dropped, apostrophes (also ’ and ʼ, as
 * in ng’ang’a) dropped.
 *
 * Returns: (transfer full): folded text; "" for %NULL.
 */
char *ahadi_text_fold (const char *text);

/* Whether @text is valid UTF-8 in normalisation form C. */
gboolean ahadi_text_is_nfc (const char *text, gssize length);

/* Returns: (transfer full): NFC with outer blanks stripped and no control characters but
 * newline and tab; NULL for text that is not UTF-8. */
char *ahadi_text_clean (const char *text);

/**
 * ahadi_text_breaks_line:
 * @text: UTF-8
 *
 * Whether @text would make one line of a list look like two, or like something else: line
 * breaks and tabs, the separators U+2028 and U+2029, and the marks that turn the
 * direction of what follows (UAX #9: U+202A to U+202E, U+2066 to U+2069).
 */
gboolean ahadi_text_breaks_line (const char *text);

/**
 * ahadi_text_clean_line:
 * @limit: in characters
 *
 * What people type as the name of somebody or something.
 *
 * Returns: (transfer full): as ahadi_text_clean(), possibly ""; NULL also for text that
 * breaks its line or is longer.
 */
char *ahadi_text_clean_line (const char *text, gsize limit);

/* Characters (not bytes) of @text; 0 for %NULL. */
gsize ahadi_text_length (const char *text);

/* Frees @text (nullable) once it is overwritten: for what somebody wrote that must not be
 * found in memory that is used again. */
void ahadi_text_free_wiped (char *text);

G_END_DECLS
