/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-pledge.h"

#include <string.h>

#include "ahadi-field-table.h"

#define TEXT_HASH_DIGITS 64

static const char *const languages[] = { "en", "sw", "both", NULL };
static const char *const answers[] = { "accepted", "not-accepted", "not-discussed",
                                       NULL };
static const char *const ways[] = { "in-person", "paper", "phone", NULL };

static const AhadiField pledge_fields[] = {
  [AHADI_PLEDGE_MEMBER] = { "member", ENTITY, FACT, REQUIRED },
  [AHADI_PLEDGE_TEXT] = { "text", TEXT, FACT, REQUIRED, TEXT_HASH_DIGITS },
  [AHADI_PLEDGE_LANGUAGE] = { "language", CHOICE, FACT, REQUIRED, 0, languages },
  [AHADI_PLEDGE_C1] = { "c1", CHOICE, FACT, REQUIRED, 0, answers },
  [AHADI_PLEDGE_C2] = { "c2", CHOICE, FACT, REQUIRED, 0, answers },
  [AHADI_PLEDGE_C3] = { "c3", CHOICE, FACT, REQUIRED, 0, answers },
  [AHADI_PLEDGE_C4] = { "c4", CHOICE, FACT, REQUIRED, 0, answers },
  [AHADI_PLEDGE_C5] = { "c5", CHOICE, FACT, REQUIRED, 0, answers },
  [AHADI_PLEDGE_C6] = { "c6", CHOICE, FACT, REQUIRED, 0, answers },
  [AHADI_PLEDGE_C7] = { "c7", CHOICE, FACT, REQUIRED, 0, answers },
  [AHADI_PLEDGE_C9] = { "c9", CHOICE, FACT, REQUIRED, 0, answers },
  [AHADI_PLEDGE_C10] = { "c10", CHOICE, FACT, REQUIRED, 0, answers },
  [AHADI_PLEDGE_ACK8] = { "ack8", BOOL, FACT, REQUIRED },
  [AHADI_PLEDGE_ACK_CLOSING] = { "ack_closing", BOOL, FACT, REQUIRED },
  [AHADI_PLEDGE_MADE] = { "made", CHOICE, FACT, REQUIRED, 0, ways },
  [AHADI_PLEDGE_DATE] = { "date", DATE, FACT, REQUIRED, EXACT_DAY },
  [AHADI_PLEDGE_PLACE] = { "place", TEXT, FACT, OPTIONAL, 120 },
  [AHADI_PLEDGE_WITNESS] = { "witness", TEXT, FACT, OPTIONAL, 200 },
  [AHADI_PLEDGE_NOTE] = { "note", TEXT, FACT, OPTIONAL, 2000 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (pledge_fields) == AHADI_PLEDGE_N_FIELDS);
G_STATIC_ASSERT (AHADI_PLEDGE_N_FIELDS <= AHADI_KIND_MAX_FIELDS);
G_STATIC_ASSERT (AHADI_PLEDGE_C10 - AHADI_PLEDGE_C1 + 1 == AHADI_PLEDGE_N_PROMISES);

const AhadiKindInfo ahadi_pledge_info = {
  AHADI_KIND_PLEDGE, "pledge", TRUE, pledge_fields, AHADI_PLEDGE_N_FIELDS,
};

static const AhadiField withdrawal_fields[] = {
  [AHADI_WITHDRAWAL_PLEDGE] = { "pledge", ENTITY, FACT, REQUIRED },
  [AHADI_WITHDRAWAL_MEMBER] = { "member", ENTITY, FACT, REQUIRED },
  [AHADI_WITHDRAWAL_DATE] = { "date", DATE, FACT, REQUIRED, EXACT_DAY },
  [AHADI_WITHDRAWAL_REASON] = { "reason", TEXT, FACT, OPTIONAL, 2000 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (withdrawal_fields) == AHADI_WITHDRAWAL_N_FIELDS);

const AhadiKindInfo ahadi_withdrawal_info = {
  AHADI_KIND_WITHDRAWAL, "withdrawal", TRUE, withdrawal_fields, AHADI_WITHDRAWAL_N_FIELDS,
};

/* Clause 8 is the organisation's undertaking: it is acknowledged, not promised. */
static const int promise_clauses[AHADI_PLEDGE_N_PROMISES] = {
  1, 2, 3, 4, 5, 6, 7, 9, 10
};

int
ahadi_pledge_promise_clause (guint index)
{
  g_return_val_if_fail (index < AHADI_PLEDGE_N_PROMISES, 0);

  return promise_clauses[index];
}

guint
ahadi_pledge_promise_field (guint index)
{
  g_return_val_if_fail (index < AHADI_PLEDGE_N_PROMISES, AHADI_PLEDGE_C1);

  return AHADI_PLEDGE_C1 + index;
}

int
ahadi_pledge_count_accepted (const AhadiRecord *self)
{
  int count = 0;

  for (guint i = 0; i < AHADI_PLEDGE_N_PROMISES; i++)
    if (g_strcmp0 (ahadi_record_get (self, ahadi_pledge_promise_field (i)), "accepted") ==
        0)
      count++;

  return count;
}

static void
add (GPtrArray *problems, guint field, AhadiProblemCode code)
{
  ahadi_problem_list_add (problems, pledge_fields[field].name, code);
}

/* FALSE too where there is none. */
static gboolean
read_date (const AhadiRecord *record, guint field, AhadiDate *date)
{
  const char *text = ahadi_record_get (record, field);

  return text != NULL && ahadi_date_parse (text, date, NULL);
}

static gboolean
is_text_hash (const char *text)
{
  return strlen (text) == TEXT_HASH_DIGITS &&
         strspn (text, "0123456789abcdef") == TEXT_HASH_DIGITS;
}

void
ahadi_pledge_validate (const AhadiRecord *self,
                       const AhadiDate *today,
                       GPtrArray *problems)
{
  const char *text = ahadi_record_get (self, AHADI_PLEDGE_TEXT);
  AhadiDate date;

  if (text != NULL && !is_text_hash (text))
    add (problems, AHADI_PLEDGE_TEXT, AHADI_PROBLEM_OTHER_VALUE);

  for (guint i = 0; i < AHADI_PLEDGE_N_PROMISES; i++)
    if (ahadi_record_get (self, ahadi_pledge_promise_field (i)) == NULL)
      add (problems, ahadi_pledge_promise_field (i), AHADI_PROBLEM_NOT_ANSWERED);

  if (!ahadi_record_get_flag (self, AHADI_PLEDGE_ACK8))
    add (problems, AHADI_PLEDGE_ACK8, AHADI_PROBLEM_NOT_ACKNOWLEDGED);
  if (!ahadi_record_get_flag (self, AHADI_PLEDGE_ACK_CLOSING))
    add (problems, AHADI_PLEDGE_ACK_CLOSING, AHADI_PROBLEM_NOT_ACKNOWLEDGED);

  if (read_date (self, AHADI_PLEDGE_DATE, &date) && ahadi_date_is_after (&date, today))
    add (problems, AHADI_PLEDGE_DATE, AHADI_PROBLEM_IN_FUTURE);
}

void
ahadi_withdrawal_validate (const AhadiRecord *self,
                           const AhadiDate *today,
                           GPtrArray *problems)
{
  AhadiDate date;

  if (read_date (self, AHADI_WITHDRAWAL_DATE, &date) &&
      ahadi_date_is_after (&date, today))
    ahadi_problem_list_add (problems, withdrawal_fields[AHADI_WITHDRAWAL_DATE].name,
                            AHADI_PROBLEM_IN_FUTURE);
}

void
ahadi_withdrawal_validate_pledge (const AhadiRecord *self,
                                  const AhadiRecord *pledge,
                                  gboolean withdrawn,
                                  GPtrArray *problems)
{
  AhadiDate made;
  AhadiDate date;

  if (withdrawn)
    ahadi_problem_list_add (problems, withdrawal_fields[AHADI_WITHDRAWAL_PLEDGE].name,
                            AHADI_PROBLEM_ALREADY_WITHDRAWN);
  if (read_date (self, AHADI_WITHDRAWAL_DATE, &date) && date.day != 0 &&
      read_date (pledge, AHADI_PLEDGE_DATE, &made) && ahadi_date_is_after (&made, &date))
    ahadi_problem_list_add (problems, withdrawal_fields[AHADI_WITHDRAWAL_DATE].name,
                            AHADI_PROBLEM_BEFORE_PLEDGE);
}
