/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Says what changes when everything is encrypted anew, for the person who stays or for
 * the next one, and then asks for the passphrase that opens the records afterwards.
 */
#define AHADI_TYPE_REKEY_DIALOG (ahadi_rekey_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiRekeyDialog, ahadi_rekey_dialog, AHADI, REKEY_DIALOG, AdwWindow)

/* @heir: (nullable): who takes over; NULL: the same person stays. @passphrase is given
 * away. Never called if @owner goes away first. */
typedef void (*AhadiRekeyChosen) (gpointer owner,
                                  const char *heir,
                                  AhadiSecret *passphrase);
void ahadi_rekey_dialog_show (GtkWidget *owner,
                              AhadiKeeper *keeper,
                              gboolean hand_over,
                              AhadiRekeyChosen chosen);

G_END_DECLS
