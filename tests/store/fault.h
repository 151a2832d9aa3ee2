/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Something goes wrong at one exact call to the system of a child process: it is killed,
 * or the disk is full from then on. Only calls that change a disk are counted (create,
 * write, sync, rename, remove), so that a test can walk through every one of them.
 */
typedef enum
{
  FAULT_KILL,
  FAULT_FULL,
} FaultKind;

/* Runs in the child. Calls fault_arm() when the calls are to be counted from. Returns:
 * the exit status. */
typedef int (*FaultWork) (gpointer data);

/* Whether this machine lets a test trace its own child; skips the test if not. */
gboolean fault_is_possible (FaultKind kind);

void fault_arm (void);

/**
 * fault_run:
 * @at: which call, counted from 0
 * @calls: (out) (optional): how many there were
 * @status: (out): what @work returned; -1 if it was killed
 *
 * Returns: whether there was such a call.
 */
gboolean fault_run (
    FaultKind kind, guint at, FaultWork work, gpointer data, guint *calls, int *status);

G_END_DECLS
