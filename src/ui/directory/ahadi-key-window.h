/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Makes a custodian's key: a title, a passphrase, and a file outside of every vault.
 */
#define AHADI_TYPE_KEY_WINDOW (ahadi_key_window_get_type ())
G_DECLARE_FINAL_TYPE (AhadiKeyWindow, ahadi_key_window, AHADI, KEY_WINDOW, AdwWindow)

void ahadi_key_window_show (GtkWindow *parent, AhadiKeeper *keeper);

G_END_DECLS
