/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-stream-end.h"

G_BEGIN_DECLS

/*
 * An office's word that a stream counts for good up to an operation that all who keep it
 * have (FORMAT.md, F9). What was written over by then need not be kept any longer (N6).
 */
enum
{
  AHADI_BASELINE_DEVICE = AHADI_STREAM_END_DEVICE,
  AHADI_BASELINE_EPOCH = AHADI_STREAM_END_EPOCH,
  AHADI_BASELINE_LAST = AHADI_STREAM_END_LAST,
  AHADI_BASELINE_DATE = AHADI_STREAM_END_DATE,
  AHADI_BASELINE_HEAD = AHADI_STREAM_END_HEAD,
  AHADI_BASELINE_N_FIELDS
};

extern const AhadiKindInfo ahadi_baseline_info;

G_END_DECLS
