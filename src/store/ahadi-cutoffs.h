/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-stream-table.h"
#include "ahadi-vault-private.h"

G_BEGIN_DECLS

/*
 * Private to store/: how far the streams count of devices that are no longer trusted
 * (sync/FORMAT.md, F6), and how far streams count for good (F9). What all cutoffs
 * together say of a stream stands in the table "cut", what all baselines say in "base",
 * whatever becomes of the operations that said it, so that none of them can be cut off. A
 * vault's own streams count for itself: nothing vanishes where it was written.
 */

/* Whether a kind is about how far streams count. */
gboolean ahadi_cutoffs_is_one (AhadiKind kind);

/* Of which device, in which audience, something was decided anew. */
typedef struct
{
  gint64 audience; /* its number */
  AhadiId device;
} AhadiCutoffMark;

/**
 * ahadi_cutoffs_note:
 * @audience: number of the audience that @operation stands in
 * @body: of @operation, of such a kind
 * @mark: (out): for ahadi_cutoffs_apply()
 * @noted: (out): whether it says anything
 *
 * Takes @operation into account, in any order and as often as it comes.
 */
gboolean ahadi_cutoffs_note (AhadiVault *vault,
                             gint64 audience,
                             const AhadiOperation *operation,
                             const AhadiBody *body,
                             AhadiCutoffMark *mark,
                             gboolean *noted,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sets what of @entry does not count, as the cutoffs that are known say. It is for a
 * stream of which no operation is held yet; nothing is written. */
gboolean ahadi_cutoffs_look (AhadiVault *vault,
                             AhadiStreamEntry *entry,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @beyond: (out): the first operation of @entry that does not count, as that of an own
 * stream is for all others too; 0 for none */
gboolean ahadi_cutoffs_find_beyond (AhadiVault *vault,
                                    const AhadiStreamEntry *entry,
                                    guint64 *beyond,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @holds: (out): whether the log of @entry comes to the head up to which it counts for
 * good */
gboolean ahadi_cutoffs_hold_base (AhadiVault *vault,
                                  const AhadiStreamEntry *entry,
                                  gboolean *holds,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The head of the entry of @entry that counts last; @named (out): whether one is named.
 */
gboolean ahadi_cutoffs_find_head (AhadiVault *vault,
                                  const AhadiStreamEntry *entry,
                                  guint8 head[AHADI_STREAM_END_HEAD_SIZE],
                                  gboolean *named,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @names: (out): whether what lies in @log leads to that head, and nothing that stands in
 * the log of the stream does so in its place */
gboolean ahadi_cutoffs_names (AhadiVault *vault,
                              const AhadiStreamEntry *entry,
                              gint64 log,
                              gboolean *names,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the cutoffs say of @entry, after a cutoff or a story came: which of two stories
 * leads to the head that is named, and how far it counts. The caller holds a transaction
 * and has no row in a cache. */
gboolean ahadi_cutoffs_settle (AhadiVault *vault,
                               AhadiStreamEntry *entry,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Holds, or applies again, the operations of each stream that @mark is about. The caller
 * holds a transaction and has no row in a cache. */
gboolean ahadi_cutoffs_apply (AhadiVault *vault,
                              const AhadiCutoffMark *mark,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
