/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * A lost laptop at the membership office: when and how it was lost; once that is said, or
 * if it was before, what it held, the hours that are left, and two letters to print.
 */
#define AHADI_TYPE_LOST_DIALOG (ahadi_lost_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AhadiLostDialog, ahadi_lost_dialog, AHADI, LOST_DIALOG, AdwWindow)

/* @name: the device's */
void ahadi_lost_dialog_show (GtkWidget *from,
                             AhadiKeeper *keeper,
                             const AhadiId *device,
                             const char *name);

G_END_DECLS
