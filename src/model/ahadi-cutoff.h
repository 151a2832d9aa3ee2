/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-record.h"

G_BEGIN_DECLS

/*
 * An office's word on a device that is no longer trusted: how far one of its streams
 * counts (FORMAT.md, F6). It is no revocation, which the list of devices says.
 */
enum
{
  AHADI_CUTOFF_DEVICE,
  AHADI_CUTOFF_EPOCH, /* decimal */
  AHADI_CUTOFF_LAST,  /* decimal: the last operation that counts; 0 for none */
  AHADI_CUTOFF_DATE,
  AHADI_CUTOFF_HEAD, /* hex: what the chain is after it; absent: only the number is known
                      */
  AHADI_CUTOFF_REASON, /* of a person who chose between two stories */
  AHADI_CUTOFF_N_FIELDS
};

extern const AhadiKindInfo ahadi_cutoff_info;

#define AHADI_CUTOFF_HEAD_SIZE 32

/* What a cutoff says. */
typedef struct
{
  AhadiId device;
  guint32 epoch;
  guint64 last;
  gboolean has_head;
  guint8 head[AHADI_CUTOFF_HEAD_SIZE];
} AhadiCutoff;

/* @values: of a record or a body. Returns: %FALSE if they are no cutoff, which only a
 * writer that breaks the rules leaves behind: nothing is cut off then. */
gboolean ahadi_cutoff_read (char *const *values, AhadiCutoff *self);

/* @reason (nullable): why, as a person says it
 * Returns: (transfer full): a new record, of today. */
AhadiRecord *ahadi_cutoff_to_record (const AhadiCutoff *self, const char *reason);

/* Numbers and the head are written as the fields say. */
void ahadi_cutoff_validate (const AhadiRecord *record, GPtrArray *problems);

G_END_DECLS
