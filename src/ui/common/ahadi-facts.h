/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/* Rows of what is written, in a GtkListBox: one for each field that holds something. */

void ahadi_facts_clear (GtkListBox *list);
void ahadi_facts_add (GtkListBox *list, const AhadiRecord *record, guint field);
void ahadi_facts_add_text (GtkListBox *list, const char *title, const char *text);

G_END_DECLS
