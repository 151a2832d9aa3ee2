/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "place.h"

G_BEGIN_DECLS

/* Everything that was ever written for one audience, kept beside the vaults: what any
 * piece of any stream is cut from, and what the oracle judges by. */
typedef struct
{
  AhadiStreamId id;
  AhadiSigningKey *key;
  GPtrArray *operations; /* AhadiOperation, that of seq n at n - 1 */
  GArray *heads;         /* of the chain: that after seq n at n */
} LogStream;

typedef struct
{
  char *audience;
  GPtrArray *streams; /* LogStream */
} Log;

Log *log_new (const char *audience);
void log_free (Log *self);

/* Takes what @place has written since the last time. */
void log_catch_up (Log *self, Place *place);

const LogStream *log_get_stream (const Log *self, guint stream);
guint64 log_get_length (const LogStream *stream);
const AhadiOperation *log_get_operation (const LogStream *stream, guint64 seq);

/* The segment from @from to @to, signed by its author. */
AhadiSegment log_cut (const LogStream *stream, guint64 from, guint64 to);

/* What every replica must come to, the naive way: all operations in their total order,
 * each field as its last writing left it, or its first if it is a fact. */
char *log_judge (const Log *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Log, log_free)

G_END_DECLS
