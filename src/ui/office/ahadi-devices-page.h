/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Which laptops belong to the organisation: those that ask, those that are listed, the
 * card that says so.
 */
#define AHADI_TYPE_DEVICES_PAGE (ahadi_devices_page_get_type ())
G_DECLARE_FINAL_TYPE (AhadiDevicesPage, ahadi_devices_page, AHADI, DEVICES_PAGE, AdwBin)

GtkWidget *ahadi_devices_page_new (AhadiKeeper *keeper);

G_END_DECLS
