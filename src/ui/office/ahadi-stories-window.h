/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * What a laptop that was copied, or put back to an older day, told in two ways, side by
 * side; at an office, once the laptop is not trusted any more, a person chooses here
 * which of them counts, and may choose anew.
 */
#define AHADI_TYPE_STORIES_WINDOW (ahadi_stories_window_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiStoriesWindow, ahadi_stories_window, AHADI, STORIES_WINDOW, AdwWindow)

/* @title: of the laptop, for people */
void ahadi_stories_window_show (GtkWidget *owner,
                                AhadiKeeper *keeper,
                                const AhadiId *device,
                                const char *title);

G_END_DECLS
