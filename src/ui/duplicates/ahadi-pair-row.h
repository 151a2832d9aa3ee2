/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/* Rows of two records beside each other, in a GtkListBox: one for each field that either
 * holds; where they differ a pill and bold letters say so. */

void ahadi_pair_rows_clear (GtkListBox *list);
void ahadi_pair_rows_add (GtkListBox *list,
                          const AhadiRecord *a,
                          const AhadiRecord *b,
                          guint field);

G_END_DECLS
