/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * The words of a choice field as a boxed list: one of them, or several for a field of
 * type CHOICES. "field": "report.danger" (construct only); signal "changed".
 */
#define AHADI_TYPE_CHOICE (ahadi_choice_get_type ())
G_DECLARE_FINAL_TYPE (AhadiChoice, ahadi_choice, AHADI, CHOICE, AdwBin)

AhadiKind ahadi_choice_get_kind (AhadiChoice *self);
guint ahadi_choice_get_index (AhadiChoice *self);

/* Returns: (transfer full): the word, a JSON array of words, or "" for none. */
char *ahadi_choice_get_text (AhadiChoice *self);
void ahadi_choice_set_text (AhadiChoice *self, const char *text);

/* A second line under @word. */
void ahadi_choice_set_hint (AhadiChoice *self, const char *word, const char *hint);

/* Whether @word can be chosen; one that can't is given up if it was. */
void ahadi_choice_set_allowed (AhadiChoice *self, const char *word, gboolean allowed);

void ahadi_choice_set_problem (AhadiChoice *self, const char *sentence);

G_END_DECLS
