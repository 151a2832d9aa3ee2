/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * The next directory, at the membership office: the draft that waits for its custodians,
 * or how to begin one.
 */
#define AHADI_TYPE_NEXT_GROUP (ahadi_next_group_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiNextGroup, ahadi_next_group, AHADI, NEXT_GROUP, AdwPreferencesGroup)

void ahadi_next_group_start (AhadiNextGroup *self, AhadiKeeper *keeper);

/* @shown: as ahadi_trust_show() gives it. */
void ahadi_next_group_show (AhadiNextGroup *self, json_t *shown);

/* Drafts that this holder goes, once the person has confirmed it. */
void ahadi_next_group_remove_holder (AhadiNextGroup *self, const AhadiId *device);

G_END_DECLS
