/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Makes shares for custodians: how many, who they are, each share on paper and checked
 * against it, and only then they hold. Whoever stops before has changed nothing.
 */
#define AHADI_TYPE_SHARES_WINDOW (ahadi_shares_window_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiSharesWindow, ahadi_shares_window, AHADI, SHARES_WINDOW, AdwWindow)

/* @made: (nullable): when the shares were made that these make void. */
void ahadi_shares_window_show (GtkWidget *owner, AhadiKeeper *keeper, const char *made);

G_END_DECLS
