/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-settlement.h"

#include "ahadi-erasure.h"
#include "ahadi-field-table.h"

#define FIELD_LIMIT 60
#define CITES_LIMIT 2000 /* 33 stamps of 58 characters */
#define VALUE_LIMIT 2000 /* as much as any sensitive field has */
#define REASON_LIMIT 500

const char *const ahadi_settlement_outcomes[] = { "keep", "take", "other",
                                                  AHADI_SETTLEMENT_UNDO, NULL };

/* Whatever can be erased can be named here, so that a field that becomes sensitive later
 * needs no newer format. */
static const AhadiField settlement_fields[] = {
  [AHADI_SETTLEMENT_OF_KIND] = { "of_kind", CHOICE, FACT, REQUIRED, 0,
                                 ahadi_erasure_kinds },
  [AHADI_SETTLEMENT_OF_ENTITY] = { "of_entity", ENTITY, FACT, REQUIRED },
  [AHADI_SETTLEMENT_OF_FIELD] = { "of_field", TEXT, FACT, REQUIRED, FIELD_LIMIT },
  [AHADI_SETTLEMENT_CITES] = { "cites", TEXT, FACT, REQUIRED, CITES_LIMIT },
  [AHADI_SETTLEMENT_OUTCOME] = { "outcome", CHOICE, FACT, REQUIRED, 0,
                                 ahadi_settlement_outcomes },
  [AHADI_SETTLEMENT_VALUE] = { "value", TEXT, FACT, OPTIONAL, VALUE_LIMIT },
  [AHADI_SETTLEMENT_REASON] = { "reason", TEXT, FACT, REQUIRED, REASON_LIMIT },
  [AHADI_SETTLEMENT_DATE] = { "date", DATE, FACT, REQUIRED, EXACT_DAY },
};

G_STATIC_ASSERT (G_N_ELEMENTS (settlement_fields) == AHADI_SETTLEMENT_N_FIELDS);

const AhadiKindInfo ahadi_settlement_info = {
  AHADI_KIND_SETTLEMENT, "settlement", TRUE, settlement_fields, AHADI_SETTLEMENT_N_FIELDS,
};

void
ahadi_settlement_validate (const AhadiRecord *record, GPtrArray *problems)
{
  const char *kind = ahadi_record_get (record, AHADI_SETTLEMENT_OF_KIND);
  const char *field = ahadi_record_get (record, AHADI_SETTLEMENT_OF_FIELD);
  const AhadiKindInfo *info = kind != NULL ? ahadi_kind_find (kind) : NULL;
  int index = info != NULL && field != NULL ? ahadi_kind_find_field (info, field) : -1;

  if (info != NULL && field != NULL &&
      (index < 0 || info->fields[index].field_class != AHADI_FIELD_SENSITIVE))
    ahadi_problem_list_add (problems, settlement_fields[AHADI_SETTLEMENT_OF_FIELD].name,
                            AHADI_PROBLEM_OTHER_VALUE);
}
