/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-stream-end.h"

G_BEGIN_DECLS

/*
 * An office's word on a device that is no longer trusted: how far one of its streams
 * counts (FORMAT.md, F6). It is no revocation, which the list of devices says.
 */
enum
{
  AHADI_CUTOFF_DEVICE = AHADI_STREAM_END_DEVICE,
  AHADI_CUTOFF_EPOCH = AHADI_STREAM_END_EPOCH,
  AHADI_CUTOFF_LAST = AHADI_STREAM_END_LAST, /* the last operation that counts */
  AHADI_CUTOFF_DATE = AHADI_STREAM_END_DATE,
  AHADI_CUTOFF_HEAD = AHADI_STREAM_END_HEAD,
  AHADI_CUTOFF_REASON, /* of a person who chose between two stories */
  AHADI_CUTOFF_N_FIELDS
};

extern const AhadiKindInfo ahadi_cutoff_info;

typedef AhadiStreamEnd AhadiCutoff;

/* @reason (nullable): why, as a person says it
 * Returns: (transfer full): a new record, of today. */
AhadiRecord *ahadi_cutoff_to_record (const AhadiCutoff *self, const char *reason);

G_END_DECLS
