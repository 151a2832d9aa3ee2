/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * One of the stories that a laptop told: from when, what records it changed and how they
 * differ from the others. Signal "choose": a person wants it to count.
 */
#define AHADI_TYPE_STORY_CARD (ahadi_story_card_get_type ())
G_DECLARE_FINAL_TYPE (AhadiStoryCard, ahadi_story_card, AHADI, STORY_CARD, AdwBin)

/* @stories: all of that laptop, one of them @story; both stay as long as the card
 * @choosable: whether this office decides now */
GtkWidget *ahadi_story_card_new (GPtrArray *stories,
                                 const AhadiStory *story,
                                 guint number,
                                 gboolean choosable);

const AhadiStory *ahadi_story_card_get_story (AhadiStoryCard *self);

/* "Story 2": as the card is headed. */
const char *ahadi_story_card_get_title (AhadiStoryCard *self);

G_END_DECLS
