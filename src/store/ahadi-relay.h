/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/* What others wrote and signed, to be handed on as it is. */

/**
 * ahadi_relay_list:
 * @stream: its number
 * @everything: also what was handed on before
 *
 * Returns: (transfer full) (element-type AhadiSegment): the segments held, by their first
 *   operation; one that lies in another is left out, so that their ends rise too.
 */
GArray *ahadi_relay_list (AhadiVault *vault,
                          const AhadiStreamId *id,
                          gint64 stream,
                          gboolean everything,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All that is held of @stream was handed on. */
gboolean ahadi_relay_mark (AhadiVault *vault,
                           gint64 stream,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
