/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-circle.h"

#include "ahadi-field-table.h"

static const char *const circle_types[] = {
  "community", "school", "university", "profession", NULL,
};

static const AhadiField circle_fields[] = {
  [AHADI_CIRCLE_NAME] = { "name", TEXT, ORDINARY, REQUIRED, 120 },
  [AHADI_CIRCLE_TYPE] = { "type", CHOICE, ORDINARY, REQUIRED, 0, circle_types },
  [AHADI_CIRCLE_COUNTY] = { "county", TEXT, ORDINARY, OPTIONAL, 60 },
  [AHADI_CIRCLE_PLACE] = { "place", TEXT, ORDINARY, OPTIONAL, 120 },
  [AHADI_CIRCLE_LEADER] = { "leader", ENTITY, ORDINARY },
  [AHADI_CIRCLE_NOTE] = { "note", TEXT, ORDINARY, OPTIONAL, 2000 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (circle_fields) == AHADI_CIRCLE_N_FIELDS);
G_STATIC_ASSERT (AHADI_CIRCLE_N_FIELDS <= AHADI_KIND_MAX_FIELDS);

const AhadiKindInfo ahadi_circle_info = {
  AHADI_KIND_CIRCLE, "circle", FALSE, circle_fields, AHADI_CIRCLE_N_FIELDS,
};
