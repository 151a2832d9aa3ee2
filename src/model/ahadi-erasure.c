/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-erasure.h"

#include "ahadi-attachment.h"
#include "ahadi-field-table.h"
#include "ahadi-pledge.h"
#include "ahadi-report.h"
#include "ahadi-same-as.h"
#include "ahadi-settlement.h"

#define NOTE_LIMIT 500

const char *const ahadi_erasure_kinds[] = { "circle",     "member",  "pledge",
                                            "withdrawal", "report",  "addendum",
                                            "attachment", "same_as", NULL };

const char *const ahadi_erasure_reasons[] = { "request", "retention", "mistake",
                                              "court",   "other",     NULL };

static const AhadiField erasure_fields[] = {
  [AHADI_ERASURE_OF] = { "of", ENTITY, FACT, REQUIRED },
  [AHADI_ERASURE_OF_KIND] = { "of_kind", CHOICE, FACT, REQUIRED, 0, ahadi_erasure_kinds },
  [AHADI_ERASURE_REASON] = { "reason", CHOICE, FACT, REQUIRED, 0, ahadi_erasure_reasons },
  [AHADI_ERASURE_NOTE] = { "note", TEXT, FACT, OPTIONAL, NOTE_LIMIT },
  [AHADI_ERASURE_DATE] = { "date", DATE, FACT, REQUIRED, EXACT_DAY },
};

G_STATIC_ASSERT (G_N_ELEMENTS (erasure_fields) == AHADI_ERASURE_N_FIELDS);

const AhadiKindInfo ahadi_erasure_info = {
  AHADI_KIND_ERASURE, "erasure", TRUE, erasure_fields, AHADI_ERASURE_N_FIELDS,
};

guint32
ahadi_erasure_get_owner_fields (AhadiKind kind)
{
  switch (kind)
    {
    case AHADI_KIND_PLEDGE:
      return 1u << AHADI_PLEDGE_MEMBER;
    case AHADI_KIND_WITHDRAWAL:
      return 1u << AHADI_WITHDRAWAL_PLEDGE | 1u << AHADI_WITHDRAWAL_MEMBER;
    case AHADI_KIND_ADDENDUM:
      return 1u << AHADI_ADDENDUM_REPORT;
    case AHADI_KIND_ATTACHMENT:
      return 1u << AHADI_ATTACHMENT_OF;
    case AHADI_KIND_SETTLEMENT:
      return 1u << AHADI_SETTLEMENT_OF_ENTITY;
    case AHADI_KIND_SAME_AS:
      return 1u << AHADI_SAME_AS_ONE | 1u << AHADI_SAME_AS_OTHER;
    case AHADI_KIND_CIRCLE:
    case AHADI_KIND_MEMBER:
    case AHADI_KIND_REPORT:
    case AHADI_KIND_ERASURE:
    case AHADI_KIND_CUTOFF:
    case AHADI_KIND_BASELINE:
    default:
      return 0;
    }
}
