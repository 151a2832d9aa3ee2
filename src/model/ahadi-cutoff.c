/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-cutoff.h"

#include "ahadi-field-table.h"

#define REASON_LIMIT 500

static const AhadiField cutoff_fields[] = {
  [AHADI_CUTOFF_DEVICE] = { "device", ENTITY, FACT, REQUIRED },
  [AHADI_CUTOFF_EPOCH] = { "epoch", TEXT, FACT, REQUIRED, AHADI_STREAM_END_EPOCH_LIMIT },
  [AHADI_CUTOFF_LAST] = { "last", TEXT, FACT, REQUIRED, AHADI_STREAM_END_LAST_LIMIT },
  [AHADI_CUTOFF_DATE] = { "date", DATE, FACT, REQUIRED, EXACT_DAY },
  [AHADI_CUTOFF_HEAD] = { "head", TEXT, FACT, OPTIONAL, AHADI_STREAM_END_HEAD_LIMIT },
  [AHADI_CUTOFF_REASON] = { "reason", TEXT, FACT, OPTIONAL, REASON_LIMIT },
};

G_STATIC_ASSERT (G_N_ELEMENTS (cutoff_fields) == AHADI_CUTOFF_N_FIELDS);

const AhadiKindInfo ahadi_cutoff_info = {
  AHADI_KIND_CUTOFF, "cutoff", TRUE, cutoff_fields, AHADI_CUTOFF_N_FIELDS,
};

AhadiRecord *
ahadi_cutoff_to_record (const AhadiCutoff *self, const char *reason)
{
  AhadiRecord *record = ahadi_stream_end_to_record (self, AHADI_KIND_CUTOFF);

  ahadi_record_set (record, AHADI_CUTOFF_REASON, reason);
  return record;
}
