/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * What must I do today?
 */
#define AHADI_TYPE_HOME_PAGE (ahadi_home_page_get_type ())
G_DECLARE_FINAL_TYPE (AhadiHomePage, ahadi_home_page, AHADI, HOME_PAGE, AdwBin)

GtkWidget *ahadi_home_page_new (AhadiKeeper *keeper);

G_END_DECLS
