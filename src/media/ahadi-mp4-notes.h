/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-boxes.h"
#include "ahadi-media-facts.h"

G_BEGIN_DECLS

/* Private to media/: what the boxes `udta` and `meta` of a film or recording tell. A
 * plain value. Of several the first counts. */
typedef struct
{
  gboolean has_position;
  double latitude;
  double longitude;
  char maker[32];
  char model[32];
  char time[20];
  char author[65];
} AhadiMp4Notes;

/* Reads what it finds in @box, `udta` or `meta`; what is broken is not found. */
void ahadi_mp4_notes_read (AhadiMp4Notes *self, const AhadiBox *box);

G_END_DECLS
