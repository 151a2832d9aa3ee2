/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * Asked before a new member is saved whom somebody here is probably the same person as.
 *
 * Signals: "open" (id: text): look at who is here; "other": it is another person;
 * "later": save, and decide later; "back": nothing. The window has closed by then.
 */
#define AHADI_TYPE_TWINS_DIALOG (ahadi_twins_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiTwinsDialog, ahadi_twins_dialog, AHADI, TWINS_DIALOG, AdwWindow)

/* @candidates: (element-type AhadiDuplicate), not empty */
AhadiTwinsDialog *ahadi_twins_dialog_show (GtkWidget *from, GPtrArray *candidates);

G_END_DECLS
