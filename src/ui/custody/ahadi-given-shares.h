/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * The shares that were given so far, and the jobs that take one more or open the vault
 * with them. Refcounted (atomic): a job that outlives the page has its own reference. The
 * worker alone changes it, and only while one of these jobs runs.
 */
typedef struct _AhadiGivenShares AhadiGivenShares;

AhadiGivenShares *ahadi_given_shares_new (void);
void ahadi_given_shares_unref (AhadiGivenShares *self);

guint ahadi_given_shares_count (AhadiGivenShares *self);
const AhadiShareInfo *ahadi_given_shares_get_info (AhadiGivenShares *self, guint index);

/* How many are needed; 0 before the first one tells. */
guint ahadi_given_shares_get_needed (AhadiGivenShares *self);

/* After an error: the group that is mistyped, from 1; 0 for none. */
guint ahadi_given_shares_get_bad_group (AhadiGivenShares *self);

/* After the vault was opened: the place of one that was left out, from 1; 0 for none. */
guint ahadi_given_shares_get_wrong (AhadiGivenShares *self);

/* One more, which is looked at together with the others: %AHADI_KEYS_ERROR or
 * %AHADI_CRYPTO_ERROR. @digits is taken. */
void ahadi_given_shares_add_typed (AhadiGivenShares *self,
                                   AhadiKeeper *keeper,
                                   AhadiSecret *digits,
                                   gpointer owner,
                                   AhadiDone done);

/* The same out of a file. @passphrase: (nullable): taken */
void ahadi_given_shares_add_file (AhadiGivenShares *self,
                                  AhadiKeeper *keeper,
                                  const char *path,
                                  AhadiSecret *passphrase,
                                  gpointer owner,
                                  AhadiDone done);

void ahadi_given_shares_open (AhadiGivenShares *self,
                              AhadiKeeper *keeper,
                              gpointer owner,
                              AhadiDone done);

G_END_DECLS
