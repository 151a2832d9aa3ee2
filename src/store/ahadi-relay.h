/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/* What others wrote and signed, to be handed on as it is. */

/**
 * AhadiRelayed:
 * @log: the number by which ahadi_streams_read() finds its operations: that of its
 *   stream, or below 0 where it contradicts what stands there
 */
typedef struct
{
  AhadiSegment segment;
  gint64 log;
} AhadiRelayed;

/**
 * ahadi_relay_list:
 * @stream: its number
 * @everything: also what was handed on before
 *
 * Returns: (transfer full) (element-type AhadiRelayed): the segments held, by their first
 *   and their last operation and their head; one that lies in another is left out. Of a
 *   forked stream all stories: whoever is given them finds the fork, and need not take
 *   anybody's word for it.
 */
GArray *ahadi_relay_list (AhadiVault *vault,
                          const AhadiStreamId *id,
                          gint64 stream,
                          gboolean everything,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Operations of @relayed that are sealed to others than this vault. */
gboolean ahadi_relay_count_closed (AhadiVault *vault,
                                   const AhadiRelayed *relayed,
                                   guint64 *count,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All that is held of @stream was handed on. */
gboolean ahadi_relay_mark (AhadiVault *vault,
                           gint64 stream,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Somebody lacks what lies between @from and @to: what meets it is handed on again. */
gboolean ahadi_relay_send_again (AhadiVault *vault,
                                 gint64 stream,
                                 guint64 from,
                                 guint64 to,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
