/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-problem.h"
#include "base/ahadi-base.h"

G_BEGIN_DECLS

/**
 * AhadiFieldType:
 * @AHADI_FIELD_TEXT: one line or, with room for more than 500 characters, many; NFC
 * @AHADI_FIELD_DATE: ISO 8601, may be approximate (#AhadiDate)
 * @AHADI_FIELD_PHONE: E.164
 * @AHADI_FIELD_CHOICE: one of the field's words
 * @AHADI_FIELD_BOOL: "true" or "false"; JSON booleans in an operation
 * @AHADI_FIELD_ENTITY: the 32 hex digits of another record, or of a blob
 * @AHADI_FIELD_CHOICES: a canonical JSON array of the field's words, in their order,
 * without repeats; in an operation the array
 * @AHADI_FIELD_PERSONS: a canonical JSON array of the objects of ahadi-report.h; in an
 * operation the array
 *
 * In a record every value is text or %NULL (not known, not asked, or cleared).
 */
typedef enum
{
  AHADI_FIELD_TEXT,
  AHADI_FIELD_DATE,
  AHADI_FIELD_PHONE,
  AHADI_FIELD_CHOICE,
  AHADI_FIELD_BOOL,
  AHADI_FIELD_ENTITY,
  AHADI_FIELD_CHOICES,
  AHADI_FIELD_PERSONS,
} AhadiFieldType;

/**
 * AhadiFieldClass:
 * @AHADI_FIELD_ORDINARY: last writer wins by total order
 * @AHADI_FIELD_SENSITIVE: the same, and a review item opens when neither writer saw the
 * other
 * @AHADI_FIELD_FACT: written once with its record and never again
 */
typedef enum
{
  AHADI_FIELD_ORDINARY,
  AHADI_FIELD_SENSITIVE,
  AHADI_FIELD_FACT,
} AhadiFieldClass;

typedef struct
{
  /* In operations, as a column, and in --json: lower case with underscores. */
  const char *name;
  AhadiFieldType type;
  AhadiFieldClass field_class;
  gboolean required;
  guint max_characters;       /* 0: bounded by its type */
  const char *const *choices; /* for CHOICE and CHOICES, NULL-terminated */
  gboolean exact_day;         /* for DATE: what is newly written must be whole */
  gboolean secret;            /* a key: never shown, listed or printed */
} AhadiField;

/* Whether the text of @self may have several lines. */
gboolean ahadi_field_has_lines (const AhadiField *self);

/**
 * ahadi_field_check:
 * @value: (nullable): as it would stand in a record
 *
 * Returns: %FALSE with %AHADI_MODEL_ERROR_VALUE if the field's type or length does not
 * allow @value. %NULL is allowed: whether a field is required is for
 * ahadi_record_validate().
 */
gboolean ahadi_field_check (const AhadiField *self,
                            const char *value,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Why a person's @value, which ahadi_field_check() refuses, is none. */
AhadiProblemCode ahadi_field_name_problem (const AhadiField *self, const char *value);

/* Returns: (transfer full): @value as JSON (a string, a boolean, an array, or null for
 * NULL). */
json_t *ahadi_field_value_to_json (const AhadiField *self, const char *value);

/* The way back, checked as by ahadi_field_check(). @value: (out) (transfer full)
 * (nullable) */
gboolean ahadi_field_value_from_json (const AhadiField *self,
                                      json_t *json,
                                      char **value,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
