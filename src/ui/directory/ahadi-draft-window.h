/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * A draft of the next directory that came as a file: what it changes, who has signed, and
 * signing it with a custodian's key. No vault is needed, nor an unlocked one.
 */
#define AHADI_TYPE_DRAFT_WINDOW (ahadi_draft_window_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiDraftWindow, ahadi_draft_window, AHADI, DRAFT_WINDOW, AdwWindow)

void ahadi_draft_window_show (GtkWindow *parent, AhadiKeeper *keeper, const char *path);

/* Whether the name of @path is that of a draft. */
gboolean ahadi_draft_window_takes (const char *path);

G_END_DECLS
