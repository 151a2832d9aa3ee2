/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-report.h"

#include <string.h>

#include "ahadi-conflict.h"
#include "ahadi-field-table.h"

/* Douglas Crockford's base32: no I, L, O or U, so that a reference can be read out and
 * copied by hand. */
static const char base32[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Ids with blanks between, of all holders of offices there may be but one, who reads it.
 */
#define RECUSED_SIZE (15 * AHADI_ID_TEXT_SIZE - 1)

#define REFERENCE_GROUP 4
#define REFERENCE_SIZE (2 + REFERENCE_GROUP + 1 + REFERENCE_GROUP)

const char *const ahadi_report_roles[] = {
  "survivor", "witness", "reporter", "respondent", "other", NULL,
};

/* Clause 10 of the Code, in its order. */
const char *const ahadi_report_categories[] = {
  "bullying", "intimidation", "sexual-harassment", "other-harassment", "violence",
  "abuse",    NULL,
};

static const char *const dangers[] = { "yes", "no", "unknown", NULL };
static const char *const consents[] = { "yes", "no", "not-asked", NULL };
static const char *const abouts[] = { "nobody-here", "this-coordinator",
                                      "executive-director", "committee-member", NULL };
static const char *const routes[] = { "executive-director", "board-committee", "both",
                                      NULL };

static const AhadiField report_fields[] = {
  [AHADI_REPORT_REFERENCE] = { "reference", TEXT, FACT, REQUIRED, REFERENCE_SIZE },
  [AHADI_REPORT_DUTY_SHOWN] = { "duty_shown", BOOL, FACT, REQUIRED },
  [AHADI_REPORT_DANGER] = { "danger", CHOICE, FACT, REQUIRED, 0, dangers },
  [AHADI_REPORT_CATEGORIES] = { "categories", CHOICES, FACT, REQUIRED, 0,
                                ahadi_report_categories },
  [AHADI_REPORT_PERSONS] = { "persons", PERSONS, FACT, REQUIRED },
  [AHADI_REPORT_STATEMENT] = { "statement", TEXT, FACT, REQUIRED, 20000 },
  [AHADI_REPORT_HAPPENED] = { "happened", DATE, FACT },
  [AHADI_REPORT_PLACE] = { "place", TEXT, FACT, OPTIONAL, 200 },
  [AHADI_REPORT_WISHES] = { "wishes", TEXT, FACT, OPTIONAL, 4000 },
  [AHADI_REPORT_CONSENT] = { "consent", CHOICE, FACT, REQUIRED, 0, consents },
  [AHADI_REPORT_CONSENT_NOTE] = { "consent_note", TEXT, FACT, OPTIONAL, 2000 },
  [AHADI_REPORT_CONTACT_SAFE] = { "contact_safe", TEXT, FACT, OPTIONAL, 1000 },
  [AHADI_REPORT_ROUTE] = { "route", CHOICE, FACT, REQUIRED, 0, routes },
  [AHADI_REPORT_FILED] = { "filed", DATE, FACT, REQUIRED, EXACT_DAY },
  [AHADI_REPORT_ABOUT] = { "about", CHOICES, FACT, OPTIONAL, 0, abouts },
  [AHADI_REPORT_RECUSED] = { "recused", TEXT, FACT, OPTIONAL, RECUSED_SIZE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (report_fields) == AHADI_REPORT_N_FIELDS);
G_STATIC_ASSERT (AHADI_REPORT_N_FIELDS <= AHADI_KIND_MAX_FIELDS);

const AhadiKindInfo ahadi_report_info = {
  AHADI_KIND_REPORT, "report", TRUE, report_fields, AHADI_REPORT_N_FIELDS,
};

static const AhadiField addendum_fields[] = {
  [AHADI_ADDENDUM_REPORT] = { "report", ENTITY, FACT, REQUIRED },
  [AHADI_ADDENDUM_TEXT] = { "text", TEXT, FACT, REQUIRED, 20000 },
  [AHADI_ADDENDUM_DATE] = { "date", DATE, FACT, REQUIRED },
};

G_STATIC_ASSERT (G_N_ELEMENTS (addendum_fields) == AHADI_ADDENDUM_N_FIELDS);

const AhadiKindInfo ahadi_addendum_info = {
  AHADI_KIND_ADDENDUM, "addendum", TRUE, addendum_fields, AHADI_ADDENDUM_N_FIELDS,
};

static void
add (GPtrArray *problems, guint field, AhadiProblemCode code)
{
  ahadi_problem_list_add (problems, report_fields[field].name, code);
}

static gboolean
is_reference_group (const char *text)
{
  for (guint i = 0; i < REFERENCE_GROUP; i++)
    if (strchr (base32, text[i]) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
is_reference (const char *text)
{
  return strlen (text) == REFERENCE_SIZE && g_str_has_prefix (text, "R-") &&
         is_reference_group (text + 2) && text[2 + REFERENCE_GROUP] == '-' &&
         is_reference_group (text + 2 + REFERENCE_GROUP + 1);
}

static gboolean
is_empty_list (const char *value)
{
  return value == NULL || g_str_equal (value, "[]");
}

void
ahadi_report_validate (const AhadiRecord *self,
                       const AhadiDate *today,
                       GPtrArray *problems)
{
  const char *reference = ahadi_record_get (self, AHADI_REPORT_REFERENCE);

  if (reference != NULL && !is_reference (reference))
    add (problems, AHADI_REPORT_REFERENCE, AHADI_PROBLEM_OTHER_VALUE);
  if (!ahadi_record_get_flag (self, AHADI_REPORT_DUTY_SHOWN))
    add (problems, AHADI_REPORT_DUTY_SHOWN, AHADI_PROBLEM_DUTY_NOT_SHOWN);
  if (is_empty_list (ahadi_record_get (self, AHADI_REPORT_CATEGORIES)))
    add (problems, AHADI_REPORT_CATEGORIES, AHADI_PROBLEM_EMPTY_LIST);
  if (is_empty_list (ahadi_record_get (self, AHADI_REPORT_PERSONS)))
    add (problems, AHADI_REPORT_PERSONS, AHADI_PROBLEM_EMPTY_LIST);
  ahadi_conflict_validate (self, problems);
}

const char *
ahadi_report_route_to_audience (const char *route)
{
  if (g_strcmp0 (route, "both") == 0)
    return "safeguarding";
  if (g_strcmp0 (route, "executive-director") == 0)
    return "executive-director";
  if (g_strcmp0 (route, "board-committee") == 0)
    return "board-committee";

  return NULL;
}

char *
ahadi_report_reference_make (const guint8 random[5])
{
  char digits[2 * REFERENCE_GROUP + 1] = { 0 };
  guint64 bits = 0;

  for (guint i = 0; i < 5; i++)
    bits = bits << 8 | random[i];
  for (guint i = 2 * REFERENCE_GROUP; i-- > 0; bits >>= 5)
    digits[i] = base32[bits & 31];

  return g_strdup_printf ("R-%.*s-%s", REFERENCE_GROUP, digits, digits + REFERENCE_GROUP);
}
