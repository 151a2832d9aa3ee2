/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * A form is any widget with #AhadiFieldRow and #AhadiChoice somewhere inside; these
 * functions move their values to and from a record or a draft. Fields of other kinds are
 * passed over.
 */

void ahadi_form_load (GtkWidget *form, const AhadiRecord *record);

/*
 * Enters what was typed into @record, all that is allowed; for the rest adds a problem
 * and says it at its field. Only what can be seen: a hidden field keeps the record's
 * value.
 *
 * Returns: whether nothing was wrong.
 */
gboolean ahadi_form_enter (GtkWidget *form, AhadiRecord *record);

/*
 * Says each problem at its field and moves the focus to the first. @first: (out)
 * (optional) (nullable): that field.
 *
 * Returns: whether every problem found its field.
 */
gboolean ahadi_form_show_problems (GtkWidget *form,
                                   AhadiKind kind,
                                   GPtrArray *problems,
                                   GtkWidget **first);

/* Adds "<field>": text to @values for every field that holds something. */
void ahadi_form_store (GtkWidget *form, json_t *values);
void ahadi_form_restore (GtkWidget *form, json_t *values);

/* @callback (data) whenever somebody types in one of the fields. */
void ahadi_form_watch (GtkWidget *form, GCallback callback, gpointer data);

G_END_DECLS
