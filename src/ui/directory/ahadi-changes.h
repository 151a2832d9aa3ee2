/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/* Fills @list with a row for each of @changes: "changes" of ahadi_trust_describe() or
 * ahadi_trust_diff(). */
void ahadi_changes_show (GtkListBox *list, json_t *changes);

G_END_DECLS
