/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-record.h"

G_BEGIN_DECLS

/* A member (DOMAIN rows 0, 9). Same order as the table in ahadi-member.c. S = sensitive,
 * else ordinary. */
enum
{
  AHADI_MEMBER_NAME,           /* S, required, ≤ 200 */
  AHADI_MEMBER_PREFERRED_NAME, /* ≤ 120 */
  AHADI_MEMBER_PHONE,          /* phone */
  AHADI_MEMBER_EMAIL,          /* ≤ 254, one @ */
  AHADI_MEMBER_GENDER,         /* S, self-described, ≤ 60 */
  AHADI_MEMBER_BIRTH,          /* S, date, may be approximate, not in the future */
  AHADI_MEMBER_COUNTY,         /* ≤ 60 */
  AHADI_MEMBER_PLACE,          /* ≤ 120 */
  AHADI_MEMBER_CIRCLE,         /* entity */
  AHADI_MEMBER_NUMBER,         /* S, membership number, ≤ 32 */
  AHADI_MEMBER_STATUS,         /* S: active, lapsed, suspended, revoked, deceased */
  AHADI_MEMBER_JOINED,         /* date */
  AHADI_MEMBER_CONSENT,       /* S, bool: data-protection consent; must be true to save */
  AHADI_MEMBER_CONSENT_DATE,  /* S, date */
  AHADI_MEMBER_GUARDIAN_NAME, /* S, ≤ 200 */
  AHADI_MEMBER_GUARDIAN_PHONE,   /* S, phone */
  AHADI_MEMBER_GUARDIAN_CONSENT, /* S, bool */
  AHADI_MEMBER_BEST_INTEREST,    /* S, ≤ 2000 */
  AHADI_MEMBER_NOTE,             /* ≤ 2000 */
  AHADI_MEMBER_N_FIELDS
};

#define AHADI_ADULT_AGE 18

extern const AhadiKindInfo ahadi_member_info;

/* Whether the person may be under 18 on @today: known birth date that allows it. Unknown
 * birth date: not a child. */
gboolean ahadi_member_is_child (const AhadiRecord *self, const AhadiDate *today);

/* Rules beyond the fields': consent given; for a child guardian name, guardian consent
 * and best-interest note. */
void ahadi_member_validate (const AhadiRecord *self,
                            const AhadiDate *today,
                            GPtrArray *problems);

/* Borrowed: the preferred name, else the name. */
const char *ahadi_member_get_display_name (const AhadiRecord *self);

G_END_DECLS
