/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * Around a form of one page: a way out that keeps what was typed, a title, Save, what is
 * wrong as a whole. Children are the form.
 *
 * Properties "title", "save-label". Signals "save", "close".
 */
#define AHADI_TYPE_FORM_FRAME (ahadi_form_frame_get_type ())
G_DECLARE_FINAL_TYPE (AhadiFormFrame, ahadi_form_frame, AHADI, FORM_FRAME, AdwBin)

void ahadi_form_frame_set_title (AhadiFormFrame *self, const char *title);

/* While busy nothing can be pressed. */
void ahadi_form_frame_set_busy (AhadiFormFrame *self, gboolean busy);

/* NULL when it is mended. */
void ahadi_form_frame_set_problem (AhadiFormFrame *self, const char *sentence);

G_END_DECLS
