/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#define SMALL_STEP 7
#define LARGE_STEP (128 * 1024)

/* What was released; @whole: whether the end was reached. */
static GBytes *
read_all (GBytes *sealed, gsize step, gboolean *whole)
{
  AhadiAgeIdentity *identity = fuzz_get_identity ();
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (sealed);
  g_autoptr (GByteArray) released = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (step);
  g_autoptr (GInputStream) reader = NULL;
  g_autoptr (GError) error = NULL;
  gssize n = -1;

  reader = ahadi_age_reader_new (in, &identity, 1, &error);
  while (reader != NULL &&
         (n = g_input_stream_read (reader, buffer, step, NULL, &error)) > 0)
    g_byte_array_append (released, buffer, (guint) n);

  *whole = n == 0;
  g_assert_true (*whole == (error == NULL));
  return g_byte_array_free_to_bytes (g_steal_pointer (&released));
}

static void
check_round_trip (GBytes *plain)
{
  g_autoptr (GBytes) sealed =
      fuzz_seal (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  gboolean whole;
  g_autoptr (GBytes) opened = read_all (sealed, LARGE_STEP, &whole);

  g_assert_true (whole);
  g_assert_true (g_bytes_equal (opened, plain));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) sealed = g_bytes_new_static (data, size);
  g_autoptr (GBytes) by_small_steps = NULL;
  g_autoptr (GBytes) by_large_steps = NULL;
  gboolean small_whole;
  gboolean large_whole;

  fuzz_start ();
  by_small_steps = read_all (sealed, SMALL_STEP, &small_whole);
  by_large_steps = read_all (sealed, LARGE_STEP, &large_whole);

  g_assert_true (small_whole == large_whole);
  g_assert_true (g_bytes_equal (by_small_steps, by_large_steps));
  fuzz_accepted = small_whole;
  if (fuzz_accepted)
    check_round_trip (by_small_steps);
  return 0;
}
