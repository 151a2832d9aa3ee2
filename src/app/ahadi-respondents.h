/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * Reports that may be about the same person, at an office: the names of respondents in
 * whatever this vault can open are compared with each other, here, each time somebody
 * looks. Nothing of it is kept or sent, so that who can't open a report learns nothing of
 * it; and what one office alone can open never meets what only another can.
 */
typedef struct _AhadiRespondents AhadiRespondents;

/**
 * AhadiRespondentMatch:
 * @report: another report
 * @reference: of it
 * @score: bits: log2 of the odds that both name one person
 * @sure: surely worth a look; else perhaps
 * @reasons: (element-type utf8): for ahadi_linking_say_reason(): no name stands in them
 */
typedef struct
{
  AhadiId report;
  const char *reference;
  double score;
  gboolean sure;
  GPtrArray *reasons;
} AhadiRespondentMatch;

/* Compares all that are here. On a laptop of a branch nothing is compared: its author
 * knows what it wrote. */
AhadiRespondents *ahadi_respondents_load (AhadiSession *session, GError **error);
void ahadi_respondents_free (AhadiRespondents *self);

/* Whether this vault is of an office that compares. */
gboolean ahadi_respondents_is_office (const AhadiRespondents *self);

/* (nullable) (element-type AhadiRespondentMatch): borrowed: reports that may be about a
 * person of @report, each once, the likest first. */
GPtrArray *ahadi_respondents_get (AhadiRespondents *self, const AhadiId *report);

/* "2 other reports may be about the same person: R-… (same name)"; NULL for none. In the
 * person's language (transfer full). */
char *ahadi_respondents_describe (AhadiRespondents *self, const AhadiId *report);

/* What is compared with what, in a sentence. */
const char *ahadi_respondents_say_limit (void);

/* Both, for a page: that, or that there is none; "" where nothing is compared. (transfer
 * full) */
char *ahadi_respondents_tell (AhadiRespondents *self, const AhadiId *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiRespondents, ahadi_respondents_free)

G_END_DECLS
