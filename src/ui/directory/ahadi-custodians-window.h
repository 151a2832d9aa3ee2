/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Who is custodian from the next directory on: the present ones to begin with, others
 * from their public keys, and how many of them must sign.
 */
#define AHADI_TYPE_CUSTODIANS_WINDOW (ahadi_custodians_window_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiCustodiansWindow, ahadi_custodians_window, AHADI, CUSTODIANS_WINDOW, AdwWindow)

/* @keys: a JSON array of the present ones; borrowed. @done: as of
 * ahadi_directory_jobs_set_custodians(), for @owner, a widget of the window behind. */
void ahadi_custodians_window_show (
    GtkWidget *owner, AhadiKeeper *keeper, guint threshold, json_t *keys, AhadiDone done);

G_END_DECLS
