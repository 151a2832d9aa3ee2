/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * Long work at a terminal: a line that counts, and Ctrl+C, which stops at a safe place (a
 * second one at once).
 */
typedef struct _AhadiWatch AhadiWatch;

/* @quiet: no line, even at a terminal. */
AhadiWatch *ahadi_watch_new (gboolean quiet);
void ahadi_watch_free (AhadiWatch *self);

/* Borrowed. */
const AhadiProgress *ahadi_watch_get_progress (AhadiWatch *self);

/* Clears the line, before something else is written. */
void ahadi_watch_clear (AhadiWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiWatch, ahadi_watch_free)

G_END_DECLS
