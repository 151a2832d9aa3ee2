/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * One person of a report: role, named or not, a note. Signals "changed", "remove".
 */
#define AHADI_TYPE_PERSON_EDITOR (ahadi_person_editor_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiPersonEditor, ahadi_person_editor, AHADI, PERSON_EDITOR, AdwBin)

/* @person: (nullable): an object of AHADI_REPORT_PERSONS, perhaps unfinished */
GtkWidget *ahadi_person_editor_new (json_t *person);

/* Returns: (transfer full): the object in the member order of the model. */
json_t *ahadi_person_editor_get (AhadiPersonEditor *self);

/* A role, and a name unless the person wants none written. */
gboolean ahadi_person_editor_is_complete (AhadiPersonEditor *self);

/* "Person 2" */
void ahadi_person_editor_set_number (AhadiPersonEditor *self, guint number);

G_END_DECLS
