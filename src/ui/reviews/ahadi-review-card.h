/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/* What a change is to the others of its field. */
typedef enum
{
  AHADI_REVIEW_CARD_BASE,   /* before they parted */
  AHADI_REVIEW_CARD_STANDS, /* now */
  AHADI_REVIEW_CARD_OTHER,  /* by the state of the rival */
} AhadiReviewRole;

/**
 * ahadi_review_card_new:
 * @detail: whose change it is; borrowed for the call
 * @other: index in its others, for AHADI_REVIEW_CARD_OTHER
 * @number: the key that chooses it
 * @choose: (out): the button that chooses it; %NULL for what nobody is asked about
 *
 * Returns: (transfer floating): a card: what it is to the others, in a word and an icon,
 *   its value, who wrote it and when.
 */
GtkWidget *ahadi_review_card_new (const AhadiReviewDetail *detail,
                                  AhadiReviewRole role,
                                  guint other,
                                  guint number,
                                  GtkToggleButton **choose);

G_END_DECLS
