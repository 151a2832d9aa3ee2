/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/* The other way to begin: a backup is chosen, opened with the passphrase or recovery code
 * of its day, and put in the place of the vault. @restored: the session is open; called
 * only if it is. One at a time for @owner. */
void ahadi_welcome_restore (GtkWidget *owner, AhadiKeeper *keeper, AhadiDone restored);

G_END_DECLS
