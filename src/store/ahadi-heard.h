/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault-private.h"
#include "merge/ahadi-merge.h"

G_BEGIN_DECLS

/**
 * ahadi_heard_take:
 * @row: as its table has it, of the audience @audience (a number)
 *
 * Private to store/: a laptop never gets what an office wrote, for an office writes for
 * offices. But the copy of a decision that a reply brings tells the value and its stamp
 * (sync/FORMAT.md, behind N5). Puts it into @row where it is above what stands there: so
 * that people see it, and whoever writes over it has seen it. The table stays what the
 * log says, and with it what is searched and sorted by. Where writings of that office's
 * epoch are held in the audience nothing changes.
 */
gboolean ahadi_heard_take (AhadiVault *vault,
                           gint64 audience,
                           AhadiRow *row,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
