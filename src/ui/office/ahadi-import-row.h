/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * One file to import: what it would bring, then what it brought. Signals "remove",
 * "carry" (a bundle that is for others).
 */
#define AHADI_TYPE_IMPORT_ROW (ahadi_import_row_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiImportRow, ahadi_import_row, AHADI, IMPORT_ROW, AdwPreferencesRow)

GtkWidget *ahadi_import_row_new (const char *path);

const char *ahadi_import_row_get_path (AhadiImportRow *self);

/* @sentence: what is said of it. @done: it was merged; otherwise @result is a preview. */
void ahadi_import_row_show (AhadiImportRow *self,
                            const AhadiImportResult *result,
                            const char *sentence,
                            gboolean done);

/* Previewed, and merging it would do something or keep it. */
gboolean ahadi_import_row_is_ready (AhadiImportRow *self);

G_END_DECLS
