/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-stream-table.h"

#include "place.h"
#include "store/ahadi-vault-private.h"

static AhadiStreamEntry *
add (Place *place, guint8 device, guint32 epoch, const char *audience)
{
  g_autoptr (GError) error = NULL;
  AhadiId id = { { device } };
  AhadiStreamId stream;
  AhadiStreamEntry *entry;

  ahadi_stream_id_init (&stream, &id, epoch, audience);
  entry = ahadi_stream_table_add (ahadi_vault_get_streams (place->vault, &error), &stream,
                                  FALSE, &error);
  g_assert_no_error (error);
  return entry;
}

static void
test_entries_are_found_by_name_number_and_stamp (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiStreamTable *streams;
  AhadiStreamEntry *first;
  AhadiStreamEntry *second;
  AhadiStamp stamp = { 1, { { 1 } }, 7 };

  place_open (&place);
  streams = ahadi_vault_get_streams (place.vault, &error);
  first = add (&place, 1, 7, "membership");
  second = add (&place, 1, 7, "safeguarding");
  add (&place, 1, 8, "membership");
  add (&place, 2, 7, "membership");
  g_assert_cmpuint (ahadi_stream_table_get_length (streams), ==, 4);
  g_assert_true (ahadi_stream_table_find (streams, &second->info.id) == second);
  g_assert_true (ahadi_stream_table_by_number (streams, first->info.number) == first);
  g_assert_true (ahadi_stream_table_find_writer (streams, first->audience, &stamp) ==
                 first);
  g_assert_true (ahadi_stream_table_find_writer (streams, second->audience, &stamp) ==
                 second);
  stamp.epoch = 9;
  g_assert_null (ahadi_stream_table_find_writer (streams, first->audience, &stamp));
  g_assert_null (ahadi_stream_table_by_number (streams, 0));
  g_assert_null (ahadi_stream_table_by_number (streams, 5));
  g_assert_cmpint (ahadi_stream_table_count_audiences (streams), ==, 2);
  g_assert_cmpint (ahadi_stream_table_find_audience (streams, "nobody"), ==, 0);
  g_assert_null (ahadi_stream_table_get_audience (streams, 3));
}

static void
test_everything_is_loaded_again (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiStreamTable *streams;
  AhadiStreamEntry *entry;
  AhadiStreamEntry written;

  place_open (&place);
  entry = add (&place, 1, G_MAXUINT32, "membership");
  entry->info.own = TRUE;
  entry->info.last = 9;
  entry->info.frontier = 8;
  entry->info.frontier_head[31] = 1;
  entry->info.exported = 7;
  entry->exported_head[0] = 2;
  entry->info.acked = 6;
  entry->info.acked_head[1] = 3;
  entry->counter = 5;
  entry->parked = 9;
  entry->has_root = TRUE;
  entry->root[5] = 4;
  streams = ahadi_vault_get_streams (place.vault, &error);
  assert_ok (ahadi_stream_table_update (streams, entry, &error));
  written = *entry;
  place_reopen (&place);

  streams = ahadi_vault_get_streams (place.vault, &error);
  g_assert_cmpuint (ahadi_stream_table_get_length (streams), ==, 1);
  entry = ahadi_stream_table_get (streams, 0);
  g_assert_true (ahadi_stream_id_equal (&entry->info.id, &written.info.id));
  g_assert_cmpuint (entry->info.last, ==, 9);
  g_assert_cmpuint (entry->info.frontier, ==, 8);
  g_assert_cmpuint (entry->info.exported, ==, 7);
  g_assert_cmpuint (entry->info.acked, ==, 6);
  g_assert_cmpuint (entry->counter, ==, 5);
  g_assert_cmpuint (entry->parked, ==, 9);
  g_assert_true (entry->info.own);
  g_assert_true (entry->has_root);
  g_assert_cmpmem (entry->root, 32, written.root, 32);
  g_assert_cmpmem (entry->prefix, 8, written.prefix, 8);
  g_assert_cmpmem (entry->exported_head, 32, written.exported_head, 32);
  g_assert_cmpmem (entry->info.acked_head, 32, written.info.acked_head, 32);
  g_assert_cmpmem (entry->info.frontier_head, 32, written.info.frontier_head, 32);
}

static void
test_a_rollback_forgets_what_was_added (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  assert_ok (ahadi_vault_begin (place.vault, &error));
  add (&place, 1, 7, "membership");
  ahadi_vault_rollback (place.vault);
  g_assert_cmpuint (
      ahadi_stream_table_get_length (ahadi_vault_get_streams (place.vault, &error)), ==,
      0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/stream-table/entries-are-found-by-name-number-and-stamp",
                   test_entries_are_found_by_name_number_and_stamp);
  g_test_add_func ("/store/stream-table/everything-is-loaded-again",
                   test_everything_is_loaded_again);
  g_test_add_func ("/store/stream-table/a-rollback-forgets-what-was-added",
                   test_a_rollback_forgets_what_was_added);
  return g_test_run ();
}
