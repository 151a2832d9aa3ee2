/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault-private.h"

G_BEGIN_DECLS

/*
 * Private to store/: which operations an entity has, for histories and for the check. A
 * save keeps it up; an import only notes the segment, and the next reader takes it in.
 */

/* One operation, at once. */
gboolean ahadi_op_index_add (AhadiVault *vault,
                             gint64 place,
                             const AhadiId *entity,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Operations from place @first to @last, later. */
gboolean ahadi_op_index_note (AhadiVault *vault,
                              gint64 first,
                              gint64 last,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes in what was noted, in a transaction of its own if none is open. */
gboolean ahadi_op_index_catch_up (AhadiVault *vault,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
