/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "ahadi-kind.h"
#include "ahadi-problem.h"

G_BEGIN_DECLS

/*
 * One record of a kind: an entity id and a text or NULL for each field. Boxed,
 * refcounted. Whoever made it sets values; once it is handed to another thread or owner
 * it is no longer changed.
 */
typedef struct _AhadiRecord AhadiRecord;

/* Bytes of a record as JSON: with this many it surely fits into one operation. */
#define AHADI_RECORD_LIMIT (60 * 1024)

#define AHADI_TYPE_RECORD (ahadi_record_get_type ())
GType ahadi_record_get_type (void);

/* @id may be NULL: the store gives one on the first save. */
AhadiRecord *ahadi_record_new (AhadiKind kind, const AhadiId *id);
AhadiRecord *ahadi_record_copy (const AhadiRecord *self);
AhadiRecord *ahadi_record_ref (AhadiRecord *self);
void ahadi_record_unref (AhadiRecord *self);

AhadiKind ahadi_record_get_kind (const AhadiRecord *self);
const AhadiKindInfo *ahadi_record_get_info (const AhadiRecord *self);
/* All zeros while the record was never saved. */
const AhadiId *ahadi_record_get_id (const AhadiRecord *self);
void ahadi_record_set_id (AhadiRecord *self, const AhadiId *id);

/* @field: an index such as AHADI_MEMBER_NAME. Returns: (nullable): borrowed. */
const char *ahadi_record_get (const AhadiRecord *self, guint field);
gboolean ahadi_record_get_flag (const AhadiRecord *self, guint field); /* "true" */

/* Sets without a check (for the store's own rows and for merge). @value is copied. */
void ahadi_record_set (AhadiRecord *self, guint field, const char *value);

/**
 * ahadi_record_enter:
 * @value: (nullable): as a person typed it; "" clears
 *
 * Cleans @value (NFC, outer blanks; a telephone number to E.164) and sets it if its field
 * allows it.
 *
 * Returns: %FALSE with %AHADI_MODEL_ERROR_VALUE; the record keeps what it had.
 */
gboolean ahadi_record_enter (AhadiRecord *self,
                             guint field,
                             const char *value,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_record_validate:
 * @today: for ages and dates in the future
 * @problems: (element-type AhadiProblem): at most one problem per field is added
 *
 * The rules of the kind: required fields, and those of ahadi-member.h, ahadi-pledge.h,
 * ahadi-report.h; at most %AHADI_RECORD_LIMIT in all.
 *
 * Returns: whether nothing was added.
 */
gboolean ahadi_record_validate (const AhadiRecord *self,
                                const AhadiDate *today,
                                GPtrArray *problems);

/* {"id":…, "kind":…, "<field>": value…} with absent fields left out, for --json. */
json_t *ahadi_record_to_json (const AhadiRecord *self);

gboolean ahadi_record_equal (const AhadiRecord *a, const AhadiRecord *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiRecord, ahadi_record_unref)

G_END_DECLS
