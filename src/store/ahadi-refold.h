/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-log.h"

G_BEGIN_DECLS

/*
 * Private to store/: rows made again from the log, after operations that count no longer
 * or count again. The caller holds a transaction and has no row in a cache.
 */

/**
 * ahadi_refold:
 * @audience: its number
 *
 * Every row of @entity in @audience, with what it is found by, becomes what a replay of
 * the log says: changed, added, or gone when no operation is left that gives it.
 */
gboolean ahadi_refold (AhadiVault *vault,
                       gint64 audience,
                       const AhadiId *entity,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Every operation of @entry from @from on counts, or is held, as forked, line and beyond
 * of
 * @entry say; then as ahadi_refold_stream(). */
gboolean ahadi_refold_again (AhadiVault *vault,
                             AhadiStreamEntry *entry,
                             guint64 from,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_refold_stream:
 * @from: the first operation that is meant, from 1
 * @state: what becomes of it and of all that follow
 *
 * Holds the operations of @entry from @from on for the reason @state (those that are held
 * for a higher one stay so), or applies them all with %AHADI_OP_APPLIED, but for those
 * whose time has not come. Then the frontier of @entry and the rows of every record they
 * touch are made again. Done twice it changes nothing the second time.
 */
gboolean ahadi_refold_stream (AhadiVault *vault,
                              AhadiStreamEntry *entry,
                              guint64 from,
                              AhadiOpState state,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
