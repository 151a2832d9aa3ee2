/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-blob-ack.h"
#include "ahadi-directory-content.h"
#include "ahadi-fork-codec.h"
#include "ahadi-manifest.h"
#include "ahadi-part-lines.h"
#include "ahadi-part-reader.h"
#include "ahadi-ticker.h"
#include "ahadi-want-codec.h"

G_BEGIN_DECLS

/*
 * Verifies a whole part before anything of it is applied (FORMAT.md sections 4 and 9):
 * its form, who may write what, every segment's signature and chain, every operation's
 * body.
 */

/* What a part is judged by; all borrowed. */
typedef struct
{
  AhadiVault *vault; /* (nullable): to know our own streams; NULL when only looking */
  AhadiIdentity *identity;
  AhadiDirectory *directory;
  const AhadiManifest *manifest;
  const AhadiDirectoryEntry *author;
} AhadiPartContext;

/* What a part holds. */
typedef struct
{
  guint64 operations;
  guint64 closed; /* of them: sealed to others; nothing may be told of these */
  guint64 segments;
  GArray *streams; /* AhadiStreamId: whose segments it has */
  GArray *acks;    /* AhadiAck: only in a part for a device */
  GArray *forks;   /* AhadiFork: in a part for a device of that device's streams, else of
                      its audience */
  GArray *wants;   /* AhadiWant: only in a part for a device */
  GArray *carried; /* AhadiId: only in a part for a device; bundles that are safe at the
                      office */
  GArray *blobs;   /* AhadiBlobAck: likewise */
  GPtrArray *erased;     /* AhadiGone: likewise */
  char *state;           /* (nullable): the digest of its author's state */
  AhadiPartLines *lines; /* (nullable) (transfer full): given by whoever wants them kept
                            for ahadi_part_apply_lines() */
} AhadiPartSummary;

AhadiPartSummary *ahadi_part_summary_new (void);
void ahadi_part_summary_free (AhadiPartSummary *self);

/* Returns: (nullable): what it tells to hold of @stream. Borrowed. */
const AhadiAck *ahadi_part_summary_find_ack (const AhadiPartSummary *self,
                                             const AhadiStreamId *stream);

/**
 * ahadi_part_check:
 * @file: name of the age file in @staging
 * @expected: what the manifest says of this part
 * @summary: filled if it opens
 * @opened: (out): whether our key opens it
 *
 * The seal first, of parts that stay closed here too; then, if it opens, all it holds.
 *
 * Returns: %FALSE with the #AhadiSyncError to refuse this part with, or an error of this
 * machine.
 */
gboolean ahadi_part_check (AhadiStaging *staging,
                           const char *file,
                           const AhadiPartContext *context,
                           const AhadiManifestPart *expected,
                           AhadiPartSummary *summary,
                           gboolean *opened,
                           AhadiTicker *ticker,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The second pass over a part that was checked: hands its operations to @applier. */
gboolean ahadi_part_apply (AhadiPartReader *reader,
                           AhadiApplier *applier,
                           AhadiTicker *ticker,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a part whose lines were kept, all of them. */
gboolean ahadi_part_apply_lines (const AhadiPartLines *lines,
                                 AhadiApplier *applier,
                                 AhadiTicker *ticker,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiPartSummary, ahadi_part_summary_free)

G_END_DECLS
