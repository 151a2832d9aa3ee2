/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * What keeps the records safe: a column of boxed groups, each a widget of its own, out of
 * one table.
 */
#define AHADI_TYPE_SAFETY_PAGE (ahadi_safety_page_get_type ())
G_DECLARE_FINAL_TYPE (AhadiSafetyPage, ahadi_safety_page, AHADI, SAFETY_PAGE, AdwBin)

GtkWidget *ahadi_safety_page_new (AhadiKeeper *keeper);

G_END_DECLS
