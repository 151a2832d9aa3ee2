/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * What happened, what was kept, what to do: in two or three plain sentences, translated,
 * for every error of every domain below. Never a code alone; the technical message is for
 * the log and `--json`. All results are (transfer full).
 */
char *ahadi_sentence_for_error (const GError *error);

/* "no-space", "wrong-secret", "damaged": for --json and the journal. */
const char *ahadi_sentence_word_for_error (const GError *error);

/* "Write the name." */
char *ahadi_sentence_for_problem (AhadiKind kind, const AhadiProblem *problem);

/* The problem that ahadi_record_enter() would not say: why @value is no value of @field.
 */
char *ahadi_sentence_for_value (AhadiKind kind, guint field, const char *value);

/* "32 new members and 30 pledges. 2 corrections." and why when set aside or refused. */
char *ahadi_sentence_for_import (const AhadiImportResult *result);

/* What AHADI_SWAP_OPEN means for whoever works here. Borrowed. */
const char *ahadi_sentence_for_open_swap (void);

/* "12 pledges, 3 members and 1 report": of counts by kind; NULL if all are zero. */
char *ahadi_sentence_list_counts (const guint64 counts[AHADI_KIND_MAX + 1]);

/* "2 sealed bundles of others went along." Returns: (transfer full) (nullable): NULL for
 * none. */
char *ahadi_sentence_carried_along (guint bundles);
/* (nullable) (transfer full): the same of those that are lost or damaged here */
char *ahadi_sentence_carry_spoilt (guint bundles);

G_END_DECLS
