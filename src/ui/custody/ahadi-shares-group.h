/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * How many custodians open the records together, who holds which share and since when,
 * and the way to new ones.
 */
#define AHADI_TYPE_SHARES_GROUP (ahadi_shares_group_get_type ())
G_DECLARE_FINAL_TYPE (AhadiSharesGroup, ahadi_shares_group, AHADI, SHARES_GROUP, AdwBin)

GtkWidget *ahadi_shares_group_new (AhadiKeeper *keeper);

G_END_DECLS
