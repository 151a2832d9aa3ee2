/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/* What the first run asks of the worker. */

typedef struct
{
  GBytes *bytes;
  json_t *shown; /* ahadi_exchange_card_show() */
} AhadiReadCard;

/* @done: AhadiReadCard */
void ahadi_welcome_read_card (AhadiKeeper *keeper,
                              const char *path,
                              gpointer owner,
                              AhadiDone done);

/* Returns: (transfer full): the branches of a card that was shown, "Kisumu, Nakuru"; ""
 * for none. */
char *ahadi_welcome_list_branches (json_t *shown);

typedef struct
{
  AhadiRole role;
  const char *label;
  const char *branch_name; /* nullable */
  const char *org_name;    /* nullable */
  GBytes *card;            /* nullable */
  AhadiSecret *passphrase; /* taken */
} AhadiWelcomeSetup;

/* @done: the recovery code, an AhadiSecret. The session is open then. */
void ahadi_welcome_set_up (AhadiKeeper *keeper,
                           const AhadiWelcomeSetup *setup,
                           gpointer owner,
                           AhadiDone done);

G_END_DECLS
