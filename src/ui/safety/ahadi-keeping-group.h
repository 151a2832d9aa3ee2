/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * At the end of a record's page, what can be done when it is to be kept no longer: a
 * laptop drops a report that an office has received, an office erases any record. Hidden
 * where neither can be done.
 */
#define AHADI_TYPE_KEEPING_GROUP (ahadi_keeping_group_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiKeepingGroup, ahadi_keeping_group, AHADI, KEEPING_GROUP, AdwPreferencesGroup)

void ahadi_keeping_group_start (AhadiKeepingGroup *self, AhadiKeeper *keeper);

/* @name: the record's, as it may be shown */
void ahadi_keeping_group_show (AhadiKeepingGroup *self,
                               const AhadiItem *item,
                               const char *name);

/* Whether whoever works here is an office: they, and they alone, erase. */
gboolean ahadi_keeper_can_erase (AhadiKeeper *keeper);

G_END_DECLS
