/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * A row with one line of text. Instead of AdwEntryRow, whose text no screen reader finds
 * on libadwaita 1.2.
 *
 * Properties "title", "hint", "max-length". Signal "changed".
 */
#define AHADI_TYPE_TEXT_ROW (ahadi_text_row_get_type ())
G_DECLARE_FINAL_TYPE (AhadiTextRow, ahadi_text_row, AHADI, TEXT_ROW, AdwPreferencesRow)

const char *ahadi_text_row_get_text (AhadiTextRow *self);
void ahadi_text_row_set_text (AhadiTextRow *self, const char *text);

/* Blanks alone are nothing. */
gboolean ahadi_text_row_is_blank (AhadiTextRow *self);

G_END_DECLS
