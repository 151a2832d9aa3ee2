/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Adds something to a report that was filed.
 */
#define AHADI_TYPE_ADDENDUM_FORM (ahadi_addendum_form_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiAddendumForm, ahadi_addendum_form, AHADI, ADDENDUM_FORM, AdwBin)

/* @id: the report */
GtkWidget *
ahadi_addendum_form_new (AhadiKeeper *keeper, const AhadiId *id, const char *draft);

G_END_DECLS
