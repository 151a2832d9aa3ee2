/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * One clause of the Code as it stands, in the language or languages chosen, with its
 * answer below: a promise is accepted or not, the organisation's own undertaking and the
 * closing paragraph are acknowledged.
 *
 * Signal "language" (string): another language was asked for.
 */
#define AHADI_TYPE_CLAUSE_BOX (ahadi_clause_box_get_type ())
G_DECLARE_FINAL_TYPE (AhadiClauseBox, ahadi_clause_box, AHADI, CLAUSE_BOX, AdwBin)

/* @number: 1 to 10, or 11 for the closing paragraph */
GtkWidget *ahadi_clause_box_new (int number);

/* @language: "en", "sw" or "both" */
void ahadi_clause_box_set_language (AhadiClauseBox *self, const char *language);

/* The field the answer goes to. */
guint ahadi_clause_box_get_field (AhadiClauseBox *self);

/* Whether there is an answer, as far as the Code wants one. */
gboolean ahadi_clause_box_is_answered (AhadiClauseBox *self);

/* The answer in words, "" for none. (transfer full) */
char *ahadi_clause_box_get_answer (AhadiClauseBox *self);

G_END_DECLS
