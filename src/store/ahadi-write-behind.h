/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlcipher/sqlite3.h>

G_BEGIN_DECLS

/*
 * Private to store/: SQLite's own way to files (its VFS), but that what is written to a
 * database and its write-ahead log is gathered, and what is much is written by a thread
 * of its own, while the caller encrypts the next pages. A merge spends a sixth of its
 * time in such writes.
 *
 * What SQLite relies on stays: to sync a file, to read what was just written, to ask for
 * its size, to cut or to close it waits until all is written; and a write that failed is
 * told by the next write or sync, before which nothing counts as committed. Either makes
 * SQLite roll back. Who only reads what was lost is told, too, which need not.
 */

/* Registers it at the first call, on top of what is SQLite's default then.
 * Returns: its name; %NULL if there is no memory for it */
const char *ahadi_write_behind_get_name (void);

/* After a transaction of @database was rolled back, whole: what of its writes had failed
 * is not told any more, as nothing of it counts. */
void ahadi_write_behind_forget (sqlite3 *database);

G_END_DECLS
