/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * The one window: first run, locked, or open. Whatever shows personal data is thrown away
 * the moment it is locked.
 *
 * Actions: "win.lock", "win.say" (s: a toast), "win.change-passphrase".
 */
#define AHADI_TYPE_WINDOW (ahadi_window_get_type ())
G_DECLARE_FINAL_TYPE (AhadiWindow, ahadi_window, AHADI, WINDOW, AdwApplicationWindow)

GtkWidget *ahadi_window_new (GtkApplication *application, AhadiSession *session);

/* Imports when the vault is open, now or after it was unlocked. */
void ahadi_window_open_files (AhadiWindow *self, const char *const *paths);

G_END_DECLS
