/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * A state in an icon and a word, never in colour alone.
 */
#define AHADI_TYPE_PILL (ahadi_pill_get_type ())
G_DECLARE_FINAL_TYPE (AhadiPill, ahadi_pill, AHADI, PILL, AdwBin)

typedef enum
{
  AHADI_PILL_QUIET,
  AHADI_PILL_GOOD,
  AHADI_PILL_WAITING,
  AHADI_PILL_ATTENTION,
} AhadiPillTone;

GtkWidget *ahadi_pill_new (void);

/* @word NULL hides the pill. */
void
ahadi_pill_set (AhadiPill *self, const char *icon, const char *word, AhadiPillTone tone);

/* Only here, exported, received; hidden for what comes from elsewhere. */
void ahadi_pill_set_delivery (AhadiPill *self, AhadiDelivery delivery);

/* Borrowed; "" while hidden. */
const char *ahadi_pill_get_word (AhadiPill *self);

G_END_DECLS
