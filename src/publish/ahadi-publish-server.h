/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libpq-fe.h>

#include "crypto/ahadi-crypto.h"

G_BEGIN_DECLS

/*
 * Private to publish/: one connection to a PostgreSQL server. Errors are
 * %AHADI_PUBLISH_ERROR; their messages hold the server's code and words, but none of the
 * values that were sent.
 */
typedef struct _AhadiPublishServer AhadiPublishServer;

/**
 * ahadi_publish_server_connect:
 * @address: as ahadi_publish_address_check() accepted it
 * @password: (nullable): else libpq looks for one (PGPASSFILE, a service)
 * @mode: (nullable): as that function said
 * @schema: a valid name; the one that all names without a schema are looked for in
 */
AhadiPublishServer *
ahadi_publish_server_connect (const char *address,
                              AhadiSecret *password,
                              const char *mode,
                              const char *schema,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_publish_server_close (AhadiPublishServer *self);

/* Runs a script of statements without values. @affected: (out) (optional): rows that the
 * last one changed. */
gboolean ahadi_publish_server_run (AhadiPublishServer *self,
                                   const char *sql,
                                   guint64 *affected,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Runs one statement with @n_values values as text, $1 and on. Returns: (transfer full):
 * its rows, as text. */
PGresult *ahadi_publish_server_ask (AhadiPublishServer *self,
                                    const char *sql,
                                    const char *const *values,
                                    int n_values,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for the first value of the first row, as a number; 0 if there is none. */
gboolean ahadi_publish_server_count (AhadiPublishServer *self,
                                     const char *sql,
                                     gint64 *number,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Starts such a statement whose rows are too many to be held at once;
 * ahadi_publish_server_next() hands them out, one in each result. @row: (out) (transfer
 * full): NULL after the last. Each must be taken before something else is asked. */
gboolean ahadi_publish_server_begin (AhadiPublishServer *self,
                                     const char *sql,
                                     const char *const *values,
                                     int n_values,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_publish_server_next (AhadiPublishServer *self,
                                    PGresult **row,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* COPY … FROM STDIN, in text format. Nothing else can be asked until it has ended. */
gboolean ahadi_publish_server_begin_copy (AhadiPublishServer *self,
                                          const char *sql,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_publish_server_put (AhadiPublishServer *self,
                                   const char *lines,
                                   gsize size,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_publish_server_end_copy (AhadiPublishServer *self,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiPublishServer, ahadi_publish_server_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

G_END_DECLS
