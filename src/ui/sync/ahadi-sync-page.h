/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Where everything is: this laptop, on its way, at the secretariat; handing over and
 * taking in.
 */
#define AHADI_TYPE_SYNC_PAGE (ahadi_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (AhadiSyncPage, ahadi_sync_page, AHADI, SYNC_PAGE, AdwBin)

GtkWidget *ahadi_sync_page_new (AhadiKeeper *keeper);

/* Takes in replies and cards. */
void ahadi_sync_page_import (AhadiSyncPage *self, const char *const *paths);

G_END_DECLS
