/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#define MIN_CHARACTERS 10

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  AhadiStrength strength;
  gsize characters = 0;

  fuzz_start ();
  for (gsize i = 0; i < size; i++)
    characters += (data[i] & 0xc0) != 0x80;

  strength = ahadi_passphrase_judge ((const char *) data, size);
  g_assert_true ((strength == AHADI_STRENGTH_TOO_SHORT) == (characters < MIN_CHARACTERS));
  fuzz_accepted = strength >= AHADI_STRENGTH_FAIR;
  return 0;
}
