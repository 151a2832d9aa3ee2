/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-meter.h"

G_BEGIN_DECLS

/*
 * Long work in sight: steps with ticks, counts, what is safe when stopped, Cancel; at the
 * end one sentence and the next step. A modal window that its work outlives only when
 * cancelled.
 */
#define AHADI_TYPE_PROGRESS_SHEET (ahadi_progress_sheet_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiProgressSheet, ahadi_progress_sheet, AHADI, PROGRESS_SHEET, AdwWindow)

/* @safe: what stopping now means. @steps: those that this work has, in order, at most
 * six. */
AhadiProgressSheet *ahadi_progress_sheet_new (GtkWidget *from,
                                              const char *title,
                                              const char *safe,
                                              const AhadiStep *steps,
                                              guint n_steps);

/* Cancelled by Cancel. */
GCancellable *ahadi_progress_sheet_get_cancellable (AhadiProgressSheet *self);

/* For the work; the job keeps a reference of its own. */
AhadiMeter *ahadi_progress_sheet_get_meter (AhadiProgressSheet *self);

/* Ends it: a sentence, and Close. */
void ahadi_progress_sheet_finish (AhadiProgressSheet *self,
                                  const char *heading,
                                  const char *sentence);

/* Ends it with the sentence for @error; closes at once if the person cancelled. */
void ahadi_progress_sheet_fail (AhadiProgressSheet *self,
                                const char *heading,
                                const GError *error);

/* The same in the words of @sentence. */
void ahadi_progress_sheet_fail_as (AhadiProgressSheet *self,
                                   const char *heading,
                                   const GError *error,
                                   const char *sentence);

G_END_DECLS
