/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-publish-server.h"
#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/*
 * Private to publish/: operations on their way into the tables. They are copied into a
 * temporary table, merged from there, and the rows of the records that they touch are
 * made again; all in the caller's transaction.
 */
typedef struct _AhadiPublishStage AhadiPublishStage;

typedef struct
{
  guint64 operations;   /* that were not there, or got their content back */
  guint64 records;      /* rows that were written or taken out */
  guint64 contradicted; /* another operation stands at that place */
} AhadiPublishStageCounts;

/* Both are borrowed. */
AhadiPublishStage *ahadi_publish_stage_new (AhadiPublishServer *server,
                                            GHashTable *statements);
void ahadi_publish_stage_free (AhadiPublishStage *self);

/* Until ahadi_publish_stage_merge() nothing else can be asked of the server. */
gboolean ahadi_publish_stage_put (AhadiPublishStage *self,
                                  gint64 stream,
                                  const AhadiOperation *operation,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Since the last merge. */
guint ahadi_publish_stage_get_length (AhadiPublishStage *self);

/**
 * ahadi_publish_stage_merge:
 * @shrunk: operations were taken out or emptied in this transaction, so that rows may go
 * @counts: (inout): added to
 *
 * Merges what was put, and makes the rows of table "touched" again.
 */
gboolean ahadi_publish_stage_merge (AhadiPublishStage *self,
                                    gboolean shrunk,
                                    AhadiPublishStageCounts *counts,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiPublishStage, ahadi_publish_stage_free)

G_END_DECLS
