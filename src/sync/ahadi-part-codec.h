/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/ahadi-crypto.h"
#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/* The lines of a sealed part that oplog/ does not have: its first line, and the
 * acknowledgements of a reply (FORMAT.md section 4). */

/* A line without its newline. */
#define AHADI_PART_LINE_LIMIT (128 * 1024)

/* Line 1. A plain value. */
typedef struct
{
  AhadiId bundle;
  AhadiVerifyKey signer;
  char audience[AHADI_AUDIENCE_TEXT_SIZE]; /* whole name */
  guint8 recipients_hash[AHADI_HASH_SIZE];
} AhadiPartHeader;

/* Appends the line, newline included. */
void ahadi_part_header_print (const AhadiPartHeader *self, GString *line);
/* AHADI_SYNC_ERROR_NEWER, AHADI_SYNC_ERROR_MALFORMED. */
gboolean ahadi_part_header_parse (const char *line,
                                  gsize size,
                                  AhadiPartHeader *self,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "This stream is held here up to @seq, where its head is @head." A plain value. */
typedef struct
{
  AhadiStreamId stream;
  guint64 seq; /* ≥ 1 */
  guint8 head[AHADI_CHAIN_HASH_SIZE];
} AhadiAck;

/* Whether a line is one (starts with {"ack"). */
gboolean ahadi_ack_is_line (const char *line, gsize size);
void ahadi_ack_print (const AhadiAck *self, GString *line);
gboolean ahadi_ack_parse (const char *line, gsize size, AhadiAck *self, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* "The bundle that you carried is safe here": the first 16 bytes of its hash. Whether a
 * line is one, and reading it. */
void ahadi_carried_print (const AhadiId *id, GString *line);
gboolean ahadi_carried_is_line (const char *line, gsize size);
gboolean ahadi_carried_parse (const char *line, gsize size, AhadiId *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* What a part of @size bytes of gzip is padded to: 64 KiB, doubled as often as needed. */
guint64 ahadi_part_bucket (guint64 size);

/* The line of a state (A8). @digest: 64 hex digits */
void ahadi_state_print (const char *digest, GString *line);
gboolean ahadi_state_is_line (const char *line, gsize size);
/* Returns: (transfer full): the digest; %NULL with %AHADI_SYNC_ERROR_MALFORMED. */
char *ahadi_state_parse (const char *line,
                         gsize size,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
