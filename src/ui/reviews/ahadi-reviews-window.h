/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * What several changed apart: the fields that somebody must decide and those that are
 * decided, as a list; then one after the other. A decision can be made anew at any time,
 * and Undo does so with what stood before.
 */
#define AHADI_TYPE_REVIEWS_WINDOW (ahadi_reviews_window_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiReviewsWindow, ahadi_reviews_window, AHADI, REVIEWS_WINDOW, AdwWindow)

void ahadi_reviews_window_show (GtkWidget *owner, AhadiKeeper *keeper);

G_END_DECLS
