/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ahadi-base.h"

#include <string.h>

#define TEXT "00112233445566778899aabbccddeeff"

static void
test_text_round_trips (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  char buffer[AHADI_ID_TEXT_SIZE];
  AhadiId id;

  g_assert_true (ahadi_id_parse (TEXT, &id, &error));
  g_assert_no_error (error);
  g_assert_cmphex (id.bytes[0], ==, 0x00);
  g_assert_cmphex (id.bytes[15], ==, 0xff);
  g_assert_cmpstr (ahadi_id_print (&id, buffer), ==, TEXT);
  copy = ahadi_id_to_string (&id);
  g_assert_cmpstr (copy, ==, TEXT);
}

static void
test_parse_refuses_other_text (void)
{
  static const char *const bad[] = {
    "",
    "0",
    "00112233445566778899aabbccddeef",
    TEXT "0",
    TEXT " ",
    "00112233445566778899AABBCCDDEEFF",
    "0x112233445566778899aabbccddeeff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      AhadiId id = { { 7 } };

      g_assert_false (ahadi_id_parse (bad[i], &id, &error));
      g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX);
      g_assert_cmpuint (id.bytes[0], ==, 7);
    }
}

static void
test_order_is_that_of_bytes (void)
{
  const AhadiId low = { { 0, 0xff } };
  const AhadiId high = { { 1, 0 } };
  const AhadiId zero = { { 0 } };

  g_assert_cmpint (ahadi_id_compare (&low, &high), <, 0);
  g_assert_cmpint (ahadi_id_compare (&high, &low), >, 0);
  g_assert_cmpint (ahadi_id_compare (&low, &low), ==, 0);
  g_assert_true (ahadi_id_equal (&low, &low));
  g_assert_false (ahadi_id_equal (&low, &high));
  g_assert_true (ahadi_id_is_zero (&zero));
  g_assert_false (ahadi_id_is_zero (&low));
}

static void
test_entities_of_a_stream_cluster (void)
{
  const guint8 prefix[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  AhadiId first = ahadi_id_make_entity (prefix, 255);
  AhadiId second = ahadi_id_make_entity (prefix, 256);

  g_assert_cmpmem (first.bytes, 8, prefix, 8);
  g_assert_cmpuint (first.bytes[15], ==, 255);
  g_assert_cmpuint (second.bytes[14], ==, 1);
  g_assert_cmpint (ahadi_id_compare (&first, &second), <, 0);
}

/* Ids that differ in the counter only must not share buckets. */
static void
test_hash_spreads_entities (void)
{
  const guint8 prefix[8] = { 9, 9, 9, 9, 9, 9, 9, 9 };
  guint used[256] = { 0 };
  guint empty = 0;

  for (guint64 i = 0; i < 4096; i++)
    {
      AhadiId id = ahadi_id_make_entity (prefix, i);

      used[ahadi_id_hash (&id) & 255]++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (used); i++)
    {
      empty += used[i] == 0;
      g_assert_cmpuint (used[i], <, 64);
    }
  g_assert_cmpuint (empty, ==, 0);
}

static void
test_hash_table_finds_equal_ids (void)
{
  g_autoptr (GHashTable) table = g_hash_table_new (ahadi_id_hash, ahadi_id_hash_equal);
  AhadiId a = { { 1 } };
  AhadiId same = a;
  AhadiId other = { { 2 } };

  g_hash_table_add (table, &a);
  g_assert_true (g_hash_table_contains (table, &same));
  g_assert_false (g_hash_table_contains (table, &other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/id/text-round-trips", test_text_round_trips);
  g_test_add_func ("/base/id/parse-refuses-other-text", test_parse_refuses_other_text);
  g_test_add_func ("/base/id/order-is-that-of-bytes", test_order_is_that_of_bytes);
  g_test_add_func ("/base/id/entities-of-a-stream-cluster",
                   test_entities_of_a_stream_cluster);
  g_test_add_func ("/base/id/hash-spreads-entities", test_hash_spreads_entities);
  g_test_add_func ("/base/id/hash-table-finds-equal-ids",
                   test_hash_table_finds_equal_ids);
  return g_test_run ();
}
