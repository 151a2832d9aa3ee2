/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Adds a person, with a passphrase of their own, to those who open the records.
 */
#define AHADI_TYPE_PERSON_DIALOG (ahadi_person_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiPersonDialog, ahadi_person_dialog, AHADI, PERSON_DIALOG, AdwWindow)

/* @added runs once somebody was added; never if @owner goes away first. */
typedef void (*AhadiPersonAdded) (gpointer owner, const char *name);
void
ahadi_person_dialog_show (GtkWidget *owner, AhadiKeeper *keeper, AhadiPersonAdded added);

G_END_DECLS
