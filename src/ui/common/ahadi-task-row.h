/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * One thing to do: an icon, one sentence, a date, one button that does it.
 */
#define AHADI_TYPE_TASK_ROW (ahadi_task_row_get_type ())
G_DECLARE_FINAL_TYPE (AhadiTaskRow, ahadi_task_row, AHADI, TASK_ROW, AdwPreferencesRow)

GtkWidget *
ahadi_task_row_new (const char *icon, const char *sentence, const char *detail);

/* @label with a mnemonic; @target: (nullable): a floating reference is taken. */
void ahadi_task_row_set_action (AhadiTaskRow *self,
                                const char *label,
                                const char *action,
                                GVariant *target);

/* A second, quieter button, such as Discard. */
void ahadi_task_row_set_second_action (AhadiTaskRow *self,
                                       const char *label,
                                       const char *action,
                                       GVariant *target);

/* Marks what can't wait, by its colour besides its icon and words. */
void ahadi_task_row_set_urgent (AhadiTaskRow *self);

G_END_DECLS
