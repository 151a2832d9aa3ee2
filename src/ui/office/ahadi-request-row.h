/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * A laptop that asks to be listed: who it says it is, the digits to compare, Approve and
 * Refuse. Signals "approve", "refuse".
 */
#define AHADI_TYPE_REQUEST_ROW (ahadi_request_row_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiRequestRow, ahadi_request_row, AHADI, REQUEST_ROW, AdwPreferencesRow)

GtkWidget *ahadi_request_row_new (const AhadiEnrolment *enrolment);

const AhadiId *ahadi_request_row_get_device (AhadiRequestRow *self);

/* The digits shown, which were compared. */
const char *ahadi_request_row_get_digits (AhadiRequestRow *self);

G_END_DECLS
