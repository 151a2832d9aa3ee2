/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ahadi-model.h"

G_BEGIN_DECLS

/*
 * Private to publish/: the SQL of a kind of record, written out of the model's table of
 * its fields, so that a new field needs none by hand. Names come from those tables alone,
 * and are quoted. All results are (transfer full).
 */

/* Columns before those of the fields: of whom it can be read, the record's id, by which
 * device and when it was first written, when it was last changed. */
#define AHADI_PUBLISH_KINDS_COLUMNS "audience, id, written_by, written, changed"

/* Keys are never published: with them sealed files would open. */
gboolean ahadi_publish_kinds_has (const AhadiField *field);

/* The type of its column: "text", "uuid", "boolean" or "jsonb". */
const char *ahadi_publish_kinds_get_type (const AhadiField *field);

/* Makes the table, or adds the columns that it lacks. */
char *ahadi_publish_kinds_print_table (const AhadiKindInfo *info);

/**
 * ahadi_publish_kinds_print_fold:
 *
 * Makes the rows of all records of the kind in table "touched" what the operations say:
 * in each field what was written last, or for a fact first. A row that stands already as
 * it should is left alone.
 */
char *ahadi_publish_kinds_print_fold (const AhadiKindInfo *info);

/* Removes those rows of them of which no operation says anything any more. */
char *ahadi_publish_kinds_print_remove (const AhadiKindInfo *info);

/* The rows of audience $1 as text: id, then each published field, by rising id. */
char *ahadi_publish_kinds_print_scan (const AhadiKindInfo *info);

G_END_DECLS
