/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * What was erased or dropped, and what is left of it; on a laptop also whether reports
 * are dropped once an office has them.
 */
#define AHADI_TYPE_SAFETY_GONE_GROUP (ahadi_safety_gone_group_get_type ())
G_DECLARE_FINAL_TYPE (AhadiSafetyGoneGroup,
                      ahadi_safety_gone_group,
                      AHADI,
                      SAFETY_GONE_GROUP,
                      AdwPreferencesGroup)

GtkWidget *ahadi_safety_gone_group_new (AhadiKeeper *keeper);

G_END_DECLS
