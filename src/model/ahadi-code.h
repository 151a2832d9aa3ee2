/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The Code of Conduct taken apart for showing, from its verbatim text: an introduction,
 * ten numbered clauses, the closing paragraph and eleven reasons (DOMAIN). Immutable.
 */
typedef struct _AhadiCode AhadiCode;

typedef enum
{
  AHADI_CLAUSE_PROMISE,         /* 1-7, 9, 10: the member's */
  AHADI_CLAUSE_UNDERTAKING,     /* 8: the organisation's */
  AHADI_CLAUSE_ACKNOWLEDGEMENT, /* the closing paragraph */
} AhadiClauseType;

#define AHADI_CODE_N_CLAUSES 10

/**
 * ahadi_code_parse:
 * @text: the whole file
 * @language: "en" or "sw"
 *
 * Returns: (transfer full): %NULL with %AHADI_MODEL_ERROR_VALUE if a clause, the closing
 * paragraph or a reason is missing.
 */
AhadiCode *ahadi_code_parse (GBytes *text,
                             const char *language,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_code_free (AhadiCode *self);

const char *ahadi_code_get_language (const AhadiCode *self);
const char *ahadi_code_get_introduction (const AhadiCode *self);
/* "As a member of Amnesty International Kenya, I will: –" */
const char *ahadi_code_get_opening (const AhadiCode *self);
const char *ahadi_code_get_clause (const AhadiCode *self, int number); /* 1-10 */
/* 1-10; 11 is the closing paragraph */
AhadiClauseType ahadi_code_get_clause_type (int number);
const char *ahadi_code_get_closing (const AhadiCode *self);

/* @number: 0 introduction, 1-10 a clause (8 shares the reason of 7), 11 the closing
 * paragraph. */
const char *ahadi_code_get_reason (const AhadiCode *self, int number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiCode, ahadi_code_free)

G_END_DECLS
