/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oplog/ahadi-oplog.h"

static const AhadiId device = { { 0xab, 1 } };
static const AhadiId other_device = { { 0xab, 2 } };

static void
test_equal_means_device_epoch_and_audience (void)
{
  AhadiStreamId stream, same, others[3];

  ahadi_stream_id_init (&stream, &device, 7, "membership");
  ahadi_stream_id_init (&same, &device, 7, "membership");
  ahadi_stream_id_init (&others[0], &other_device, 7, "membership");
  ahadi_stream_id_init (&others[1], &device, 8, "membership");
  ahadi_stream_id_init (&others[2], &device, 7, "safeguarding");

  g_assert_true (ahadi_stream_id_equal (&stream, &same));
  g_assert_true (ahadi_stream_id_hash_equal (&stream, &same));
  g_assert_cmpuint (ahadi_stream_id_hash (&stream), ==, ahadi_stream_id_hash (&same));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_false (ahadi_stream_id_equal (&stream, &others[i]));
      g_assert_cmpuint (ahadi_stream_id_hash (&stream), !=,
                        ahadi_stream_id_hash (&others[i]));
    }
}

static void
test_it_is_a_key (void)
{
  g_autoptr (GHashTable) table =
      g_hash_table_new (ahadi_stream_id_hash, ahadi_stream_id_hash_equal);
  AhadiStreamId stream, same, other;

  ahadi_stream_id_init (&stream, &device, 7, "membership");
  ahadi_stream_id_init (&same, &device, 7, "membership");
  ahadi_stream_id_init (&other, &device, 8, "membership");
  g_hash_table_add (table, &stream);

  g_assert_true (g_hash_table_contains (table, &same));
  g_assert_false (g_hash_table_contains (table, &other));
}

static void
test_the_longest_audience_fits (void)
{
  g_autofree char *audience = ahadi_audience_make (AHADI_AUDIENCE_DEVICE, &device);
  AhadiStreamId stream;

  ahadi_stream_id_init (&stream, &device, 7, audience);
  g_assert_cmpstr (stream.audience, ==, audience);
}

static void
test_its_name_is_told_byte_by_byte (void)
{
  static const guint8 expected[] = {
    3,    'o',  'r',  'g',  0xab, 1,   0,   0,   0,   0,   0,   0,   0,
    0,    0,    0,    0,    0,    0,   0, /* org, device */
    0x01, 0x02, 0x03, 0x04,               /* epoch */
    12,   's',  'a',  'f',  'e',  'g', 'u', 'a', 'r', 'd', 'i', 'n', 'g',
  };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  AhadiStreamId stream;

  ahadi_stream_id_init (&stream, &device, 0x01020304, "safeguarding");
  ahadi_stream_id_append (&stream, "org", bytes);
  g_assert_cmpmem (bytes->data, bytes->len, expected, sizeof expected);
}

static void
test_org_has_1_to_64_bytes_of_utf8 (void)
{
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *too_long = g_strnfill (65, 'a');

  g_assert_true (ahadi_org_is_valid ("amnesty-kenya"));
  g_assert_true (ahadi_org_is_valid (longest));
  g_assert_false (ahadi_org_is_valid (too_long));
  g_assert_false (ahadi_org_is_valid (""));
  g_assert_false (ahadi_org_is_valid ("\xff"));
}

static void
test_order (void)
{
  static const AhadiId low = { { 1 } };
  static const AhadiId high = { { 2 } };
  AhadiStreamId rising[4];

  ahadi_stream_id_init (&rising[0], &low, 1, "membership");
  ahadi_stream_id_init (&rising[1], &low, 1, "safeguarding");
  ahadi_stream_id_init (&rising[2], &low, 2, "membership");
  ahadi_stream_id_init (&rising[3], &high, 0, "membership");
  for (guint a = 0; a < G_N_ELEMENTS (rising); a++)
    for (guint b = 0; b < G_N_ELEMENTS (rising); b++)
      {
        int order = ahadi_stream_id_compare (&rising[a], &rising[b]);

        g_assert_cmpint ((order > 0) - (order < 0), ==, (a > b) - (a < b));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/oplog/stream/equal-means-device-epoch-and-audience",
                   test_equal_means_device_epoch_and_audience);
  g_test_add_func ("/oplog/stream/order-is-device-epoch-audience", test_order);
  g_test_add_func ("/oplog/stream/it-is-a-key", test_it_is_a_key);
  g_test_add_func ("/oplog/stream/the-longest-audience-fits",
                   test_the_longest_audience_fits);
  g_test_add_func ("/oplog/stream/its-name-is-told-byte-by-byte",
                   test_its_name_is_told_byte_by_byte);
  g_test_add_func ("/oplog/stream/org-has-1-to-64-bytes-of-utf8",
                   test_org_has_1_to_64_bytes_of_utf8);

  return g_test_run ();
}
