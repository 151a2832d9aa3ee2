/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-operation.h"
#include "ahadi-stream.h"

G_BEGIN_DECLS

#define AHADI_CHAIN_HASH_SIZE 32

/*
 * The hash chain of one stream (FORMATS 4), running: h(i) after the i-th operation. A
 * plain value, cheap to copy.
 */
typedef struct
{
  guint8 device[16];
  guint32 epoch;
  guint8 audience_hash[8];
  guint64 seq; /* of the last operation linked; 0 at the start */
  guint8 head[AHADI_CHAIN_HASH_SIZE];
} AhadiChain;

/* h(0). @org: the organisation's id text (any UTF-8, ≤ 64 bytes, hashed with its length).
 * @previous_head: NULL or 32 bytes of the previous epoch. */
void ahadi_chain_start (AhadiChain *self,
                        const char *org,
                        const AhadiStreamId *stream,
                        const guint8 *previous_head);

/* A chain in the middle: after @seq operations the head was @head. */
void ahadi_chain_resume (AhadiChain *self,
                         const AhadiStreamId *stream,
                         guint64 seq,
                         const guint8 head[AHADI_CHAIN_HASH_SIZE]);

/* Links @operation, whose seq must be self->seq + 1 (else %FALSE with
 * %AHADI_OPLOG_ERROR_BROKEN_CHAIN, unchanged). Uses body_hash only. */
gboolean ahadi_chain_link (AhadiChain *self,
                           const AhadiOperation *operation,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
