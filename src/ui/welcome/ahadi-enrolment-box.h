/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * The request to be listed by the secretariat: saves its file and shows the 25 digits to
 * compare. Used at the end of the first run and on the Sync page. Signal "saved".
 */
#define AHADI_TYPE_ENROLMENT_BOX (ahadi_enrolment_box_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiEnrolmentBox, ahadi_enrolment_box, AHADI, ENROLMENT_BOX, AdwBin)

/* Once, after it was made. */
void ahadi_enrolment_box_start (AhadiEnrolmentBox *self, AhadiKeeper *keeper);

/* What stands above the button, in place of what a laptop that starts is told. */
void ahadi_enrolment_box_say (AhadiEnrolmentBox *self, const char *text);

G_END_DECLS
