/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-record.h"

G_BEGIN_DECLS

/* An incident report (DOMAIN rows 7, 10): add-only; more is told in an addendum. Same
 * order as the table in ahadi-report.c. */
enum
{
  AHADI_REPORT_REFERENCE,  /* required: "R-XXXX-XXXX", says nothing about whom or what */
  AHADI_REPORT_DUTY_SHOWN, /* bool, must be true: the duty to report was said before
                              anything was told */
  AHADI_REPORT_DANGER,     /* required: yes, no, unknown */
  AHADI_REPORT_CATEGORIES, /* choices, at least one: bullying, intimidation,
                              sexual-harassment, other-harassment, violence, abuse */
  AHADI_REPORT_PERSONS,    /* persons, at least one */
  AHADI_REPORT_STATEMENT,  /* required, own words, ≤ 20000 */
  AHADI_REPORT_HAPPENED,   /* date, may be approximate */
  AHADI_REPORT_PLACE,      /* ≤ 200 */
  AHADI_REPORT_WISHES,     /* what the survivor wishes, ≤ 4000 */
  AHADI_REPORT_CONSENT,    /* required: yes, no, not-asked: the survivor's consent to this
                              report */
  AHADI_REPORT_CONSENT_NOTE, /* ≤ 2000 */
  AHADI_REPORT_CONTACT_SAFE, /* how and when to reach the reporter safely, ≤ 1000 */
  AHADI_REPORT_ROUTE,        /* required: executive-director, board-committee, both */
  AHADI_REPORT_FILED,        /* required: full date */
  AHADI_REPORT_ABOUT,   /* choices: nobody-here, this-coordinator, executive-director,
                           committee-member: whether it is about one of them */
  AHADI_REPORT_RECUSED, /* devices of the Committee's members that it is about; see
                           ahadi-conflict.h */
  AHADI_REPORT_N_FIELDS
};

/*
 * A person in the array of AHADI_REPORT_PERSONS, in this member order, unknown members
 * refused, at most 50:
 * {"role": "survivor"|"witness"|"reporter"|"respondent"|"other",   required
 *  "anonymous": true|false,                                        required
 *  "name": text ≤ 200,      absent when anonymous, else required
 *  "note": text ≤ 1000}     optional (relation, contact)
 */
extern const char *const ahadi_report_roles[];
extern const char *const ahadi_report_categories[];

extern const AhadiKindInfo ahadi_report_info;

void ahadi_report_validate (const AhadiRecord *self,
                            const AhadiDate *today,
                            GPtrArray *problems);

/* The audience that a route seals to: "executive-director", "board-committee", or
 * "safeguarding" for both. NULL for anything else. */
const char *ahadi_report_route_to_audience (const char *route);

/* "R-XXXX-XXXX": eight characters of Crockford base32 out of 5 random bytes. */
char *ahadi_report_reference_make (const guint8 random[5]);

/* Something added to a filed report: add-only. */
enum
{
  AHADI_ADDENDUM_REPORT, /* entity, required */
  AHADI_ADDENDUM_TEXT,   /* required, ≤ 20000 */
  AHADI_ADDENDUM_DATE,   /* required */
  AHADI_ADDENDUM_N_FIELDS
};

extern const AhadiKindInfo ahadi_addendum_info;

G_END_DECLS
