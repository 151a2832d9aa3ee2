/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * An office erases one record: what goes, what stays, why; then says what is not reached.
 */
#define AHADI_TYPE_ERASE_DIALOG (ahadi_erase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiEraseDialog, ahadi_erase_dialog, AHADI, ERASE_DIALOG, AdwWindow)

/* @name: the record's, as it may be shown */
void ahadi_erase_dialog_show (GtkWidget *from,
                              AhadiKeeper *keeper,
                              AhadiKind kind,
                              const AhadiId *id,
                              const char *name);

G_END_DECLS
