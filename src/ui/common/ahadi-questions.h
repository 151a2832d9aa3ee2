/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-question-page.h"

G_BEGIN_DECLS

/*
 * Question pages: one at a time, a thin progress line, Back and Next at the bottom, a way
 * out that keeps what was typed at the top.
 *
 * Property "title"; "close-label" (default _Save and Close). Signals: "page"
 * (AhadiQuestionPage) after another page is shown; "leave" (AhadiQuestionPage), before
 * Next: return TRUE to stay; "finish" instead of Next on the last page; "close". Actions:
 * "questions.go" (s): to the page of that name, and back here with the next Next.
 */
#define AHADI_TYPE_QUESTIONS (ahadi_questions_get_type ())
G_DECLARE_FINAL_TYPE (AhadiQuestions, ahadi_questions, AHADI, QUESTIONS, AdwBin)

void ahadi_questions_append (AhadiQuestions *self, AhadiQuestionPage *page);

/* Behind all others. */
void ahadi_questions_move_last (AhadiQuestions *self, AhadiQuestionPage *page);

AhadiQuestionPage *ahadi_questions_get_page (AhadiQuestions *self, const char *name);
AhadiQuestionPage *ahadi_questions_get_current (AhadiQuestions *self);
/* Does nothing if there is no such page. */
void ahadi_questions_show (AhadiQuestions *self, const char *name);
void ahadi_questions_next (AhadiQuestions *self);

/* While busy nothing can be pressed and a spinner turns, with what is going on said
 * beside it. */
void ahadi_questions_set_busy (AhadiQuestions *self, const char *what);

/* After a point of no return. */
void ahadi_questions_set_can_go_back (AhadiQuestions *self, gboolean can_go_back);
void ahadi_questions_set_can_close (AhadiQuestions *self, gboolean can_close);

G_END_DECLS
