/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-streams.h"

#include <string.h>

#include "place.h"

static void
add_members (Place *place, guint n)
{
  for (guint i = 0; i < n; i++)
    place_add_member (place, "Njeri", NULL);
}

static void
test_own_and_others_streams_are_listed (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) own = NULL;
  const AhadiStreamInfo *info;

  place_open (&branch);
  place_open (&office);
  add_members (&branch, 2);
  add_members (&office, 1);
  place_deliver_all (&branch, &office);

  all = ahadi_streams_list (office.vault, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  own = ahadi_streams_list (office.vault, TRUE, &error);
  g_assert_cmpuint (own->len, ==, 1);
  info = &g_array_index (own, AhadiStreamInfo, 0);
  g_assert_true (ahadi_id_equal (&info->id.device, &office.device));
  g_assert_cmpstr (info->id.audience, ==, AUDIENCE);
  g_assert_cmpuint (info->last, ==, 1);
  g_assert_cmpuint (info->frontier, ==, 1);
}

static void
test_an_unknown_stream_is_no_error (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  const AhadiId device = { { 1 } };
  AhadiStreamInfo info;
  AhadiStreamId id;

  place_open (&place);
  ahadi_stream_id_init (&id, &device, 1, AUDIENCE);
  g_assert_false (ahadi_streams_find (place.vault, &id, &info, &error));
  g_assert_no_error (error);
}

static gboolean
count_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  guint64 *expected = data;
  guint8 hash[32];

  g_assert_cmpuint (operation->seq, ==, *expected);
  ahadi_hash_bytes (operation->body, operation->body_size, hash);
  g_assert_cmpmem (hash, 32, operation->body_hash, 32);
  (*expected)++;
  return TRUE;
}

static void
test_operations_are_read_in_order (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  guint64 expected = 3;

  place_open (&place);
  add_members (&place, 9);
  assert_ok (ahadi_streams_read (place.vault, place_get_stream (&place).number, 3, 7,
                                 count_one, &expected, &error));
  g_assert_cmpuint (expected, ==, 8);
  assert_ok (ahadi_streams_read (place.vault, place_get_stream (&place).number, 8,
                                 G_MAXUINT64, count_one, &expected, &error));
  g_assert_cmpuint (expected, ==, 10);
}

static gboolean
stop (const AhadiOperation *operation, gpointer data, GError **error)
{
  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED, "stop");
  return FALSE;
}

static void
test_a_reader_that_fails_stops_the_reading (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  add_members (&place, 2);
  g_assert_false (ahadi_streams_read (place.vault, place_get_stream (&place).number, 1, 2,
                                      stop, NULL, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED);
  add_members (&place, 1);
}

static gboolean
link_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  return ahadi_chain_link (data, operation, error);
}

static void
test_the_chain_is_known_everywhere (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiChain walked;
  gint64 number;

  place_open (&place);
  add_members (&place, 5);
  number = place_get_stream (&place).number;
  assert_ok (ahadi_streams_set_exported (place.vault, number, 3, &error));
  assert_ok (ahadi_streams_get_chain (place.vault, number, 1, &walked, &error));
  for (guint64 from = 1; from <= 6; from++)
    {
      AhadiChain chain;

      assert_ok (ahadi_streams_get_chain (place.vault, number, from, &chain, &error));
      g_assert_cmpuint (chain.seq, ==, walked.seq);
      g_assert_cmpmem (chain.head, 32, walked.head, 32);
      assert_ok (ahadi_streams_read (place.vault, number, from, from, link_one, &walked,
                                     &error));
    }
}

static void
test_the_chain_is_not_known_beyond_a_gap (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiChain chain;
  AhadiChain told;

  place_open (&branch);
  place_open (&office);
  add_members (&branch, 6);
  assert_ok (place_deliver (&branch, &office, 4, 5, NULL, &error));

  assert_ok (ahadi_streams_get_chain (office.vault, 1, 5, &chain, &error));
  assert_ok (ahadi_streams_get_chain (branch.vault, 1, 5, &told, &error));
  g_assert_cmpmem (chain.head, 32, told.head, 32);
  g_assert_false (ahadi_streams_get_chain (office.vault, 1, 3, &chain, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (ahadi_streams_get_chain (office.vault, 1, 7, &chain, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

static void
test_export_and_ack_only_rise (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  const guint8 head[32] = { 3 };
  const guint8 lower[32] = { 2 };
  AhadiStreamInfo info;

  place_open (&place);
  add_members (&place, 4);
  info = place_get_stream (&place);
  assert_ok (ahadi_streams_set_exported (place.vault, info.number, 3, &error));
  assert_ok (ahadi_streams_set_exported (place.vault, info.number, 2, &error));
  assert_ok (ahadi_streams_set_acked (place.vault, info.number, 3, head, &error));
  assert_ok (ahadi_streams_set_acked (place.vault, info.number, 2, lower, &error));
  place_reopen (&place);
  info = place_get_stream (&place);
  g_assert_cmpuint (info.exported, ==, 3);
  g_assert_cmpuint (info.acked, ==, 3);
  g_assert_cmpmem (info.acked_head, 32, head, 32);

  g_assert_false (ahadi_streams_set_exported (place.vault, info.number, 9, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (ahadi_streams_set_exported (place.vault, 99, 1, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/streams/own-and-others'-streams-are-listed",
                   test_own_and_others_streams_are_listed);
  g_test_add_func ("/store/streams/an-unknown-stream-is-no-error",
                   test_an_unknown_stream_is_no_error);
  g_test_add_func ("/store/streams/operations-are-read-in-order",
                   test_operations_are_read_in_order);
  g_test_add_func ("/store/streams/a-reader-that-fails-stops-the-reading",
                   test_a_reader_that_fails_stops_the_reading);
  g_test_add_func ("/store/streams/the-chain-is-known-everywhere",
                   test_the_chain_is_known_everywhere);
  g_test_add_func ("/store/streams/the-chain-is-not-known-beyond-a-gap",
                   test_the_chain_is_not_known_beyond_a_gap);
  g_test_add_func ("/store/streams/export-and-ack-only-rise",
                   test_export_and_ack_only_rise);
  return g_test_run ();
}
