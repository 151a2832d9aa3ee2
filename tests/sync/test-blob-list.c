/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-blob-list.h"

#include <string.h>

#include "world.h"

#define HASH "0000000000000000000000000000000000000000000000000000000000000000"
#define ONE(audience)                                                                    \
  "{\"name\":\"blobs/" audience ".tar.age\",\"audience\":\"" audience                    \
  "\",\"ct_len\":65736,\"ct_blake2b\":\"" HASH "\"}"

static GArray *
parse (const char *list, guint last, GError **error)
{
  g_autofree char *text = g_strconcat ("{\"blobs\":", list, "}", NULL);
  g_autoptr (json_t) document = ahadi_json_parse (text, strlen (text), NULL);
  g_autoptr (GArray) blobs = g_array_new (FALSE, FALSE, sizeof (AhadiManifestBlobs));

  g_assert_nonnull (document);
  return ahadi_blob_list_from_json (document, last, blobs, error)
             ? g_steal_pointer (&blobs)
             : NULL;
}

static void
assert_against_m8 (const char *list, guint last)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) blobs = parse (list, last, &error);

  g_assert_null (blobs);
  g_assert_nonnull (error);
}

static void
test_what_is_printed_is_read (void)
{
  static const char list[] = "[" ONE ("membership") "," ONE ("branch") "]";
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) blobs = parse (list, AHADI_AUDIENCE_N_FIELD, &error);
  g_autoptr (json_t) json = NULL;
  g_autofree char *printed = NULL;

  g_assert_no_error (error);
  json = ahadi_blob_list_to_json (blobs);
  printed = ahadi_json_print (json);
  g_assert_cmpstr (printed, ==, list);
}

static void
test_m8_grammar_order_and_no_reply (void)
{
  assert_against_m8 ("[" ONE ("branch") "," ONE ("membership") "]",
                     AHADI_AUDIENCE_N_FIELD);
  assert_against_m8 ("[" ONE ("branch") "," ONE ("branch") "]", AHADI_AUDIENCE_N_FIELD);
  assert_against_m8 ("[" ONE ("branch") "]", AHADI_AUDIENCE_BRANCH - 1);
  assert_against_m8 ("[" ONE ("membership") "]", 0);
  assert_against_m8 ("[" ONE ("device") "]", AHADI_AUDIENCE_N_FIELD);
  assert_against_m8 ("[1]", AHADI_AUDIENCE_N_FIELD);
  assert_against_m8 ("[{}]", AHADI_AUDIENCE_N_FIELD);
}

static void
test_z3_pieces_have_one_spelling (void)
{
  static const char *const others[] = {
    "",
    "0",
    ".0",
    "000102030405060708090a0b0c0d0e0f",
    "000102030405060708090a0b0c0d0e0f.",
    "000102030405060708090a0b0c0d0e0f.13",
    "000102030405060708090a0b0c0d0e0f.00",
    "000102030405060708090a0b0c0d0e0f.+1",
    "000102030405060708090A0b0c0d0e0f.1",
    "../../0405060708090a0b0c0d0e0f01.1",
  };
  AhadiId id;
  guint piece;

  g_assert_true (ahadi_blob_list_parse_piece_name ("000102030405060708090a0b0c0d0e0f.12",
                                                   &id, &piece));
  g_assert_cmpuint (piece, ==, 12);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (ahadi_blob_list_parse_piece_name (others[i], &id, &piece));
}

int
main (int argc, char *argv[])
{
  world_init_tests (&argc, &argv);
  g_test_add_func ("/sync/blob-list/what-is-printed-is-read",
                   test_what_is_printed_is_read);
  g_test_add_func ("/sync/blob-list/M8-grammar-order-and-no-reply",
                   test_m8_grammar_order_and_no_reply);
  g_test_add_func ("/sync/blob-list/Z3-pieces-have-one-spelling",
                   test_z3_pieces_have_one_spelling);
  return g_test_run ();
}
