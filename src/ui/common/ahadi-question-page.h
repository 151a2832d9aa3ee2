/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * One question of #AhadiQuestions: the reason or duty above it in small text, the
 * question, what is answered with below it.
 *
 * Properties: "name" (to go to it), "title", "reason", "next-label" (instead of _Next),
 * "complete" (whether Next can be pressed), "needed" (passed over when not). The child
 * goes below.
 */
#define AHADI_TYPE_QUESTION_PAGE (ahadi_question_page_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiQuestionPage, ahadi_question_page, AHADI, QUESTION_PAGE, AdwBin)

GtkWidget *
ahadi_question_page_new (const char *name, const char *title, const char *reason);

void ahadi_question_page_append (AhadiQuestionPage *self, GtkWidget *child);

const char *ahadi_question_page_get_title (AhadiQuestionPage *self);
void ahadi_question_page_set_title (AhadiQuestionPage *self, const char *title);
void ahadi_question_page_set_reason (AhadiQuestionPage *self, const char *reason);
const char *ahadi_question_page_get_next_label (AhadiQuestionPage *self);
gboolean ahadi_question_page_get_complete (AhadiQuestionPage *self);
void ahadi_question_page_set_complete (AhadiQuestionPage *self, gboolean complete);
gboolean ahadi_question_page_get_needed (AhadiQuestionPage *self);
void ahadi_question_page_set_needed (AhadiQuestionPage *self, gboolean needed);

/* What was built below the question gets the focus. */
void ahadi_question_page_focus (AhadiQuestionPage *self);

G_END_DECLS
