/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Asks why a laptop is trusted no more, says what that means, and does it.
 */
#define AHADI_TYPE_REVOKE_DIALOG (ahadi_revoke_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiRevokeDialog, ahadi_revoke_dialog, AHADI, REVOKE_DIALOG, AdwWindow)

/* @title: of the laptop, for people */
void ahadi_revoke_dialog_show (GtkWindow *parent,
                               AhadiKeeper *keeper,
                               const AhadiId *device,
                               const char *title);

G_END_DECLS
