/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper.h"
#include "ahadi-meter.h"

G_BEGIN_DECLS

/* The use cases of app/ahadi-duplicates.h, as jobs of the keeper. */

/* How many pairs a page has: a person looks at one after the other. */
#define AHADI_DUPLICATE_PAGE 200

/* @meter: held by the job. @done: AHADI_WORK_DONE */
void ahadi_duplicate_jobs_look (AhadiKeeper *keeper,
                                AhadiMeter *meter,
                                GCancellable *cancellable,
                                gpointer owner,
                                AhadiDone done);

/* Those that are undecided, the likest first. @done: GPtrArray of AhadiDuplicate */
void ahadi_duplicate_jobs_list (AhadiKeeper *keeper, gpointer owner, AhadiDone done);

/* Members like @member, who is not saved yet. @done: GPtrArray of AhadiDuplicate */
void ahadi_duplicate_jobs_find (AhadiKeeper *keeper,
                                const AhadiRecord *member,
                                gpointer owner,
                                AhadiDone done);

/* Says @verdict of @member and each of @others (element-type AhadiId). @done:
 * AHADI_WORK_DONE */
void ahadi_duplicate_jobs_decide (AhadiKeeper *keeper,
                                  const AhadiId *member,
                                  const GArray *others,
                                  const char *verdict,
                                  gpointer owner,
                                  AhadiDone done);

/* The other records of the person who is @member. @done: GPtrArray of AhadiItem */
void ahadi_duplicate_jobs_list_others (AhadiKeeper *keeper,
                                       const AhadiId *member,
                                       gpointer owner,
                                       AhadiDone done);

/* What other reports may be about a person of @report, and what was compared. @done:
 * text,
 * "" where nothing is compared */
void ahadi_duplicate_jobs_tell_reports (AhadiKeeper *keeper,
                                        const AhadiId *report,
                                        gpointer owner,
                                        AhadiDone done);

/* "Kondele · 0712 345 678": what tells @member from a namesake (transfer full). */
char *ahadi_duplicate_say_member (const AhadiRecord *member);

/* "same phone, name tokens swapped" (transfer full) */
char *ahadi_duplicate_say_reasons (const AhadiDuplicate *duplicate);

G_END_DECLS
