/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * A page's place in the sidebar: icon, name, and how many things wait there.
 */
#define AHADI_TYPE_SIDEBAR_ROW (ahadi_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiSidebarRow, ahadi_sidebar_row, AHADI, SIDEBAR_ROW, GtkListBoxRow)

/* @page: static */
GtkWidget *ahadi_sidebar_row_new (const char *page, const char *icon, const char *title);

const char *ahadi_sidebar_row_get_page (AhadiSidebarRow *self);

/* 0 hides it. @what: what is counted, for the screen reader. */
void ahadi_sidebar_row_set_badge (AhadiSidebarRow *self, guint64 count, const char *what);

G_END_DECLS
