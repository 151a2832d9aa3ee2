/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-stream-table.h"
#include "ahadi-vault-private.h"

G_BEGIN_DECLS

/**
 * ahadi_reissue:
 * @entry: an own stream that is forked
 * @records: raised by the number of records written again
 *
 * Private to store/. This laptop was copied or put back: what it wrote in @entry from the
 * fork on counts nowhere. It is held, a new epoch begins, and each record that shows it
 * is written once more as it stood, under its own id, over what stands without it.
 * A sealed operation is written once more with the body as it is, also where no key of
 * this vault opens it: the same readers, and nobody else, have it. Only those that open
 * are counted.
 * Nothing that others wrote since is written over, since only what differs is written.
 *
 * Within the caller's transaction: all of it or nothing; done twice it finds nothing to
 * do.
 */
gboolean ahadi_reissue (AhadiVault *vault,
                        AhadiStreamEntry *entry,
                        guint64 *records,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
