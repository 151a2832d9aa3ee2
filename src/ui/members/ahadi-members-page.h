/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Members: the list beside one member.
 */
#define AHADI_TYPE_MEMBERS_PAGE (ahadi_members_page_get_type ())
G_DECLARE_FINAL_TYPE (AhadiMembersPage, ahadi_members_page, AHADI, MEMBERS_PAGE, AdwBin)

GtkWidget *ahadi_members_page_new (AhadiKeeper *keeper);

void ahadi_members_page_show (AhadiMembersPage *self, const AhadiId *id);

G_END_DECLS
