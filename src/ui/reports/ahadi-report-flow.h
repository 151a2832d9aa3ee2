/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Files an incident report: what must be reported is said first, danger comes next, who
 * will read it before it is sealed.
 */
#define AHADI_TYPE_REPORT_FLOW (ahadi_report_flow_get_type ())
G_DECLARE_FINAL_TYPE (AhadiReportFlow, ahadi_report_flow, AHADI, REPORT_FLOW, AdwBin)

/* @id: not used: a report is never changed */
GtkWidget *
ahadi_report_flow_new (AhadiKeeper *keeper, const AhadiId *id, const char *draft);

G_END_DECLS
