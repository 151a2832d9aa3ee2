/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-stream-table.h"
#include "ahadi-vault-private.h"

G_BEGIN_DECLS

/*
 * Private to store/: what an epoch goes on from. h(0) of its chain covers the head of the
 * epoch before as its author knew it (oplog/ahadi-chain.c), so nobody can begin one epoch
 * and say that it followed another; which operation that was is found by trying.
 */

/* entry->after of a stream that goes on from no other. */
#define AHADI_LINEAGE_NONE (-1)

/**
 * ahadi_lineage_trace:
 * @entry: changed and written if what it goes on from is found
 *
 * Does nothing if that is known, or @entry has no first operation here. What it follows
 * may not be here yet: then it is tried again with the next operations of @entry.
 */
gboolean ahadi_lineage_trace (AhadiVault *vault,
                              AhadiStreamEntry *entry,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
