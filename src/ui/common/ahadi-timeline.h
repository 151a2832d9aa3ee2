/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * What happened to a record, newest first, in sentences with who and when.
 */
#define AHADI_TYPE_TIMELINE (ahadi_timeline_get_type ())
G_DECLARE_FINAL_TYPE (AhadiTimeline, ahadi_timeline, AHADI, TIMELINE, AdwBin)

/* @entries: (element-type AhadiTimelineEntry) */
void ahadi_timeline_show (AhadiTimeline *self, GPtrArray *entries);

G_END_DECLS
