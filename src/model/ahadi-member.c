/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-member.h"

#include <string.h>

#include "ahadi-field-table.h"

static const char *const statuses[] = {
  "active", "lapsed", "suspended", "revoked", "deceased", NULL,
};

static const AhadiField member_fields[] = {
  [AHADI_MEMBER_NAME] = { "name", TEXT, SENSITIVE, REQUIRED, 200 },
  [AHADI_MEMBER_PREFERRED_NAME] = { "preferred_name", TEXT, ORDINARY, OPTIONAL, 120 },
  [AHADI_MEMBER_PHONE] = { "phone", PHONE, ORDINARY },
  [AHADI_MEMBER_EMAIL] = { "email", TEXT, ORDINARY, OPTIONAL, 254 },
  [AHADI_MEMBER_GENDER] = { "gender", TEXT, SENSITIVE, OPTIONAL, 60 },
  [AHADI_MEMBER_BIRTH] = { "birth", DATE, SENSITIVE },
  [AHADI_MEMBER_COUNTY] = { "county", TEXT, ORDINARY, OPTIONAL, 60 },
  [AHADI_MEMBER_PLACE] = { "place", TEXT, ORDINARY, OPTIONAL, 120 },
  [AHADI_MEMBER_CIRCLE] = { "circle", ENTITY, ORDINARY },
  [AHADI_MEMBER_NUMBER] = { "number", TEXT, SENSITIVE, OPTIONAL, 32 },
  [AHADI_MEMBER_STATUS] = { "status", CHOICE, SENSITIVE, OPTIONAL, 0, statuses },
  [AHADI_MEMBER_JOINED] = { "joined", DATE, ORDINARY },
  [AHADI_MEMBER_CONSENT] = { "consent", BOOL, SENSITIVE },
  [AHADI_MEMBER_CONSENT_DATE] = { "consent_date", DATE, SENSITIVE },
  [AHADI_MEMBER_GUARDIAN_NAME] = { "guardian_name", TEXT, SENSITIVE, OPTIONAL, 200 },
  [AHADI_MEMBER_GUARDIAN_PHONE] = { "guardian_phone", PHONE, SENSITIVE },
  [AHADI_MEMBER_GUARDIAN_CONSENT] = { "guardian_consent", BOOL, SENSITIVE },
  [AHADI_MEMBER_BEST_INTEREST] = { "best_interest", TEXT, SENSITIVE, OPTIONAL, 2000 },
  [AHADI_MEMBER_NOTE] = { "note", TEXT, ORDINARY, OPTIONAL, 2000 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (member_fields) == AHADI_MEMBER_N_FIELDS);
G_STATIC_ASSERT (AHADI_MEMBER_N_FIELDS <= AHADI_KIND_MAX_FIELDS);

const AhadiKindInfo ahadi_member_info = {
  AHADI_KIND_MEMBER, "member", FALSE, member_fields, AHADI_MEMBER_N_FIELDS,
};

static gboolean
read_birth (const AhadiRecord *self, AhadiDate *birth)
{
  const char *text = ahadi_record_get (self, AHADI_MEMBER_BIRTH);

  return text != NULL && ahadi_date_parse (text, birth, NULL);
}

gboolean
ahadi_member_is_child (const AhadiRecord *self, const AhadiDate *today)
{
  AhadiDate birth;

  return read_birth (self, &birth) &&
         ahadi_date_youngest_age (&birth, today) < AHADI_ADULT_AGE;
}

/* No more than this can be said of an address without writing to it. */
static gboolean
looks_like_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && at[1] != '\0' && strchr (at + 1, '@') == NULL &&
         strpbrk (text, " \t\n") == NULL;
}

static void
add (GPtrArray *problems, guint field, AhadiProblemCode code)
{
  ahadi_problem_list_add (problems, member_fields[field].name, code);
}

static void
validate_guardian (const AhadiRecord *self, GPtrArray *problems)
{
  if (ahadi_record_get (self, AHADI_MEMBER_GUARDIAN_NAME) == NULL)
    add (problems, AHADI_MEMBER_GUARDIAN_NAME, AHADI_PROBLEM_GUARDIAN_REQUIRED);
  if (!ahadi_record_get_flag (self, AHADI_MEMBER_GUARDIAN_CONSENT))
    add (problems, AHADI_MEMBER_GUARDIAN_CONSENT, AHADI_PROBLEM_GUARDIAN_REQUIRED);
  if (ahadi_record_get (self, AHADI_MEMBER_BEST_INTEREST) == NULL)
    add (problems, AHADI_MEMBER_BEST_INTEREST, AHADI_PROBLEM_BEST_INTEREST_MISSING);
}

void
ahadi_member_validate (const AhadiRecord *self,
                       const AhadiDate *today,
                       GPtrArray *problems)
{
  const char *email = ahadi_record_get (self, AHADI_MEMBER_EMAIL);
  AhadiDate birth;

  if (email != NULL && !looks_like_email (email))
    add (problems, AHADI_MEMBER_EMAIL, AHADI_PROBLEM_OTHER_VALUE);
  if (read_birth (self, &birth) && ahadi_date_is_after (&birth, today))
    add (problems, AHADI_MEMBER_BIRTH, AHADI_PROBLEM_IN_FUTURE);
  if (!ahadi_record_get_flag (self, AHADI_MEMBER_CONSENT))
    add (problems, AHADI_MEMBER_CONSENT, AHADI_PROBLEM_CONSENT_MISSING);
  if (ahadi_member_is_child (self, today))
    validate_guardian (self, problems);
}

const char *
ahadi_member_get_display_name (const AhadiRecord *self)
{
  const char *preferred = ahadi_record_get (self, AHADI_MEMBER_PREFERRED_NAME);

  return preferred != NULL ? preferred : ahadi_record_get (self, AHADI_MEMBER_NAME);
}
