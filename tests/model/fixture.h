/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ahadi-model.h"

/* Records that keep every rule of their kind, for a test to break one. */
AhadiRecord *fixture_circle (void);
AhadiRecord *fixture_member (void);
AhadiRecord *fixture_pledge (void);
AhadiRecord *fixture_withdrawal (void);
AhadiRecord *fixture_report (void);
AhadiRecord *fixture_addendum (void);
AhadiRecord *fixture_attachment (void);

/* 23 November 2026. */
const AhadiDate *fixture_today (void);

void fixture_assert_valid (const AhadiRecord *record);

/* Exactly one problem: @code of @field. */
void
fixture_assert_problem (const AhadiRecord *record, guint field, AhadiProblemCode code);

/* As above, for @value in place of what stands in @field; the record is as before
 * afterwards. */
void fixture_assert_refused (AhadiRecord *record,
                             guint field,
                             const char *value,
                             AhadiProblemCode code);
void fixture_assert_accepted (AhadiRecord *record, guint field, const char *value);

/* Exactly @max characters are accepted in @field, one more is too long. */
void fixture_assert_longest (AhadiRecord *record, guint field, guint max);
