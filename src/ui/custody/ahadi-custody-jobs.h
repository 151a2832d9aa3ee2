/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/* Custodians' shares and who opens the vault, as jobs of the keeper. */

/* @done: (element-type AhadiPerson): GPtrArray */
void ahadi_custody_jobs_list_people (AhadiKeeper *keeper, gpointer owner, AhadiDone done);

/* @done: AhadiCustodians */
void ahadi_custody_jobs_load (AhadiKeeper *keeper, gpointer owner, AhadiDone done);

/* As many shares as there are @names. @done: AhadiShareSet */
void ahadi_custody_jobs_draw (AhadiKeeper *keeper,
                              guint threshold,
                              const char *const *names,
                              gpointer owner,
                              AhadiDone done);

/* @done: AHADI_WORK_DONE */
void ahadi_custody_jobs_hold (AhadiKeeper *keeper,
                              AhadiShareSet *set,
                              gpointer owner,
                              AhadiDone done);

/* Share @index of @set into the file at @path. @passphrase: (transfer full).
 * @done: AHADI_WORK_DONE */
void ahadi_custody_jobs_seal (AhadiKeeper *keeper,
                              AhadiShareSet *set,
                              guint index,
                              AhadiSecret *passphrase,
                              const char *path,
                              gpointer owner,
                              AhadiDone done);

G_END_DECLS
