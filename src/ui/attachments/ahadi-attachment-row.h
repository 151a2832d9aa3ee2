/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * One attached file: what it is, how far it has come, a copy of it; at an office also
 * Erase. Name, note and picture stay covered until ahadi_attachment_row_uncover().
 *
 * Signals "save", "erase".
 */
#define AHADI_TYPE_ATTACHMENT_ROW (ahadi_attachment_row_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiAttachmentRow, ahadi_attachment_row, AHADI, ATTACHMENT_ROW, AdwPreferencesRow)

/* @file is copied. */
GtkWidget *ahadi_attachment_row_new (const AhadiAttachedFile *file, gboolean can_erase);

/* Borrowed. */
const AhadiItem *ahadi_attachment_row_get_item (AhadiAttachmentRow *self);

/* Shows the name and the note, and the picture once @keeper's worker has drawn it. */
void ahadi_attachment_row_uncover (AhadiAttachmentRow *self, AhadiKeeper *keeper);
void ahadi_attachment_row_cover (AhadiAttachmentRow *self);

G_END_DECLS
