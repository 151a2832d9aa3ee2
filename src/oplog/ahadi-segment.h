/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-chain.h"
#include "crypto/ahadi-crypto.h"

G_BEGIN_DECLS

/* A run of operations of one stream, vouched for by its author's signature over the last
 * head. */
typedef struct
{
  AhadiStreamId stream;
  guint64 from;                       /* ≥ 1 */
  guint64 to;                         /* ≥ from */
  guint8 prev[AHADI_CHAIN_HASH_SIZE]; /* h(from - 1) */
  guint8 head[AHADI_CHAIN_HASH_SIZE]; /* h(to) */
  guint8 head_signature[AHADI_SIGNATURE_SIZE];
} AhadiSegment;

/* Signs org ‖ stream ‖ to ‖ head under "ahadi-head-v1" (exact bytes in the .c file) into
 * @self->head_signature. */
void ahadi_segment_sign (AhadiSegment *self, const char *org, AhadiSigningKey *key);

/* AHADI_OPLOG_ERROR_BAD_SIGNATURE */
gboolean ahadi_segment_verify (const AhadiSegment *self,
                               const char *org,
                               const AhadiVerifyKey *author,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* {"device":…,"epoch":…,"audience":…,"from":…,"to":…,"prev":…,"head":…,"head_sig":…}\n */
void ahadi_segment_print (const AhadiSegment *self, GString *line);
/* Whether a line is a segment's (starts with {"device"), and reading it: MALFORMED. */
gboolean ahadi_segment_is_line (const char *line, gsize length);
gboolean ahadi_segment_parse (const char *line,
                              gsize length,
                              AhadiSegment *self,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
