/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why a record can't be saved as it is. app/ has the sentence for each, translated. */
typedef enum
{
  AHADI_PROBLEM_REQUIRED,
  AHADI_PROBLEM_TOO_LONG,
  AHADI_PROBLEM_NOT_A_PHONE,
  AHADI_PROBLEM_NOT_A_DATE,
  AHADI_PROBLEM_NOT_A_DAY, /* no date, or one without its day where that is needed */
  AHADI_PROBLEM_IN_FUTURE,
  AHADI_PROBLEM_NOT_A_CHOICE,
  AHADI_PROBLEM_CONSENT_MISSING,   /* no data-protection consent: Data Protection Act 2019
                                      s.30 */
  AHADI_PROBLEM_GUARDIAN_REQUIRED, /* a child without a guardian's consent: s.33(1)(a) */
  AHADI_PROBLEM_BEST_INTEREST_MISSING, /* s.33(1)(b) */
  AHADI_PROBLEM_NOT_ANSWERED,          /* a promise of the Code left without an answer */
  AHADI_PROBLEM_NOT_ACKNOWLEDGED,      /* clause 8 or the closing paragraph */
  AHADI_PROBLEM_DUTY_NOT_SHOWN,    /* the duty to report must be shown before anything is
                                      told */
  AHADI_PROBLEM_EMPTY_LIST,        /* at least one category, or person, is needed */
  AHADI_PROBLEM_BEFORE_PLEDGE,     /* withdrawn before it was made */
  AHADI_PROBLEM_ALREADY_WITHDRAWN, /* the pledge is withdrawn already */
  AHADI_PROBLEM_TOO_MUCH,          /* all texts together; told of the longest of them */
  AHADI_PROBLEM_REACHES_DIRECTOR,  /* a route to one the report is about */
  AHADI_PROBLEM_REACHES_MEMBER,
  AHADI_PROBLEM_NOBODY_RECUSED, /* about a member of the Committee: about which? */
  AHADI_PROBLEM_NO_READER,      /* nobody is left who could open it */
  AHADI_PROBLEM_OTHER_VALUE,
} AhadiProblemCode;

typedef struct
{
  const char *field; /* static name */
  AhadiProblemCode code;
} AhadiProblem;

AhadiProblem *ahadi_problem_new (const char *field, AhadiProblemCode code);
void ahadi_problem_free (AhadiProblem *self);
/* Returns: (transfer full): a GPtrArray that frees AhadiProblem. */
GPtrArray *ahadi_problem_list_new (void);
/* Adds a problem unless @list has one for @field: people mend one thing of a field at a
 * time. @field: a static name. */
void ahadi_problem_list_add (GPtrArray *list, const char *field, AhadiProblemCode code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiProblem, ahadi_problem_free)

G_END_DECLS
