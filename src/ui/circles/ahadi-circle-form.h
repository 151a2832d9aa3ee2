/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Adds a circle of conscience, or corrects one.
 */
#define AHADI_TYPE_CIRCLE_FORM (ahadi_circle_form_get_type ())
G_DECLARE_FINAL_TYPE (AhadiCircleForm, ahadi_circle_form, AHADI, CIRCLE_FORM, AdwBin)

/* @id: (nullable): the circle to correct */
GtkWidget *
ahadi_circle_form_new (AhadiKeeper *keeper, const AhadiId *id, const char *draft);

G_END_DECLS
