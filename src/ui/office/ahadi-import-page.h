/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * An office takes bundles in: choose, see what each would bring, merge, answer.
 */
#define AHADI_TYPE_IMPORT_PAGE (ahadi_import_page_get_type ())
G_DECLARE_FINAL_TYPE (AhadiImportPage, ahadi_import_page, AHADI, IMPORT_PAGE, AdwBin)

GtkWidget *ahadi_import_page_new (AhadiKeeper *keeper);

/* Puts files on the list and looks into them. */
void ahadi_import_page_add (AhadiImportPage *self, const char *const *paths);

G_END_DECLS
