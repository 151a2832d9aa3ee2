/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-applier.h"
#include "ahadi-vault-private.h"

G_BEGIN_DECLS

/* Private to store/: what the log holds already and counts later. */

/* One wall clock for all that this applier does, ms. */
gint64 ahadi_applier_get_now (AhadiApplier *self);

/* Folds an operation of the log into its row. @closed: (out): it is sealed to others, and
 * shows nowhere */
gboolean ahadi_applier_fold (AhadiApplier *self,
                             const AhadiStreamEntry *entry,
                             const AhadiOperation *operation,
                             gboolean *closed,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
