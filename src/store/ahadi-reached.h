/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/* What another holder of an office told: it holds @stream up to @seq without a gap, where
 * the chain is @head. */
typedef struct
{
  AhadiStreamId stream;
  guint64 seq; /* 0: it told nothing of it */
  guint8 head[AHADI_CHAIN_HASH_SIZE];
} AhadiReached;

/* Keeps what @holder tells of @audience, in place of all that it told before: it may have
 * been put back to an older day. @reached: (element-type AhadiReached) */
gboolean ahadi_reached_set (AhadiVault *vault,
                            const AhadiId *holder,
                            const char *audience,
                            const GArray *reached,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean ahadi_reached_get (AhadiVault *vault,
                            const AhadiId *holder,
                            const AhadiStreamId *stream,
                            AhadiReached *reached,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
