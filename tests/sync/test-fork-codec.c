/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-fork-codec.h"

#include <string.h>

#include "world.h"

static AhadiFork
make_fork (AhadiSigningKey *key)
{
  AhadiFork fork = { .from = 41, .to = 57 };
  AhadiSegment segment = { .from = 57, .to = 57 };
  AhadiId device;

  ahadi_random_bytes (device.bytes, AHADI_ID_SIZE);
  ahadi_stream_id_init (&fork.stream, &device, 0xdeadbeef, "membership");
  ahadi_random_bytes (fork.head, sizeof fork.head);
  segment.stream = fork.stream;
  memcpy (segment.head, fork.head, sizeof fork.head);
  ahadi_segment_sign (&segment, "ake", key);
  memcpy (fork.head_signature, segment.head_signature, sizeof fork.head_signature);
  return fork;
}

static void
test_round_trip (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  AhadiFork fork = make_fork (key);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AhadiFork parsed;

  ahadi_fork_print (&fork, line);
  g_assert_true (ahadi_fork_is_line (line->str, line->len));
  assert_ok (ahadi_fork_parse (line->str, line->len - 1, &parsed, &error));
  g_assert_cmpint (ahadi_fork_compare (&fork, &parsed), ==, 0);
  g_assert_cmpmem (parsed.head_signature, 64, fork.head_signature, 64);
}

static void
test_every_byte (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  AhadiFork fork = make_fork (key);
  g_autoptr (GString) line = g_string_new (NULL);

  ahadi_fork_print (&fork, line);
  for (gsize i = 0; i + 1 < line->len; i++)
    {
      g_autofree char *flipped = g_strdup (line->str);
      g_autoptr (GString) again = g_string_new (NULL);
      AhadiFork parsed;

      flipped[i] ^= 1 << g_test_rand_int_range (0, 8);
      g_assert_false (ahadi_fork_parse (line->str, i, &parsed, NULL));
      if (!ahadi_fork_parse (flipped, line->len - 1, &parsed, NULL))
        continue;
      ahadi_fork_print (&parsed, again);
      g_assert_cmpstr (again->str, !=, line->str);
    }
}

static void
test_ends_before_it_starts (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  AhadiFork fork = make_fork (key);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AhadiFork parsed;

  fork.from = fork.to + 1;
  ahadi_fork_print (&fork, line);
  assert_refused (ahadi_fork_parse (line->str, line->len - 1, &parsed, &error),
                  AHADI_SYNC_ERROR_MALFORMED);
}

static void
test_order (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  AhadiFork fork = make_fork (key);
  AhadiFork later = fork;

  later.from++;
  g_assert_cmpint (ahadi_fork_compare (&fork, &later), <, 0);
  later = fork;
  later.to--;
  g_assert_cmpint (ahadi_fork_compare (&fork, &later), >, 0);
  later = fork;
  later.stream.epoch++;
  g_assert_cmpint (ahadi_fork_compare (&fork, &later), <, 0);
}

static void
test_signature (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autoptr (AhadiSigningKey) other = ahadi_signing_key_new ();
  AhadiFork fork = make_fork (key);
  g_autoptr (GError) error = NULL;

  assert_ok (
      ahadi_fork_verify (&fork, "ake", ahadi_signing_key_get_verify_key (key), &error));
  assert_refused (
      ahadi_fork_verify (&fork, "ake", ahadi_signing_key_get_verify_key (other), &error),
      AHADI_SYNC_ERROR_MALFORMED);
  fork.to++;
  assert_refused (
      ahadi_fork_verify (&fork, "ake", ahadi_signing_key_get_verify_key (key), &error),
      AHADI_SYNC_ERROR_MALFORMED);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/fork-codec/Y1-round-trip", test_round_trip);
  g_test_add_func ("/sync/fork-codec/Y1-every-byte-and-cut", test_every_byte);
  g_test_add_func ("/sync/fork-codec/Y1-refuses-an-end-before-its-start",
                   test_ends_before_it_starts);
  g_test_add_func ("/sync/fork-codec/Y2-order", test_order);
  g_test_add_func ("/sync/fork-codec/Y3-is-signed-by-the-author", test_signature);

  return g_test_run ();
}
