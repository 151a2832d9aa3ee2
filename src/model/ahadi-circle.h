/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-kind.h"

G_BEGIN_DECLS

/* A circle of conscience (DOMAIN row 3). Same order as the table in ahadi-circle.c. */
enum
{
  AHADI_CIRCLE_NAME,   /* required, ≤ 120 */
  AHADI_CIRCLE_TYPE,   /* required: community, school, university, profession */
  AHADI_CIRCLE_COUNTY, /* ≤ 60 */
  AHADI_CIRCLE_PLACE,  /* ≤ 120 */
  AHADI_CIRCLE_LEADER, /* entity: a member */
  AHADI_CIRCLE_NOTE,   /* ≤ 2000 */
  AHADI_CIRCLE_N_FIELDS
};

extern const AhadiKindInfo ahadi_circle_info;

G_END_DECLS
