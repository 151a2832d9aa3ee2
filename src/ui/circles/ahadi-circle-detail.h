/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * One circle of conscience: what is written, its members, what happened.
 *
 * Signal "gone": what was shown is not here any more.
 */
#define AHADI_TYPE_CIRCLE_DETAIL (ahadi_circle_detail_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiCircleDetail, ahadi_circle_detail, AHADI, CIRCLE_DETAIL, AdwBin)

/* Once, after it was made. */
void ahadi_circle_detail_start (AhadiCircleDetail *self, AhadiKeeper *keeper);

void ahadi_circle_detail_show (AhadiCircleDetail *self, const AhadiId *id);

G_END_DECLS
