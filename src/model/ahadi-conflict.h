/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-record.h"

G_BEGIN_DECLS

/*
 * Who must not read a report, because it is about them (clause 7 of the Code; DOMAIN row
 * 7). Pure: what a report says of itself in AHADI_REPORT_ABOUT, _ROUTE and _RECUSED.
 */
typedef enum
{
  AHADI_ABOUT_NOBODY = 0, /* none of those below, or not asked */
  AHADI_ABOUT_COORDINATOR = 1 << 0,
  AHADI_ABOUT_DIRECTOR = 1 << 1,
  AHADI_ABOUT_MEMBER = 1 << 2, /* of the Committee */
} AhadiAbout;

/**
 * AhadiRouteVerdict:
 * @AHADI_ROUTE_ALLOWED: none of the route's readers is one the report is about
 * @AHADI_ROUTE_ALLOWED_RECUSED: allowed with the keys of the recused left out
 * @AHADI_ROUTE_REACHES_DIRECTOR: the Executive Director would read a report about the
 *   Executive Director: it goes to the Committee alone
 * @AHADI_ROUTE_REACHES_MEMBER: about a member of the Committee: it goes to the Executive
 *   Director alone, or to the rest of the Committee alone
 */
typedef enum
{
  AHADI_ROUTE_ALLOWED,
  AHADI_ROUTE_ALLOWED_RECUSED,
  AHADI_ROUTE_REACHES_DIRECTOR,
  AHADI_ROUTE_REACHES_MEMBER,
} AhadiRouteVerdict;

/* What a value of AHADI_REPORT_ABOUT says; NULL: AHADI_ABOUT_NOBODY. */
AhadiAbout ahadi_about_parse (const char *choices);

/* @route: a word of AHADI_REPORT_ROUTE */
AhadiRouteVerdict ahadi_conflict_judge (AhadiAbout about, const char *route);

/* Whether the report may be read where it is written, once it is saved. */
gboolean ahadi_conflict_stays (AhadiAbout about);
/* The same of any record: TRUE for all but a report that says it is about the
 * coordinator. */
gboolean ahadi_conflict_lets_stay (const AhadiRecord *record);

/**
 * ahadi_recused_parse:
 * @text: (nullable): a value of AHADI_REPORT_RECUSED: ids of devices, rising, a blank
 *   between
 *
 * Returns: (transfer full) (element-type AhadiId): empty for %NULL; %NULL if it is not
 *   spelled so.
 */
GArray *ahadi_recused_parse (const char *text);

/* Returns: (transfer full) (nullable): the other way; NULL for none. */
char *ahadi_recused_print (const GArray *ids);

/* What breaks the rule in a report: of its route, its recused members. */
void ahadi_conflict_validate (const AhadiRecord *report, GPtrArray *problems);

G_END_DECLS
