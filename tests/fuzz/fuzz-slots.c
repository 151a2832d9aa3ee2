/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Only the form of a key-slot file: no secret is tried, so Argon2id never runs. */
#include "fuzz.h"

#include "base/ahadi-base.h"

#define HEAD_SIZE 29
#define SLOT_SIZE 121
#define MAC_SIZE 32

/* Rules 3 to 5, read anew from the bytes. */
static void
check_bounds (const guint8 *data, gsize size)
{
  guint n = data[HEAD_SIZE - 1];

  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, 16);
  g_assert_cmpuint (size, ==, HEAD_SIZE + n * SLOT_SIZE + MAC_SIZE);
  for (guint i = 0; i < n; i++)
    {
      const guint8 *slot = data + HEAD_SIZE + i * SLOT_SIZE;
      guint64 passes = ahadi_get_u64be (slot + 17);
      guint64 memory = ahadi_get_u64be (slot + 25);

      g_assert_true (slot[0] >= 1 && slot[0] <= 3);
      g_assert_true (passes >= 2 && passes <= 20);
      g_assert_true (memory >= 64 << 20 && memory <= 1024 << 20);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (AhadiSlots) slots = NULL;
  g_autoptr (GError) error = NULL;

  fuzz_start ();
  slots = ahadi_slots_parse (data, size, &error);
  if (slots == NULL)
    {
      g_assert_true (error->domain == AHADI_CRYPTO_ERROR);
      return 0;
    }

  fuzz_accepted = TRUE;
  check_bounds (data, size);
  g_assert_false (ahadi_slots_is_open (slots));
  g_assert_cmpuint (ahadi_slots_get_generation (slots), ==, ahadi_get_u32be (data + 24));
  g_assert_cmpmem (ahadi_slots_get_uuid (slots), 16, data + 8, 16);
  g_assert_true (ahadi_slots_has (slots, (AhadiSlotType) data[HEAD_SIZE]));
  return 0;
}
