/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-record.h"

G_BEGIN_DECLS

/* A pledge to one exact text of the Code (DOMAIN row 0): add-only. Same order as the
 * table in ahadi-pledge.c. All required but place, witness, note. */
enum
{
  AHADI_PLEDGE_MEMBER,   /* entity */
  AHADI_PLEDGE_TEXT,     /* 64 hex digits: BLAKE2b-256 of the Code's text */
  AHADI_PLEDGE_LANGUAGE, /* shown: en, sw, both */
  AHADI_PLEDGE_C1,       /* accepted, not-accepted, not-discussed */
  AHADI_PLEDGE_C2,
  AHADI_PLEDGE_C3,
  AHADI_PLEDGE_C4,
  AHADI_PLEDGE_C5,
  AHADI_PLEDGE_C6,
  AHADI_PLEDGE_C7,
  AHADI_PLEDGE_C9,
  AHADI_PLEDGE_C10,
  AHADI_PLEDGE_ACK8, /* bool, must be true: the organisation's undertaking was read */
  AHADI_PLEDGE_ACK_CLOSING, /* bool, must be true: the closing paragraph and its two
                               rights */
  AHADI_PLEDGE_MADE,        /* in-person, paper, phone */
  AHADI_PLEDGE_DATE,        /* full date, not in the future */
  AHADI_PLEDGE_PLACE,       /* ≤ 120 */
  AHADI_PLEDGE_WITNESS,     /* ≤ 200 */
  AHADI_PLEDGE_NOTE,        /* ≤ 2000 */
  AHADI_PLEDGE_N_FIELDS
};

#define AHADI_PLEDGE_N_PROMISES 9

extern const AhadiKindInfo ahadi_pledge_info;

/* The clause number (1-7, 9, 10) of promise @index (0-8), and its field. */
int ahadi_pledge_promise_clause (guint index);
guint ahadi_pledge_promise_field (guint index);

/* How many of the nine promises were accepted. */
int ahadi_pledge_count_accepted (const AhadiRecord *self);

void ahadi_pledge_validate (const AhadiRecord *self,
                            const AhadiDate *today,
                            GPtrArray *problems);

/* Withdrawal of a pledge: add-only. */
enum
{
  AHADI_WITHDRAWAL_PLEDGE, /* entity, required */
  AHADI_WITHDRAWAL_MEMBER, /* entity, required */
  AHADI_WITHDRAWAL_DATE,   /* required: full date, not in the future */
  AHADI_WITHDRAWAL_REASON, /* ≤ 2000 */
  AHADI_WITHDRAWAL_N_FIELDS
};

extern const AhadiKindInfo ahadi_withdrawal_info;

void ahadi_withdrawal_validate (const AhadiRecord *self,
                                const AhadiDate *today,
                                GPtrArray *problems);

/* What can only be judged beside @pledge, which it names: not before the pledge was made,
 * and once. @withdrawn: whether the pledge is withdrawn already. For whoever writes one:
 * two laptops that knew nothing of each other may each have written a good one. */
void ahadi_withdrawal_validate_pledge (const AhadiRecord *self,
                                       const AhadiRecord *pledge,
                                       gboolean withdrawn,
                                       GPtrArray *problems);

G_END_DECLS
