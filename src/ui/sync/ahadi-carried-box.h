/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * How many sealed bundles are kept here for others, and the button that writes them to a
 * stick. Not to be seen while there are none.
 */
#define AHADI_TYPE_CARRIED_BOX (ahadi_carried_box_get_type ())
G_DECLARE_FINAL_TYPE (AhadiCarriedBox, ahadi_carried_box, AHADI, CARRIED_BOX, AdwBin)

void ahadi_carried_box_start (AhadiCarriedBox *self, AhadiKeeper *keeper);

G_END_DECLS
