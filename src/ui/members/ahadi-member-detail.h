/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * One member: pledges, what is written, consent, what happened.
 *
 * Signal "gone": what was shown is not here any more.
 */
#define AHADI_TYPE_MEMBER_DETAIL (ahadi_member_detail_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiMemberDetail, ahadi_member_detail, AHADI, MEMBER_DETAIL, AdwBin)

/* Once, after it was made. */
void ahadi_member_detail_start (AhadiMemberDetail *self, AhadiKeeper *keeper);

void ahadi_member_detail_show (AhadiMemberDetail *self, const AhadiId *id);

G_END_DECLS
