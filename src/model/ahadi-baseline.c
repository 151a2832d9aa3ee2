/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-baseline.h"

#include "ahadi-field-table.h"

static const AhadiField baseline_fields[] = {
  [AHADI_BASELINE_DEVICE] = { "device", ENTITY, FACT, REQUIRED },
  [AHADI_BASELINE_EPOCH] = { "epoch", TEXT, FACT, REQUIRED,
                             AHADI_STREAM_END_EPOCH_LIMIT },
  [AHADI_BASELINE_LAST] = { "last", TEXT, FACT, REQUIRED, AHADI_STREAM_END_LAST_LIMIT },
  [AHADI_BASELINE_DATE] = { "date", DATE, FACT, REQUIRED, EXACT_DAY },
  [AHADI_BASELINE_HEAD] = { "head", TEXT, FACT, REQUIRED, AHADI_STREAM_END_HEAD_LIMIT },
};

G_STATIC_ASSERT (G_N_ELEMENTS (baseline_fields) == AHADI_BASELINE_N_FIELDS);

const AhadiKindInfo ahadi_baseline_info = {
  AHADI_KIND_BASELINE, "baseline", TRUE, baseline_fields, AHADI_BASELINE_N_FIELDS,
};
