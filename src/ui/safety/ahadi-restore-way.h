/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/* A backup is chosen, opened with the passphrase or recovery code of its day, and put in
 * the place of the vault. @replace: of one that stands there, which is moved aside.
 * @restored: the session is open; called only if it is. One at a time for @owner. */
void ahadi_restore_way_begin (GtkWidget *owner,
                              AhadiKeeper *keeper,
                              gboolean replace,
                              AhadiDone restored);

G_END_DECLS
