/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-operation.h"

G_BEGIN_DECLS

/*
 * What an operation says of its entity:
 *   {"s":"<32 hex>","f":{"name":"…","phone":null},"base":{"<stamp>":["name"],…}}
 * s: 16 random bytes. f: the fields set, in the kind's order. base: for each overwritten
 * value the stamp the writer saw, stamps rising, names in the kind's order; left out when
 * nothing was overwritten, and always for add-only kinds, which have no null either.
 */
typedef struct
{
  guint32 fields;                          /* bit i: field i is set by this operation */
  char *values[AHADI_KIND_MAX_FIELDS];     /* NULL: cleared (or not set) */
  AhadiStamp bases[AHADI_KIND_MAX_FIELDS]; /* zero: nothing was there */

  /* Where the values lie that ahadi_body_parse() read: one piece of memory for all, or
   * a merge would spend its time allocating. NULL: each value is an allocation of its
   * own.
   */
  char *text;
  gsize text_size; /* 0 beside a text: somebody else's (ahadi_packed_body_open) */
} AhadiBody;

/* Wipes and frees what it owns. */
void ahadi_body_clear (AhadiBody *self);

/**
 * ahadi_body_print:
 * @salt: 16 random bytes
 *
 * Returns: (transfer full): the canonical JSON; %NULL with %AHADI_OPLOG_ERROR_MALFORMED
 *   if above %AHADI_BODY_LIMIT, or if ahadi_body_parse() would refuse it.
 */
char *ahadi_body_print (const AhadiBody *self,
                        AhadiKind kind,
                        const guint8 salt[AHADI_SALT_SIZE],
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_body_parse:
 * @self: (out): cleared by the caller afterwards with ahadi_body_clear(), also on failure
 *
 * Errors: %AHADI_OPLOG_ERROR_MALFORMED (grammar, value its field does not allow, base for
 * a field not set, base in an add-only kind, nothing set), %AHADI_OPLOG_ERROR_NEWER (a
 * field this program does not know).
 */
gboolean ahadi_body_parse (const char *bytes,
                           gsize size,
                           AhadiKind kind,
                           AhadiBody *self,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiBody, ahadi_body_clear)

G_END_DECLS
