/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "blobs.h"

static void
test_pieces_are_counted_to_the_last_byte (void)
{
  g_assert_cmpuint (ahadi_blob_count_pieces (1), ==, 1);
  g_assert_cmpuint (ahadi_blob_count_pieces (AHADI_BLOB_PIECE), ==, 1);
  g_assert_cmpuint (ahadi_blob_count_pieces (AHADI_BLOB_PIECE + 1), ==, 2);
  g_assert_cmpuint (ahadi_blob_count_pieces (AHADI_ATTACHMENT_CT_LIMIT), ==,
                    AHADI_BLOB_MAX_PIECES);
  g_assert_cmpuint (ahadi_blob_piece_size (AHADI_BLOB_PIECE + 1, 0), ==,
                    AHADI_BLOB_PIECE);
  g_assert_cmpuint (ahadi_blob_piece_size (AHADI_BLOB_PIECE + 1, 1), ==, 1);
  g_assert_cmpuint (ahadi_blob_piece_size (AHADI_BLOB_PIECE + 1, 2), ==, 0);
  g_assert_cmphex (ahadi_blob_all_pieces (AHADI_BLOB_PIECE + 1), ==, 3);
}

static AhadiBlobState
get_state (Place *place, const AhadiRecord *attachment)
{
  g_autoptr (GError) error = NULL;
  AhadiBlobState state;

  assert_ok (ahadi_blob_get_state (place->vault, attachment, &state, &error));
  return state;
}

static void
test_what_was_sent_adds_up (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) attachment = NULL;
  g_autoptr (GError) error = NULL;
  AhadiBlobInfo info;

  place_open (&place);
  attachment = blobs_attach (&place, 100);
  g_assert_true (ahadi_attachment_read_blob (attachment, &info));
  g_assert_cmphex (get_state (&place, attachment).sent, ==, 0);
  assert_ok (ahadi_blob_add_sent (place.vault, &info.id, 1, &error));
  assert_ok (ahadi_blob_add_sent (place.vault, &info.id, 4, &error));
  g_assert_cmphex (get_state (&place, attachment).sent, ==, 5);
}

/* What a pulled stick took with it goes again. */
static void
test_what_an_office_lacks_counts_as_not_sent (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) attachment = NULL;
  g_autoptr (GError) error = NULL;
  AhadiBlobInfo info;

  place_open (&place);
  attachment = blobs_attach (&place, 100);
  g_assert_true (ahadi_attachment_read_blob (attachment, &info));
  assert_ok (ahadi_blob_add_sent (place.vault, &info.id, 7, &error));
  assert_ok (ahadi_blob_set_held (place.vault, &info.id, 1, &error));
  g_assert_cmphex (get_state (&place, attachment).sent, ==, 1);
  g_assert_cmphex (get_state (&place, attachment).held, ==, 1);
}

static void
test_state_tells_what_is_here (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) attachment = NULL;
  AhadiBlobState state;

  place_open (&place);
  attachment = blobs_attach (&place, 100);
  state = get_state (&place, attachment);
  g_assert_true (state.is_here);
  g_assert_cmpuint (state.pieces, ==, 1);
  g_assert_cmpuint (state.arrived, ==, 1);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/blob-way/pieces-are-counted-to-the-last-byte",
                   test_pieces_are_counted_to_the_last_byte);
  g_test_add_func ("/store/blob-way/what-was-sent-adds-up", test_what_was_sent_adds_up);
  g_test_add_func ("/store/blob-way/what-an-office-lacks-counts-as-not-sent",
                   test_what_an_office_lacks_counts_as_not_sent);
  g_test_add_func ("/store/blob-way/state-tells-what-is-here",
                   test_state_tells_what_is_here);
  return g_test_run ();
}
