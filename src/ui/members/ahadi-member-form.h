/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Adds a member, or corrects one.
 */
#define AHADI_TYPE_MEMBER_FORM (ahadi_member_form_get_type ())
G_DECLARE_FINAL_TYPE (AhadiMemberForm, ahadi_member_form, AHADI, MEMBER_FORM, AdwBin)

/* @id: (nullable): the member to correct */
GtkWidget *
ahadi_member_form_new (AhadiKeeper *keeper, const AhadiId *id, const char *draft);

G_END_DECLS
