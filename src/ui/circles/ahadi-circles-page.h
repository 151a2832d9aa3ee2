/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Circles: the list beside one circle.
 */
#define AHADI_TYPE_CIRCLES_PAGE (ahadi_circles_page_get_type ())
G_DECLARE_FINAL_TYPE (AhadiCirclesPage, ahadi_circles_page, AHADI, CIRCLES_PAGE, AdwBin)

GtkWidget *ahadi_circles_page_new (AhadiKeeper *keeper);

void ahadi_circles_page_show (AhadiCirclesPage *self, const AhadiId *id);

G_END_DECLS
