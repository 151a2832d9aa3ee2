/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-hash-stream.h"

#include <string.h>

#include "world.h"

static const char text[] = "Achieng Otieno, Kisumu";

static void
write_text (AhadiHashStream *stream, gsize from, gsize size)
{
  g_autoptr (GError) error = NULL;

  assert_ok (g_output_stream_write_all (G_OUTPUT_STREAM (stream), text + from, size, NULL,
                                        NULL, &error));
}

static void
assert_digest (AhadiHashStream *stream, gsize size)
{
  guint8 expected[AHADI_HASH_SIZE];
  guint8 found[AHADI_HASH_SIZE];

  ahadi_hash_bytes (text, size, expected);
  ahadi_hash_stream_finish (stream, found);
  g_assert_cmpmem (found, sizeof found, expected, sizeof expected);
}

static void
test_passes_on (void)
{
  g_autoptr (GOutputStream) base = g_memory_output_stream_new_resizable ();
  g_autoptr (AhadiHashStream) stream = ahadi_hash_stream_new (base);
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (base);

  write_text (stream, 0, 7);
  g_assert_cmpuint (ahadi_hash_stream_get_size (stream), ==, 7);
  write_text (stream, 7, 0);
  write_text (stream, 7, strlen (text) - 7);

  g_assert_cmpuint (ahadi_hash_stream_get_size (stream), ==, strlen (text));
  g_assert_cmpmem (g_memory_output_stream_get_data (memory),
                   g_memory_output_stream_get_data_size (memory), text, strlen (text));
  assert_digest (stream, strlen (text));
}

static void
test_nothing_written (void)
{
  g_autoptr (GOutputStream) base = g_memory_output_stream_new_resizable ();
  g_autoptr (AhadiHashStream) stream = ahadi_hash_stream_new (base);

  g_assert_cmpuint (ahadi_hash_stream_get_size (stream), ==, 0);
  assert_digest (stream, 0);
}

static void
test_finish_again (void)
{
  g_autoptr (GOutputStream) base = g_memory_output_stream_new_resizable ();
  g_autoptr (AhadiHashStream) stream = ahadi_hash_stream_new (base);

  write_text (stream, 0, 7);
  assert_digest (stream, 7);
  assert_digest (stream, 7);
}

/* A stream that takes less than it is given: what it did not take is not counted. */
static void
test_short_write (void)
{
  static char room[10];
  g_autoptr (GOutputStream) base =
      g_memory_output_stream_new (room, sizeof room, NULL, NULL);
  g_autoptr (AhadiHashStream) stream = ahadi_hash_stream_new (base);
  g_autoptr (GError) error = NULL;

  g_assert_false (g_output_stream_write_all (G_OUTPUT_STREAM (stream), text,
                                             strlen (text), NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpuint (ahadi_hash_stream_get_size (stream), ==, sizeof room);
  assert_digest (stream, sizeof room);
}

static void
test_closing (void)
{
  g_autoptr (GOutputStream) closed = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) open = g_memory_output_stream_new_resizable ();
  g_autoptr (AhadiHashStream) first = ahadi_hash_stream_new (closed);
  g_autoptr (AhadiHashStream) second = ahadi_hash_stream_new (open);
  g_autoptr (GError) error = NULL;

  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (second), FALSE);
  assert_ok (g_output_stream_close (G_OUTPUT_STREAM (first), NULL, &error));
  assert_ok (g_output_stream_close (G_OUTPUT_STREAM (second), NULL, &error));
  g_assert_true (g_output_stream_is_closed (closed));
  g_assert_false (g_output_stream_is_closed (open));
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/hash-stream/passes-on-and-counts", test_passes_on);
  g_test_add_func ("/sync/hash-stream/nothing-written", test_nothing_written);
  g_test_add_func ("/sync/hash-stream/may-be-finished-again", test_finish_again);
  g_test_add_func ("/sync/hash-stream/counts-only-what-was-taken", test_short_write);
  g_test_add_func ("/sync/hash-stream/closes-its-base-if-told", test_closing);

  return g_test_run ();
}
