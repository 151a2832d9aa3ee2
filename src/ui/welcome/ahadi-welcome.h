/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * The first run: role, card, names, passphrase, recovery sheet, enrolment. Signal
 * "finished": the vault is made and open.
 */
#define AHADI_TYPE_WELCOME (ahadi_welcome_get_type ())
G_DECLARE_FINAL_TYPE (AhadiWelcome, ahadi_welcome, AHADI, WELCOME, AdwBin)

GtkWidget *ahadi_welcome_new (AhadiKeeper *keeper);

G_END_DECLS
