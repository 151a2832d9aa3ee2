/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-publish-server.h"

G_BEGIN_DECLS

/* Private to publish/: the schema that all of it lies in. */

/* Rises when a program of an older one could no longer publish into it. */
#define AHADI_PUBLISH_FORMAT 1

/**
 * ahadi_publish_schema_look:
 * @exists: (out): whether something was published there before
 *
 * Returns: %FALSE with %AHADI_PUBLISH_ERROR_FOREIGN if @schema holds something else or
 *   another organisation's, NEWER if it is of a newer program.
 */
gboolean ahadi_publish_schema_look (AhadiPublishServer *server,
                                    const char *schema,
                                    const char *org,
                                    gboolean *exists,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_publish_schema_prepare:
 * @exists: as ahadi_publish_schema_look() says
 * @changed: (out): whether something was made or added
 *
 * Makes what is missing. The caller holds a transaction.
 */
gboolean ahadi_publish_schema_prepare (AhadiPublishServer *server,
                                       const char *schema,
                                       const char *org,
                                       gboolean exists,
                                       gboolean *changed,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes out all that is published, but for what offices erased. Whoever reads sees it
 * until the caller's transaction is committed. */
gboolean ahadi_publish_schema_clear (AhadiPublishServer *server,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Something was erased: until it is swept, that stands in the database too. */
gboolean ahadi_publish_schema_note_unswept (AhadiPublishServer *server,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes the tables anew where something was erased or all was taken out, now or in a run
 * that got no further; whoever reads waits meanwhile. Not inside a transaction. */
gboolean ahadi_publish_schema_sweep (AhadiPublishServer *server,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
