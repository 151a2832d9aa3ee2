/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Reports: the list beside one report.
 */
#define AHADI_TYPE_REPORTS_PAGE (ahadi_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (AhadiReportsPage, ahadi_reports_page, AHADI, REPORTS_PAGE, AdwBin)

GtkWidget *ahadi_reports_page_new (AhadiKeeper *keeper);

void ahadi_reports_page_show (AhadiReportsPage *self, const AhadiId *id);

G_END_DECLS
