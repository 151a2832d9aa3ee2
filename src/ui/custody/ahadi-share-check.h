/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-code-sheet.h"

G_BEGIN_DECLS

/*
 * Whether a share was written down right: one group of it where it was printed, all of
 * them where somebody copied it by hand. Signals: "changed", "activate".
 */
#define AHADI_TYPE_SHARE_CHECK (ahadi_share_check_get_type ())
G_DECLARE_FINAL_TYPE (AhadiShareCheck, ahadi_share_check, AHADI, SHARE_CHECK, AdwBin)

/* Of share @index (from 0) of @set. */
GtkWidget *ahadi_share_check_new (AhadiShareSet *set, guint index);

/* What is to be typed; forgets what was. */
void ahadi_share_check_ask (AhadiShareCheck *self, gboolean printed);

gboolean ahadi_share_check_is_right (AhadiShareCheck *self);

/* Forgets what was typed. */
void ahadi_share_check_clear (AhadiShareCheck *self);

G_END_DECLS
