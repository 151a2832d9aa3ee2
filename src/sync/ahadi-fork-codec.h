/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/ahadi-crypto.h"
#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/* "The author of this stream has signed two stories, which part at @from; one of them
 * goes to @to, where its head is @head." (FORMAT.md section 4.) A plain value. */
typedef struct
{
  AhadiStreamId stream;
  guint64 from; /* ≥ 1: the first operation that counts no longer */
  guint64 to;   /* ≥ from */
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  guint8 head_signature[AHADI_SIGNATURE_SIZE];
} AhadiFork;

/* By stream, from, to and head: the order in a part. */
int ahadi_fork_compare (const AhadiFork *a, const AhadiFork *b);

/* Whether a line is a fork's (starts with {"fork"). */
gboolean ahadi_fork_is_line (const char *line, gsize size);
/* Appends the line, newline included. */
void ahadi_fork_print (const AhadiFork *self, GString *line);
/* AHADI_SYNC_ERROR_MALFORMED. */
gboolean ahadi_fork_parse (const char *line, gsize size, AhadiFork *self, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Whether the author has signed @head. AHADI_SYNC_ERROR_MALFORMED (rule Y3). */
gboolean ahadi_fork_verify (const AhadiFork *self,
                            const char *org,
                            const AhadiVerifyKey *author,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
