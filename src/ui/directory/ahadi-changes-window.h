/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/* What the card in a file changes, before anything of it is taken in. */
#define AHADI_TYPE_CHANGES_WINDOW (ahadi_changes_window_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiChangesWindow, ahadi_changes_window, AHADI, CHANGES_WINDOW, AdwWindow)

/* @page: inside the shell, which takes the card in if it is asked to */
void ahadi_changes_window_show (GtkWidget *page, AhadiKeeper *keeper, const char *path);

G_END_DECLS
