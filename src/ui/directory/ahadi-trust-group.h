/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * Who is trusted now: organisation, directory and list with their ages, custodians, and
 * who holds the offices.
 *
 * Signal "remove" (a GVariant string: the device in hexadecimal digits): somebody wants
 * that holder out of the next directory.
 */
#define AHADI_TYPE_TRUST_GROUP (ahadi_trust_group_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiTrustGroup, ahadi_trust_group, AHADI, TRUST_GROUP, AdwPreferencesGroup)

/* @shown: as ahadi_trust_show() gives it; borrowed. @removable: whether this is where the
 * next directory is drafted. */
void ahadi_trust_group_show (AhadiTrustGroup *self, json_t *shown, gboolean removable);

G_END_DECLS
