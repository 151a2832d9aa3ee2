/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/* Words for people, translated; borrowed unless said. */
const char *ahadi_words_kind (AhadiKind kind);               /* "Member" */
const char *ahadi_words_field (AhadiKind kind, guint field); /* "Preferred name" */

/* "Sexual harassment"; for AHADI_FIELD_PERSONS the words of roles. A word that this
 * program does not know comes back as it is. */
const char *ahadi_words_choice (const AhadiField *field, const char *choice);

const char *
ahadi_words_role (AhadiRole role); /* "Branch coordinator", "Membership office" */
const char *ahadi_words_delivery (AhadiDelivery delivery); /* "Only here"; "" for none */
const char *
ahadi_words_audience (AhadiAudienceClass audience);     /* "the Executive Director" */
const char *ahadi_words_outcome (AhadiOutcome outcome); /* "Set aside" */

/**
 * ahadi_words_value:
 * @value: (nullable): of a record's field
 *
 * Returns: (transfer full): as people say it: a choice's word, a date, a telephone number
 * in groups, "Yes"; for persons their number, never their names; "" for %NULL and for
 *   records.
 */
char *ahadi_words_value (const AhadiField *field, const char *value);

/* (transfer full): "yesterday", "14 Nov 2026", "May 1987", "1987"; the text itself if it
 * is no date. */
char *ahadi_words_date (const char *iso_date);
/* (transfer full): "today, 10:05", "14 Nov 2026, 10:05"; "never" for 0. */
char *ahadi_words_time (gint64 ms);
/* How long ago @ms was: "120 days old"; of less than one day "of today" */
char *ahadi_words_age (gint64 ms);
char *ahadi_words_size (guint64 bytes);
/* (transfer full): the number of a public signing key, for people to compare: "5f2a 91c0
 * 33de 7788"; the text itself if it is no key. */
char *ahadi_words_key (const char *key);

G_END_DECLS
