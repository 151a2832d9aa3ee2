/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Members who may be there twice, one pair after the other: both beside each other, what
 * differs marked, what speaks for one person above; a person says what they are, or
 * leaves it for later. Compares first whoever is new, which can be stopped.
 */
#define AHADI_TYPE_DUPLICATES_WINDOW (ahadi_duplicates_window_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiDuplicatesWindow, ahadi_duplicates_window, AHADI, DUPLICATES_WINDOW, AdwWindow)

void ahadi_duplicates_window_show (GtkWidget *owner, AhadiKeeper *keeper);

G_END_DECLS
