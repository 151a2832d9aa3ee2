/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * Asks for the passphrase or the recovery code in one entry: 52 digits are a code. What
 * was typed is taken out of the entry before the window goes.
 */
#define AHADI_TYPE_SECRET_DIALOG (ahadi_secret_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiSecretDialog, ahadi_secret_dialog, AHADI, SECRET_DIALOG, AdwWindow)

/* @secret: (transfer full): as typed. */
typedef void (*AhadiSecretGiven) (gpointer owner,
                                  AhadiSlotType type,
                                  AhadiSecret *secret);

/* @action: the button's label, with a mnemonic. @given runs if something was typed and
 * the person chose it; never if @owner goes away first. */
void ahadi_secret_dialog_ask (GtkWidget *owner,
                              const char *heading,
                              const char *body,
                              const char *action,
                              AhadiSecretGiven given);

/* The same for what has a passphrase alone, such as a custodian's key. */
void ahadi_secret_dialog_ask_passphrase (GtkWidget *owner,
                                         const char *heading,
                                         const char *body,
                                         const char *action,
                                         AhadiSecretGiven given);

G_END_DECLS
