/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-invocation.h"

G_BEGIN_DECLS

/**
 * ahadi_fields_enter:
 * @record: of the command's kind
 *
 * Enters what the options of the kind's fields say, after what --from says: a JSON object
 * of fields in a file, or on standard input for "-". A value its field does not allow is
 * entered all the same: ahadi_records_save() refuses it by name.
 *
 * Returns: %FALSE with %AHADI_USAGE_ERROR_WRONG, or %AHADI_USAGE_ERROR_REFUSED and the
 *   errors of reading the file, which is then blamed.
 */
gboolean ahadi_fields_enter (AhadiInvocation *invocation,
                             AhadiRecord *record,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Enters one field as a person writes it: a list also as words with commas between, a
 * flag also as yes or no. */
void ahadi_fields_enter_text (AhadiRecord *record, guint field, const char *text);

/**
 * ahadi_fields_parse_person:
 * @text: "role=witness,name=Otieno, the teacher,note=…" or "role=reporter,anonymous"; a
 *   comma before what is no key belongs to the value
 *
 * Returns: (transfer full): an object for AHADI_REPORT_PERSONS, or %NULL with
 *   %AHADI_USAGE_ERROR_WRONG.
 */
json_t *ahadi_fields_parse_person (const char *text,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Saves and says so; @duplicates (nullable): who is like it, for --json. Returns: the
 * exit code. */
int
ahadi_fields_save (AhadiInvocation *invocation, AhadiRecord *record, json_t *duplicates);

G_END_DECLS
