/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-part-codec.h"

#include <string.h>

#include "world.h"

static AhadiPartHeader
make_header (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  AhadiPartHeader header = { .signer = *ahadi_signing_key_get_verify_key (key) };

  ahadi_random_bytes (header.bundle.bytes, AHADI_ID_SIZE);
  ahadi_random_bytes (header.recipients_hash, AHADI_HASH_SIZE);
  g_strlcpy (header.audience, "safeguarding", sizeof header.audience);
  return header;
}

static void
test_header_round_trip (void)
{
  AhadiPartHeader header = make_header ();
  AhadiPartHeader parsed;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  ahadi_part_header_print (&header, line);
  g_assert_true (
      g_str_has_prefix (line->str, "{\"fmt\":\"ahadi-part-v1\",\"bundle_id\":\""));
  g_assert_cmpint (line->str[line->len - 1], ==, '\n');
  assert_ok (ahadi_part_header_parse (line->str, line->len - 1, &parsed, &error));
  ahadi_part_header_print (&parsed, again);
  g_assert_cmpstr (again->str, ==, line->str);
}

static void
test_header_every_byte (void)
{
  AhadiPartHeader header = make_header ();
  g_autoptr (GString) line = g_string_new (NULL);

  ahadi_part_header_print (&header, line);
  for (gsize i = 0; i + 1 < line->len; i++)
    {
      g_autofree char *flipped = g_strdup (line->str);
      g_autoptr (GString) again = g_string_new (NULL);
      AhadiPartHeader parsed;

      flipped[i] ^= 1 << g_test_rand_int_range (0, 8);
      if (!ahadi_part_header_parse (flipped, line->len - 1, &parsed, NULL))
        continue;
      ahadi_part_header_print (&parsed, again);
      g_assert_cmpstr (again->str, !=, line->str);
    }

  for (gsize i = 0; i + 1 < line->len; i++)
    {
      AhadiPartHeader parsed;

      g_assert_false (ahadi_part_header_parse (line->str, i, &parsed, NULL));
    }
}

static AhadiAck
make_ack (void)
{
  AhadiAck ack = { .seq = AHADI_SEQ_MAX };
  AhadiId device;

  ahadi_random_bytes (device.bytes, AHADI_ID_SIZE);
  ahadi_random_bytes (ack.head, sizeof ack.head);
  ahadi_stream_id_init (&ack.stream, &device, 0xdeadbeef, "membership");
  return ack;
}

static void
test_ack_round_trip (void)
{
  AhadiAck ack = make_ack ();
  AhadiAck parsed;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  ahadi_ack_print (&ack, line);
  assert_ok (ahadi_ack_parse (line->str, line->len - 1, &parsed, &error));
  g_assert_true (ahadi_stream_id_equal (&ack.stream, &parsed.stream));
  g_assert_cmpuint (parsed.seq, ==, ack.seq);
  g_assert_cmpmem (parsed.head, 32, ack.head, 32);
}

static void
test_ack_beyond (void)
{
  AhadiAck ack = make_ack ();
  AhadiAck parsed;
  g_autoptr (GString) line = g_string_new (NULL);

  ack.seq++;
  ahadi_ack_print (&ack, line);
  g_assert_false (ahadi_ack_parse (line->str, line->len - 1, &parsed, NULL));
}

static void
test_carried_round_trip (void)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AhadiId id;
  AhadiId parsed;

  ahadi_random_bytes (id.bytes, sizeof id.bytes);
  ahadi_carried_print (&id, line);
  g_assert_true (ahadi_carried_is_line (line->str, line->len - 1));
  assert_ok (ahadi_carried_parse (line->str, line->len - 1, &parsed, &error));
  g_assert_true (ahadi_id_equal (&id, &parsed));
  for (gsize i = 0; i < line->len - 1; i++)
    g_assert_false (ahadi_carried_parse (line->str, i, &parsed, NULL));
}

static void
test_ack_every_byte (void)
{
  AhadiAck ack = make_ack ();
  g_autoptr (GString) line = g_string_new (NULL);

  ahadi_ack_print (&ack, line);
  for (gsize i = 0; i + 1 < line->len; i++)
    {
      g_autofree char *flipped = g_strdup (line->str);
      g_autoptr (GString) again = g_string_new (NULL);
      AhadiAck parsed;

      flipped[i] ^= 1 << g_test_rand_int_range (0, 8);
      g_assert_false (ahadi_ack_parse (line->str, i, &parsed, NULL));
      if (!ahadi_ack_parse (flipped, line->len - 1, &parsed, NULL))
        continue;
      ahadi_ack_print (&parsed, again);
      g_assert_cmpstr (again->str, !=, line->str);
    }
}

static void
test_bucket (void)
{
  g_assert_cmpuint (ahadi_part_bucket (0), ==, 65536);
  g_assert_cmpuint (ahadi_part_bucket (65536), ==, 65536);
  g_assert_cmpuint (ahadi_part_bucket (65537), ==, 131072);
  g_assert_cmpuint (ahadi_part_bucket (131073), ==, 262144);
  g_assert_cmpuint (ahadi_part_bucket (G_GUINT64_CONSTANT (5) << 30), ==,
                    G_GUINT64_CONSTANT (8) << 30);
}

static void
test_state_round_trip (void)
{
  const char *digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *parsed = NULL;
  g_autoptr (GError) error = NULL;

  ahadi_state_print (digest, line);
  g_assert_true (ahadi_state_is_line (line->str, line->len - 1));
  parsed = ahadi_state_parse (line->str, line->len - 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (parsed, ==, digest);
  for (gsize i = 0; i + 1 < line->len; i++)
    g_assert_null (ahadi_state_parse (line->str, i, NULL));
  line->str[12] = 'A';
  g_assert_null (ahadi_state_parse (line->str, line->len - 1, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_MALFORMED);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/part-codec/P6-header-round-trip", test_header_round_trip);
  g_test_add_func ("/sync/part-codec/P6-header-every-byte-and-cut",
                   test_header_every_byte);
  g_test_add_func ("/sync/part-codec/A8-state-round-trip", test_state_round_trip);
  g_test_add_func ("/sync/part-codec/A1-ack-round-trip", test_ack_round_trip);
  g_test_add_func ("/sync/part-codec/A1-ack-ends-below-2^40", test_ack_beyond);
  g_test_add_func ("/sync/part-codec/A4-carried-round-trip", test_carried_round_trip);
  g_test_add_func ("/sync/part-codec/A1-ack-every-byte-and-cut", test_ack_every_byte);
  g_test_add_func ("/sync/part-codec/buckets", test_bucket);

  return g_test_run ();
}
