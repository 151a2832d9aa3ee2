/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-blob-ack.h"

#include <string.h>

#include "world.h"

#define ID "000102030405060708090a0b0c0d0e0f"

static void
assert_refused_line (const char *line)
{
  g_autoptr (GError) error = NULL;
  AhadiBlobAck ack;

  g_assert_false (ahadi_blob_ack_parse (line, strlen (line), &ack, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_MALFORMED);
}

static void
test_what_is_printed_is_read (void)
{
  static const char line[] = "{\"blob\":{\"id\":\"" ID "\",\"have\":5}}";
  g_autoptr (GString) printed = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AhadiBlobAck ack;

  assert_ok (ahadi_blob_ack_parse (line, strlen (line), &ack, &error));
  g_assert_cmphex (ack.have, ==, 5);
  ahadi_blob_ack_print (&ack, printed);
  g_assert_true (g_str_has_suffix (printed->str, "}}\n"));
  g_assert_true (g_str_has_prefix (printed->str, line));
  g_assert_true (ahadi_blob_ack_is_line (line, strlen (line)));
  g_assert_false (ahadi_blob_ack_is_line ("{\"ack\":{", 8));
}

static void
test_a5_grammar (void)
{
  assert_refused_line ("{\"blob\":{\"id\":\"" ID "\",\"have\":8192}}");
  assert_refused_line ("{\"blob\":{\"id\":\"" ID "\",\"have\":-1}}");
  assert_refused_line ("{\"blob\":{\"id\":\"00\",\"have\":1}}");
  assert_refused_line ("{\"blob\":{\"have\":1,\"id\":\"" ID "\"}}");
  assert_refused_line ("{\"blob\":{\"id\":\"" ID "\",\"have\":1,\"more\":1}}");
  assert_refused_line ("{\"blob\":{\"id\":\"" ID "\",\"have\": 1}}");
  assert_refused_line ("{\"blob\":1}");
  assert_refused_line ("[]");
}

int
main (int argc, char *argv[])
{
  world_init_tests (&argc, &argv);
  g_test_add_func ("/sync/blob-ack/what-is-printed-is-read",
                   test_what_is_printed_is_read);
  g_test_add_func ("/sync/blob-ack/A5-grammar", test_a5_grammar);
  return g_test_run ();
}
