/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper.h"
#include "ahadi-meter.h"

G_BEGIN_DECLS

/* Files going out and coming in, as jobs of the keeper. @meter and @cancellable:
 * (nullable). */

/* @done: AhadiExportResult */
void ahadi_exchange_jobs_export (AhadiKeeper *keeper,
                                 const char *folder,
                                 gboolean everything,
                                 AhadiMeter *meter,
                                 GCancellable *cancellable,
                                 gpointer owner,
                                 AhadiDone done);

typedef struct
{
  GPtrArray *results;   /* AhadiImportResult, one for each file that was looked at */
  GPtrArray *sentences; /* what is said of each */
  GError *error;        /* (nullable): why it stopped before the last one */
} AhadiImports;

/* @done: AhadiImports, never an error. */
void ahadi_exchange_jobs_import (AhadiKeeper *keeper,
                                 const char *const *paths,
                                 gboolean preview,
                                 AhadiMeter *meter,
                                 GCancellable *cancellable,
                                 gpointer owner,
                                 AhadiDone done);

/* Keeps bundles that are for others, to be carried on. @done: AhadiImports, never an
 * error. */
void ahadi_exchange_jobs_carry (AhadiKeeper *keeper,
                                const char *const *paths,
                                gpointer owner,
                                AhadiDone done);

/* Returns: (transfer full): the paths of bundles that are for others, and a NULL behind
 * them. Borrowed from @imports. */
GPtrArray *ahadi_imports_list_for_others (const AhadiImports *imports);

/* @done: GPtrArray of paths */
void ahadi_exchange_jobs_reply (AhadiKeeper *keeper,
                                const char *folder,
                                AhadiMeter *meter,
                                GCancellable *cancellable,
                                gpointer owner,
                                AhadiDone done);

/* @done: GPtrArray of AhadiJournalEntry */
void ahadi_exchange_jobs_journal (AhadiKeeper *keeper,
                                  guint limit,
                                  gpointer owner,
                                  AhadiDone done);

G_END_DECLS
