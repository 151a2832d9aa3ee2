/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * One pledge of a member: when and how, how many promises, which not, where it stands;
 * folds out to every answer. Signal "withdraw" when the person asks for that.
 */
#define AHADI_TYPE_PLEDGE_ROW (ahadi_pledge_row_get_type ())
G_DECLARE_FINAL_TYPE (AhadiPledgeRow, ahadi_pledge_row, AHADI, PLEDGE_ROW, AdwExpanderRow)

GtkWidget *ahadi_pledge_row_new (const AhadiPledgeState *state);

G_END_DECLS
