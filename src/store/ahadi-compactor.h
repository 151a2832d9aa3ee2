/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"

G_BEGIN_DECLS

/*
 * Lets go what need not be kept: bodies of operations that count for good and of which
 * every writing was written over for good (sync/FORMAT.md, N6). Rows, digests and
 * questions stay what they are; hashes and signatures stay too.
 */

typedef struct
{
  guint64 operations; /* whose bodies went */
  guint64 bytes;      /* of these bodies */
} AhadiCompacted;

/* Called now and then: so many operations were looked at. Returns: %FALSE to stop. */
typedef gboolean (*AhadiCompactorTick) (guint64 done,
                                        guint64 total,
                                        gpointer data,
                                        GError **error);

/**
 * ahadi_compactor_run:
 * @tick: (nullable)
 * @compacted: (out): what went, also of a run that failed or was stopped
 *
 * Looks at what has come to count for good since the last run, in pieces that are
 * committed by themselves: what stops it loses nothing, and the next run goes on from
 * there. Records of which something is still asked are left alone. The caller holds no
 * transaction. The space is free within the database, for what comes; the next
 * ahadi_vault_rekey() gives it back to the disk.
 */
gboolean ahadi_compactor_run (AhadiVault *vault,
                              AhadiCompactorTick tick,
                              gpointer data,
                              AhadiCompacted *compacted,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The body of an operation of @stream (a number) came back, which the next run lets go.
 */
gboolean ahadi_compactor_look_again (AhadiVault *vault,
                                     gint64 stream,
                                     guint64 seq,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
