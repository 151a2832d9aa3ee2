/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * One field that several changed apart: what was there before, what stands, what others
 * wrote, who and when; and a person's answer with its reason.
 *
 * Signals: "decide": the answer is complete; "later": the next one; "list": all of them.
 */
#define AHADI_TYPE_REVIEW_PAGE (ahadi_review_page_get_type ())
G_DECLARE_FINAL_TYPE (AhadiReviewPage, ahadi_review_page, AHADI, REVIEW_PAGE, AdwBin)

/* @details: (element-type AhadiReviewDetail): all of the record; one is of @field. What
 * was typed about it before, and not decided, is there again. */
void ahadi_review_page_show (AhadiReviewPage *self,
                             AhadiKeeper *keeper,
                             GPtrArray *details,
                             guint field,
                             const char *title);

/* Borrowed; NULL before the first ahadi_review_page_show(). */
const AhadiReviewDetail *ahadi_review_page_get_detail (AhadiReviewPage *self);

/* As if the button with @number was pressed, and on to what is to be typed; 0 is
 * something else. */
void ahadi_review_page_choose (AhadiReviewPage *self, guint number);

/* It was decided: what was typed is no draft any more. */
void ahadi_review_page_forget (AhadiReviewPage *self);

/* A job decides: nothing can be pressed. */
void ahadi_review_page_set_busy (AhadiReviewPage *self, gboolean busy);

typedef struct
{
  const AhadiReviewChange *change; /* what is to stand; NULL: @value */
  char *value;                     /* (nullable): something else, "" clears; owned */
  const char *reason;
} AhadiReviewAnswer;

/* Returns: %FALSE if what was typed can't stand, which is said at its field. */
gboolean ahadi_review_page_read (AhadiReviewPage *self, AhadiReviewAnswer *answer);

G_END_DECLS
