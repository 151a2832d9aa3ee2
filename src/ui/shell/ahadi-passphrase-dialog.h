/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Sets another passphrase; the records themselves are not touched.
 */
#define AHADI_TYPE_PASSPHRASE_DIALOG (ahadi_passphrase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiPassphraseDialog, ahadi_passphrase_dialog, AHADI, PASSPHRASE_DIALOG, AdwWindow)

void ahadi_passphrase_dialog_show (GtkWindow *parent, AhadiKeeper *keeper);

/* The same after the vault was opened another way. @notice: (nullable): what else the
 * person should know. */
void ahadi_passphrase_dialog_show_lost (GtkWindow *parent,
                                        AhadiKeeper *keeper,
                                        const char *notice);

G_END_DECLS
