/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * The header bar of a pane. In a narrow window it shows Back; it knows beside which of
 * the panes it stands, so that the window's own buttons are shown once. Children of type
 * "start", "end" and "title" go into the bar.
 */
#define AHADI_TYPE_HEADER (ahadi_header_get_type ())
G_DECLARE_FINAL_TYPE (AhadiHeader, ahadi_header, AHADI, HEADER, AdwBin)

GtkWidget *ahadi_header_new (void);
void ahadi_header_set_title (AhadiHeader *self, const char *title);

G_END_DECLS
