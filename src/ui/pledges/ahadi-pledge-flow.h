/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Records a pledge to the Code of Conduct, one clause per page.
 */
#define AHADI_TYPE_PLEDGE_FLOW (ahadi_pledge_flow_get_type ())
G_DECLARE_FINAL_TYPE (AhadiPledgeFlow, ahadi_pledge_flow, AHADI, PLEDGE_FLOW, AdwBin)

/* @id: the member who pledges */
GtkWidget *
ahadi_pledge_flow_new (AhadiKeeper *keeper, const AhadiId *id, const char *draft);

G_END_DECLS
