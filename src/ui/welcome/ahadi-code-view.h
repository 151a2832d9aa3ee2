/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * A recovery code or a custodian's share in big groups. It is drawn from locked memory;
 * no label holds it whole. The arrow keys walk over the groups: the screen reader is told
 * one group at a time.
 */
#define AHADI_TYPE_CODE_VIEW (ahadi_code_view_get_type ())
G_DECLARE_FINAL_TYPE (AhadiCodeView, ahadi_code_view, AHADI, CODE_VIEW, GtkWidget)

/* @code: (nullable): groups of at most six digits, parted by one blank, and a NUL; a
 * reference is taken. NULL forgets it. */
void ahadi_code_view_set_code (AhadiCodeView *self, AhadiSecret *code);

G_END_DECLS
