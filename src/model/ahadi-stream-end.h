/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-record.h"

G_BEGIN_DECLS

#define AHADI_STREAM_END_HEAD_SIZE 32

/* Characters of the fields that say it. */
#define AHADI_STREAM_END_EPOCH_LIMIT 10 /* digits of a guint32 */
#define AHADI_STREAM_END_LAST_LIMIT 13  /* and of the highest number of an operation */
#define AHADI_STREAM_END_HEAD_LIMIT (2 * AHADI_STREAM_END_HEAD_SIZE)

/* An operation of a stream, as a decision names it. */
typedef struct
{
  AhadiId device;
  guint32 epoch;
  guint64 last;                            /* its number; 0: before the first */
  gboolean has_head;                       /* else only the number is known */
  guint8 head[AHADI_STREAM_END_HEAD_SIZE]; /* what the chain is after it */
} AhadiStreamEnd;

/* The fields that say it, the same in every kind that does. */
enum
{
  AHADI_STREAM_END_DEVICE,
  AHADI_STREAM_END_EPOCH, /* decimal */
  AHADI_STREAM_END_LAST,  /* decimal */
  AHADI_STREAM_END_DATE,
  AHADI_STREAM_END_HEAD, /* hex */
  AHADI_STREAM_END_N_FIELDS
};

/* @values: of a record or a body of such a kind. Returns: %FALSE if they say nothing,
 * which only a writer that breaks the rules leaves behind. */
gboolean ahadi_stream_end_read (char *const *values, AhadiStreamEnd *self);

/* Returns: (transfer full): a new record of such a kind, of today. */
AhadiRecord *ahadi_stream_end_to_record (const AhadiStreamEnd *self, AhadiKind kind);

/* Numbers and the head are written as the fields say. */
void ahadi_stream_end_validate (const AhadiRecord *record, GPtrArray *problems);

G_END_DECLS
