/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-stamp.h"
#include "model/ahadi-model.h"

G_BEGIN_DECLS

#define AHADI_BODY_LIMIT (64 * 1024)
/* As it stands in an operation: a sealed body is longer than what it holds. */
#define AHADI_OPERATION_BODY_LIMIT (100 * 1024)
#define AHADI_SALT_SIZE 16

/*
 * One operation of a stream. A plain value that borrows @body: whoever made it keeps the
 * bytes alive. An erased one has @body NULL and only the hash of what stood there.
 */
typedef struct
{
  guint64 seq; /* from 1 */
  AhadiHlc hlc;
  AhadiKind kind;
  AhadiId entity;
  const char *body; /* raw JSON bytes, not NUL-terminated */
  gsize body_size;
  guint8 body_hash[32]; /* BLAKE2b-256 of the raw bytes */
  gpointer packed; /* borrowed: what @body says (ahadi-packed-body.h), where whoever made
                      the operation has read that already; else NULL */
  gsize packed_size;
} AhadiOperation;

/* Appends the line, newline included: {"q":1,"t":"…","k":"member","e":"…","b":{…}} or
 * "bh" for an erased one. */
void ahadi_operation_print (const AhadiOperation *self, GString *line);

/**
 * ahadi_operation_parse:
 * @line: one line without its newline; @self borrows the body from it
 *
 * Reads exactly what ahadi_operation_print() writes (one spelling, no blanks); the body's
 * inside is for ahadi_body_parse(). Computes @body_hash.
 *
 * Returns: %FALSE with %AHADI_OPLOG_ERROR_MALFORMED, or %AHADI_OPLOG_ERROR_NEWER for a
 *   kind this program does not know; @self is then undefined.
 */
gboolean ahadi_operation_parse (const char *line,
                                gsize length,
                                AhadiOperation *self,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
