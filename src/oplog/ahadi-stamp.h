/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/ahadi-base.h"

G_BEGIN_DECLS

/*
 * When and by whom a value was written: unique within an audience, totally ordered by
 * (hlc, device, epoch). Prints as "<16 hex hlc>-<32 hex device>-<8 hex epoch>".
 */
typedef struct
{
  AhadiHlc hlc;
  AhadiId device;
  guint32 epoch;
} AhadiStamp;

#define AHADI_STAMP_TEXT_SIZE (16 + 1 + 32 + 1 + 8 + 1)

static inline int
ahadi_stamp_compare (const AhadiStamp *a, const AhadiStamp *b)
{
  int devices;

  if (a->hlc != b->hlc)
    return a->hlc < b->hlc ? -1 : 1;

  devices = ahadi_id_compare (&a->device, &b->device);
  if (devices != 0)
    return devices;

  return (a->epoch > b->epoch) - (a->epoch < b->epoch);
}

static inline gboolean
ahadi_stamp_is_zero (const AhadiStamp *stamp)
{
  return stamp->hlc == 0 && stamp->epoch == 0 && ahadi_id_is_zero (&stamp->device);
}

const char *ahadi_stamp_print (const AhadiStamp *stamp, char *buffer);
gboolean ahadi_stamp_parse (const char *text,
                            AhadiStamp *stamp) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
