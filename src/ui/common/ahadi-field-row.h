/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * One field of a record in a form. The field's type decides what it is typed with: a
 * line, a block of text, a list, a switch. The label comes from app/.
 *
 * Properties: "field": "member.name" (construct only); "title", "hint": instead of the
 * usual. Signal "changed": somebody typed.
 */
#define AHADI_TYPE_FIELD_ROW (ahadi_field_row_get_type ())
G_DECLARE_FINAL_TYPE (AhadiFieldRow, ahadi_field_row, AHADI, FIELD_ROW, AdwPreferencesRow)

AhadiKind ahadi_field_row_get_kind (AhadiFieldRow *self);
guint ahadi_field_row_get_index (AhadiFieldRow *self);

/* Returns: (transfer full): as typed, dates such as 14/5/1987 turned round; "" for
 * nothing. */
char *ahadi_field_row_get_text (AhadiFieldRow *self);
void ahadi_field_row_set_text (AhadiFieldRow *self, const char *text);

/* The records one can choose from, for an entity field: ids in hex and their names,
 * NULL-terminated. */
void ahadi_field_row_set_entities (AhadiFieldRow *self,
                                   const char *const *ids,
                                   const char *const *names);

/* A sentence under the field, or NULL when it is mended. */
void ahadi_field_row_set_problem (AhadiFieldRow *self, const char *sentence);

/* 14/5/1987, 14.5.1987, 5/1987 as ISO 8601; anything else comes back as it is. (transfer
 * full) */
char *ahadi_date_from_typed (const char *text);

/* The other way round: 1987-05-14 as 14/5/1987. (transfer full) */
char *ahadi_date_to_typed (const char *text);

G_END_DECLS
