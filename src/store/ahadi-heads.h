/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault-private.h"

G_BEGIN_DECLS

/*
 * Private to store/: what the chain of a stream is known to be at a position. Position n
 * is after operation n; 0 is before the first.
 */

/* @found is FALSE if what is held does not tell. */
gboolean ahadi_heads_find (AhadiVault *vault,
                           const AhadiStreamEntry *entry,
                           guint64 position,
                           guint8 head[AHADI_CHAIN_HASH_SIZE],
                           gboolean *found,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_heads_compare:
 * @held: whether the operations of @segment are in the log already
 * @known: (out) (optional): whether one known run of the chain has all of @segment in it
 *
 * Compares @segment with every known run of the chain that meets it, at the highest
 * position that both have: where they agree, they agree on everything before. Runs that
 * end inside @segment can be compared only once its operations are held.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_FORK if they differ.
 */
gboolean ahadi_heads_compare (AhadiVault *vault,
                              const AhadiStreamEntry *entry,
                              const AhadiSegment *segment,
                              gboolean held,
                              gboolean *known,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Keeps @segment as signed. */
gboolean ahadi_heads_keep (AhadiVault *vault,
                           const AhadiStreamEntry *entry,
                           const AhadiSegment *segment,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Moves the frontier of @entry as far up as segments go without a gap or a parked
 * operation. Only in memory. */
gboolean ahadi_heads_advance (AhadiVault *vault,
                              AhadiStreamEntry *entry,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Links the operations @from to @to from @head to what it is after @to; @complete is
 * FALSE if one is missing. */
gboolean ahadi_heads_link (AhadiVault *vault,
                           const AhadiStreamEntry *entry,
                           guint64 from,
                           guint64 to,
                           guint8 head[AHADI_CHAIN_HASH_SIZE],
                           gboolean *complete,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
