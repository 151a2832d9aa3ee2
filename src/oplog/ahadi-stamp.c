/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-stamp.h"

#include <string.h>

/* Where the parts of "<16 hex hlc>-<32 hex device>-<8 hex epoch>" begin. */
#define DEVICE_AT 17
#define EPOCH_AT 50

const char *
ahadi_stamp_print (const AhadiStamp *stamp, char *buffer)
{
  guint8 hlc[8];
  guint8 epoch[4];

  ahadi_put_u64be (hlc, stamp->hlc);
  ahadi_put_u32be (epoch, stamp->epoch);
  ahadi_hex_encode (hlc, sizeof hlc, buffer);
  buffer[DEVICE_AT - 1] = '-';
  ahadi_hex_encode (stamp->device.bytes, AHADI_ID_SIZE, buffer + DEVICE_AT);
  buffer[EPOCH_AT - 1] = '-';
  ahadi_hex_encode (epoch, sizeof epoch, buffer + EPOCH_AT);

  return buffer;
}

gboolean
ahadi_stamp_parse (const char *text, AhadiStamp *stamp)
{
  guint8 hlc[8];
  guint8 epoch[4];
  AhadiId device;

  if (strlen (text) != AHADI_STAMP_TEXT_SIZE - 1 || text[DEVICE_AT - 1] != '-' ||
      text[EPOCH_AT - 1] != '-')
    return FALSE;
  if (!ahadi_hex_decode (text, hlc, sizeof hlc) ||
      !ahadi_hex_decode (text + DEVICE_AT, device.bytes, AHADI_ID_SIZE) ||
      !ahadi_hex_decode (text + EPOCH_AT, epoch, sizeof epoch))
    return FALSE;

  stamp->hlc = ahadi_get_u64be (hlc);
  stamp->device = device;
  stamp->epoch = ahadi_get_u32be (epoch);
  return TRUE;
}
