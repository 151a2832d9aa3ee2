/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * One report as it was filed, its names covered, and what was added later.
 *
 * Signal "gone": what was shown is not here any more.
 */
#define AHADI_TYPE_REPORT_DETAIL (ahadi_report_detail_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiReportDetail, ahadi_report_detail, AHADI, REPORT_DETAIL, AdwBin)

/* Once, after it was made. */
void ahadi_report_detail_start (AhadiReportDetail *self, AhadiKeeper *keeper);

/* Names are covered again. */
void ahadi_report_detail_show (AhadiReportDetail *self, const AhadiId *id);

G_END_DECLS
