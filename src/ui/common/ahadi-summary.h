/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * What was answered, each with Edit beside it, before anything is sealed. Stands in a
 * page of #AhadiQuestions: Edit is its action "questions.go".
 */
#define AHADI_TYPE_SUMMARY (ahadi_summary_get_type ())
G_DECLARE_FINAL_TYPE (AhadiSummary, ahadi_summary, AHADI, SUMMARY, AdwBin)

void ahadi_summary_clear (AhadiSummary *self);

/* @page NULL: can't be edited. */
void ahadi_summary_add (AhadiSummary *self,
                        const char *title,
                        const char *value,
                        const char *page);

G_END_DECLS
