/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-want-codec.h"

#include "world.h"

static AhadiWant
make_want (guint64 from, guint64 to)
{
  static const AhadiId device = { { 0x10, 1, 2, 3 } };
  AhadiWant want = { .from = from, .to = to };

  ahadi_stream_id_init (&want.stream, &device, 0xdeadbeef, "membership");
  return want;
}

static void
test_round_trip (void)
{
  AhadiWant want = make_want (41, 57);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AhadiWant parsed;

  ahadi_want_print (&want, line);
  g_assert_cmpstr (line->str, ==,
                   "{\"want\":{\"device\":\"10010203000000000000000000000000\","
                   "\"epoch\":\"deadbeef\",\"audience\":\"membership\","
                   "\"from\":41,\"to\":57}}\n");
  g_assert_true (ahadi_want_is_line (line->str, line->len));
  assert_ok (ahadi_want_parse (line->str, line->len - 1, &parsed, &error));
  g_assert_true (ahadi_stream_id_equal (&parsed.stream, &want.stream));
  g_assert_cmpuint (parsed.from, ==, 41);
  g_assert_cmpuint (parsed.to, ==, 57);
}

static void
assert_refused_line (const char *line)
{
  g_autoptr (GError) error = NULL;
  AhadiWant parsed;

  g_assert_false (ahadi_want_parse (line, strlen (line), &parsed, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_MALFORMED, "Q1");
}

#define WANT(audience, range)                                                            \
  "{\"want\":{\"device\":\"10010203000000000000000000000000\",\"epoch\":\"deadbeef\","   \
  "\"audience\":\"" audience "\"," range "}}"

static void
test_grammar (void)
{
  assert_refused_line (WANT ("membership", "\"from\":0,\"to\":1"));
  assert_refused_line (WANT ("membership", "\"from\":2,\"to\":1"));
  assert_refused_line (WANT ("membership", "\"from\":1,\"to\":1099511627776"));
  assert_refused_line (WANT ("membership", "\"from\":1,\"to\": 2"));
  assert_refused_line (WANT ("membership", "\"to\":2,\"from\":1"));
  assert_refused_line (WANT ("nobody", "\"from\":1,\"to\":2"));
  assert_refused_line (WANT ("membership", "\"from\":1"));
  assert_refused_line ("{\"want\":[]}");
  assert_refused_line ("{\"want\":");
}

static void
test_order (void)
{
  AhadiWant want = make_want (41, 57);
  AhadiWant next = make_want (59, 59);

  g_assert_true (ahadi_want_precedes (&want, &next));
  g_assert_false (ahadi_want_precedes (&next, &want));
  next.from = 58;
  g_assert_false (ahadi_want_precedes (&want, &next));
  next.from = 1;
  next.stream.epoch++;
  g_assert_true (ahadi_want_precedes (&want, &next));
  g_assert_false (ahadi_want_precedes (&next, &want));
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/want-codec/Q1-round-trip", test_round_trip);
  g_test_add_func ("/sync/want-codec/Q1-grammar", test_grammar);
  g_test_add_func ("/sync/want-codec/Q2-no-two-meet", test_order);

  return g_test_run ();
}
