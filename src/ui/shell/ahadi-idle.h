/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Watches whether anybody is there: signal "idle" after ten minutes without a key or a
 * pointer in the window (AHADI_IDLE_SECONDS in the environment overrides it), and when
 * the laptop is about to sleep.
 */
#define AHADI_TYPE_IDLE (ahadi_idle_get_type ())
G_DECLARE_FINAL_TYPE (AhadiIdle, ahadi_idle, AHADI, IDLE, GObject)

AhadiIdle *ahadi_idle_new (GtkWidget *window);

G_END_DECLS
