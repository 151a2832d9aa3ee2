/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper.h"
#include "ahadi-meter.h"

G_BEGIN_DECLS

/* Backups, drills and the way back, as jobs of the keeper. */

/* @to: (nullable): a folder for once; NULL: the known one. @done: what to say, as text */
void ahadi_safety_jobs_back_up (AhadiKeeper *keeper,
                                const char *to,
                                AhadiMeter *meter,
                                GCancellable *cancellable,
                                gpointer owner,
                                AhadiDone done);

/* If one is due and the folder is there; nobody waits for it. */
void ahadi_safety_jobs_back_up_if_due (AhadiKeeper *keeper, gpointer owner);

/* As ahadi_safety_set_schedule() */
void ahadi_safety_jobs_set_schedule (AhadiKeeper *keeper,
                                     const char *folder,
                                     guint every,
                                     guint keep,
                                     gpointer owner,
                                     AhadiDone done);

/* Whether the vault is whole. @done: a sentence on what was found */
void ahadi_safety_jobs_check (AhadiKeeper *keeper, gpointer owner, AhadiDone done);

/* @secret: taken. @done: a sentence on what was found */
void ahadi_safety_jobs_drill (AhadiKeeper *keeper,
                              AhadiSlotType type,
                              AhadiSecret *secret,
                              AhadiMeter *meter,
                              GCancellable *cancellable,
                              gpointer owner,
                              AhadiDone done);

/* Restores into the place of the vault, and leaves the session open. @secret: taken.
 * @replace: one that stands there may be moved aside. @done: a sentence on what is back
 */
void ahadi_safety_jobs_restore (AhadiKeeper *keeper,
                                const char *source,
                                AhadiSlotType type,
                                AhadiSecret *secret,
                                gboolean replace,
                                AhadiMeter *meter,
                                GCancellable *cancellable,
                                gpointer owner,
                                AhadiDone done);

G_END_DECLS
