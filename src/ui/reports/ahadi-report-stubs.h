/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * The references of reports that were dropped once an office had them, below the list of
 * those that are here. Hidden while there are none.
 */
#define AHADI_TYPE_REPORT_STUBS (ahadi_report_stubs_get_type ())
G_DECLARE_FINAL_TYPE (AhadiReportStubs, ahadi_report_stubs, AHADI, REPORT_STUBS, AdwBin)

void ahadi_report_stubs_start (AhadiReportStubs *self, AhadiKeeper *keeper);

G_END_DECLS
