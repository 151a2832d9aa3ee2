/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forge.h"

G_BEGIN_DECLS

/* What forge-rules makes its files of and where they go; shared by forge-rules*.c. */
typedef struct
{
  const char *out;
  AhadiVault *office;
  AhadiVault *laptop;
  AhadiVault *asking; /* the laptop of the request */
  const char *bundle;
  const char *reply;
  const char *card;
  const char *request;
} Workshop;

/* A part of a text that becomes another. */
typedef struct
{
  const char *name;
  const char *old;
  const char *by;
} TextChange;

/* @rechain: the author chains and signs what was changed */
typedef struct
{
  const char *name;
  const char *old;
  const char *by;
  gboolean rechain;
} LineChange;

/* @lines with the change made. Sixteen zeros or more in @change push out as many digits
 * behind what they replace: an id or a hash keeps its length. Returns: (transfer full).
 */
char *workshop_change (const char *lines, const LineChange *change);

/* OUT/@reader/@name@end */
void workshop_save (const Workshop *self,
                    const char *reader,
                    const char *name,
                    const char *end,
                    GBytes *bytes);

/* forge-rules-bundle.c: U, B, J, M, P, S, W of bundles, A and W of replies */
void forge_rules_of_bundles (const Workshop *shop);
/* forge-rules-blobs.c: Z of containers */
void forge_rules_of_blobs (const Workshop *shop);
/* forge-rules-papers.c: C, D, L, R of the card, E of the request */
void forge_rules_of_papers (const Workshop *shop);

G_END_DECLS
