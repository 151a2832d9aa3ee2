/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-publish-reach.h"
#include "ahadi-publish-server.h"

G_BEGIN_DECLS

/*
 * Private to publish/: the streams of a vault beside what a database has of them.
 *
 * Two vaults may publish into one database in any order. So it keeps, of each stream, all
 * that both know of how far it counts; what may no longer count is taken out at once, and
 * put back by whoever is sure to hold what counts instead.
 */
typedef struct
{
  gint64 number;           /* in the vault */
  gint64 there;            /* in the database */
  guint64 last;            /* held in the vault */
  guint64 upto;            /* whole in the database */
  guint64 shared;          /* nothing above it may be sent */
  AhadiPublishReach reach; /* as all know together */
  GHashTable *present;     /* (nullable): guint64: what the database has above @upto */
  GHashTable *hollow;      /* (nullable): guint64: of what it has the hash alone */
} AhadiPublishStream;

void ahadi_publish_stream_free (AhadiPublishStream *self);

/* The first operation that might have to be sent. */
guint64 ahadi_publish_stream_get_start (const AhadiPublishStream *self);

/* Whether @operation has to be sent. */
gboolean ahadi_publish_stream_wants (const AhadiPublishStream *self,
                                     const AhadiOperation *operation);

/**
 * ahadi_publish_streams_join:
 * @withdrawn: (out): operations that were taken out
 *
 * Adds what @vault knows to what the database knows, within the caller's transaction.
 * Streams that are for one device alone are left out.
 *
 * Returns: (transfer full) (element-type AhadiPublishStream).
 */
GPtrArray *ahadi_publish_streams_join (AhadiPublishServer *server,
                                       GHashTable *statements,
                                       AhadiVault *vault,
                                       guint64 *withdrawn,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiPublishStream, ahadi_publish_stream_free)

G_END_DECLS
